/** The file of events that were not delivered, through the command `deliver`. */
import { chmodSync } from 'fs'
import { environmentOf, identify, toLines, useEmulator, useFolder } from '../../__tests__/__helpers__/world'

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()

it('of failed events go to a file of the owner alone, each event exactly as it was', async () => {
  emulator().setFaults({ refusals: [{ identity: 'u-1', code: 515 }] })
  const odd = '{ "type":"identify",  "userId":"u-1", "traits":{"big":12345678901234567890, "e":"\\u00e9"} }'
  const file = folder.write('odd-event.ndjson', `${odd}\n${toLines([identify('u-2')])}`)
  chmodSync(folder.write('failed.ndjson', 'old content'), 0o644)
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

it('keeps the undelivered events of earlier runs when it continues', async () => {
  const path = folder.write('stop.ndjson', toLines(['a-1', 'a-2', 'a-3', 'a-4'].map((id) => identify(id))))
  folder.write(
    'kept.out',
    '{"line":1,"fate":"rejected","reason":"r","event":{"a":1}}\n{"line":4,"fate":"rejected","reason":"r","event":{}}\n{"line":2,"fa'
  )
  emulator().setFaults({ refusals: [{ identity: 'a-3', code: 515 }] })
  await deliver([path, '--skip', '2', '--undelivered', folder.path('kept.out')])
  expect(
    folder
      .read('kept.out')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).line)
  ).toEqual([1, 3])
})

it('keeps entries of any size unchanged when it continues', async () => {
  const path = folder.write('long.ndjson', toLines(['a-1', 'a-2', 'a-3'].map((id) => identify(id))))
  const long = `{"line":1,"fate":"rejected","reason":"r","event":{"a":"${'x'.repeat(17 * 1024 * 1024)}"}}\n`
  folder.write('long.out', `${long}{"line":3,"fate":"rejected","reason":"r","event":{}}\n`)
  await deliver([path, '--skip', '1', '--undelivered', folder.path('long.out')])
  expect(folder.read('long.out') === long).toBe(true)
  expect(folder.names().filter((name) => name.startsWith('long.'))).toEqual(['long.ndjson', 'long.out'])
})

it('can be read again however long the reason of an entry is', async () => {
  const reason = '\\"x'.repeat(3_000_000)
  const event = '{"type":"identify", "userId":"null","traits":{"big":12345678901234567890}}'
  const file = folder.write('reason.out', `{"line":7,"fate":"rejected","reason":"${reason}","event":${event}}\n`)
  await deliver([file, '--undelivered', folder.path('reason-again.out')])
  expect(folder.read('reason-again.out')).toContain(`"event":${event}}\n`)
})

it('stays as it was when the credentials are refused', async () => {
  const file = folder.write('refused.ndjson', toLines([identify('u-1')]))
  folder.write('earlier.out', 'of an earlier run\n')
  const environment = { ...environmentOf(emulator()), CLEVERTAP_PASSCODE: 'WRONG' }
  expect((await deliver([file, '--undelivered', folder.path('earlier.out')], { environment })).exitCode).toBe(1)
  expect(folder.read('earlier.out')).toBe('of an earlier run\n')
})
