/** The file of events that were not delivered, through the command `deliver`. */
import { chmodSync, unlinkSync } from 'fs'
import {
  afterCredentialTest,
  afterTarget,
  environmentOf,
  identify,
  toLines,
  until,
  useEmulator,
  useFolder,
  useNoWaits
} from '../../__tests__/__helpers__/command'

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()
useNoWaits()

it('of failed events go to a file of the owner alone, each event exactly as it was', async () => {
  emulator().setFaults({ refusals: [{ identity: 'u-1', code: 515 }] })
  const odd = '{ "type":"identify",  "userId":"u-1", "traits":{"big":12345678901234567890, "e":"\\u00e9"} }'
  const file = folder.write('odd-event.ndjson', `${odd}\n${toLines([identify('u-2')])}`)
  chmodSync(folder.write('failed.ndjson', ''), 0o644)
  await deliver([file, '--undelivered', folder.path('failed.ndjson')])
  expect(folder.mode('failed.ndjson')).toBe(0o600)
  expect(folder.read('failed.ndjson')).toBe(
    '{"line":1,"fate":"rejected","reason":"CleverTap refused this record with code 515: Email is not valid. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.",' +
      `"event":${odd}}\n`
  )
})

it('can be delivered again from that file, and stay exact when they fail again', async () => {
  emulator().setFaults({ refusals: [{ identity: 'u-1', code: 515 }] })
  const odd = '{"type":"identify", "userId":"u-1","traits":{"big":12345678901234567890}}'
  const file = folder.write('again.ndjson', `${toLines([identify('u-2')])}${odd}\nbroken\n`)
  await deliver([file, '--undelivered', folder.path('first')])
  await deliver([folder.path('first'), '--undelivered', folder.path('second')])
  expect(folder.read('second').split('\n').sort().slice(1)).toEqual(
    [
      `{"line":2,"fate":"rejected","reason":"CleverTap refused this record with code 515: Email is not valid. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.","event":${odd}}`,
      '{"line":1,"fate":"malformed","reason":"The line is not JSON.","text":"broken"}'
    ].sort()
  )
  emulator().setFaults({})
  const { stdout } = await deliver([folder.path('second')])
  expect(stdout).toMatch(/^delivered +1$/m)
  expect(profiles()).toEqual({ 'u-1': { big: '12345678901234567890' }, 'u-2': { plan: 'gold' } })
})

describe('with a checkpoint', () => {
  const refused = ['bad-1', 'good-2', 'bad-3', 'bad-4']
  const start = async (name: string) => {
    emulator().setFaults({
      refusals: refused.map((identity) => ({ identity, code: 515 })).filter(({ identity }) => identity !== 'good-2')
    })
    const file = folder.write(`${name}.ndjson`, toLines(refused.map((id) => identify(id))))
    const args = [file, '--checkpoint', folder.path(`${name}.checkpoint`), '--undelivered', folder.path(name)]
    expect((await deliver(args)).exitCode).toBe(1)
    expect(folder.linesIn(name)).toEqual([1, 3, 4])
    return args
  }

  it('keeps the events of earlier runs', async () => {
    const args = await start('kept')
    const { exitCode, stderr } = await deliver(args)
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('3 events before could not be delivered.')])
    expect(folder.linesIn('kept')).toEqual([1, 3, 4])
  })

  it('drops what a kill left of lines that will be tried again', async () => {
    const args = await start('killed')
    const content = folder.json('killed.checkpoint')
    const [first, ...later] = folder.read('killed').split('\n')
    const undelivered = { ...content.undelivered, bytes: first.length + 1 }
    // As if the last checkpoint had been written when line 1 alone was settled, and an entry cut short.
    folder.write(
      'killed.checkpoint',
      JSON.stringify({ ...content, undelivered, settledThrough: 1, total: { ...content.total, read: 1, rejected: 1 } })
    )
    folder.write('killed', `${first}\n${later.join('\n')}{"line":2,"fa`)
    expect((await deliver([...args, '--report', folder.path('killed.json')])).exitCode).toBe(1)
    expect(folder.linesIn('killed')).toEqual([1, 3, 4])
    expect(folder.json('killed.json').total).toMatchObject({ read: 4, delivered: 2, rejected: 3, left: 0 })
  })

  it('that another file is named with begins that file, which must be empty', async () => {
    const args = await start('one')
    expect((await deliver([...args.slice(0, -1), folder.path('two')])).exitCode).toBe(1)
    expect([folder.linesIn('one'), folder.linesIn('two')]).toEqual([[1, 3, 4], []])
    const { exitCode, stderr } = await deliver(args)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('holds events that an earlier run did not deliver')])
    expect(folder.linesIn('one')).toEqual([1, 3, 4])
  })
})

it.each([[[]], [['--skip', '1']], [['--checkpoint', folder.path('new.checkpoint')]]])(
  'that holds events of an earlier run is refused, and stays as it was: %j',
  async (more) => {
    const file = folder.write('second.ndjson', toLines([identify('u-1')]))
    const path = folder.write('first.out', 'of an earlier run\n')
    const { exitCode, stdout, stderr } = await deliver([file, '--undelivered', path, ...more])
    expect([exitCode, stdout, stderr]).toEqual([
      2,
      '',
      `${path} holds events that an earlier run did not deliver. Deliver it first, or name another file: --undelivered continues a file only with the checkpoint of the run that began it.\n`
    ])
    expect(folder.read('first.out')).toBe('of an earlier run\n')
    expect(folder.names().filter((name) => /^new|lock/.test(name))).toEqual([])
    expect(emulator().counters().requests).toMatchObject({ profile: 0, upload: 0 })
  }
)

it('that is removed while the run goes on ends the run with what the next one will do', async () => {
  const file = folder.write('removed.ndjson', toLines(['u-1', 'bad', 'u-2'].map((id) => identify(id))))
  const path = folder.path('removed.out')
  emulator().setFaults({ ...afterCredentialTest([]), errors: { 503: 1 } })
  const running = deliver([file, '--undelivered', path])
  await until(() => emulator().counters().requests.upload > 0)
  unlinkSync(path)
  emulator().setFaults({ refusals: [{ identity: 'bad', code: 515 }] })
  const { exitCode, stderr } = await running
  expect([exitCode, afterTarget(stderr)]).toEqual([
    2,
    `Cannot write ${path}: it was removed. Everything up to line 1 is settled.\nTo continue: --skip 1.\n`
  ])
})

it('can be read again however long the reason of an entry is', async () => {
  const reason = '\\"x'.repeat(3_000_000)
  const event = '{"type":"identify", "userId":"null","traits":{"big":12345678901234567890}}'
  const file = folder.write('reason.out', `{"line":7,"fate":"rejected","reason":"${reason}","event":${event}}\n`)
  await deliver([file, '--undelivered', folder.path('reason-again.out')])
  expect(folder.read('reason-again.out')).toContain(`"event":${event}}\n`)
})

it('is not left behind when the credentials are refused', async () => {
  const file = folder.write('refused.ndjson', toLines([identify('u-1')]))
  const environment = { ...environmentOf(emulator()), CLEVERTAP_PASSCODE: 'WRONG' }
  const args = [file, '--undelivered', folder.path('unused.out'), '--checkpoint', folder.path('unused.checkpoint')]
  expect((await deliver(args, { environment })).exitCode).toBe(3)
  expect(folder.names().filter((name) => name.includes('unused'))).toEqual([])
})
