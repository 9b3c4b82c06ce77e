/** The command `deliver` when CleverTap fails, when it is asked to stop, and when files cannot be written. */
import { Readable } from 'stream'
import {
  afterCredentialTest,
  afterTarget,
  environmentOf,
  identify,
  runCommand,
  toLines,
  until,
  useEmulator,
  useFolder,
  useNoWaits
} from '../../__tests__/__helpers__/command'

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()
useNoWaits()

describe('transient failures', () => {
  it('are repeated, only for the records concerned', async () => {
    emulator().setFaults(
      afterCredentialTest([
        {
          kind: 'status',
          status: 200,
          contentType: 'application/json',
          body: '{"status":"partial","processed":1,"unprocessed":[{"status":"fail","code":555,"error":"Skipped record number : 1","record":{"identity":"u-1"}}]}'
        }
      ])
    )
    const file = folder.write('transient.ndjson', toLines([identify('u-1'), identify('u-2')]))
    const { exitCode } = await deliver([file, '--report', folder.path('retried.json')])
    expect(exitCode).toBe(0)
    expect(folder.json('retried.json')).toMatchObject({ delivered: 2, transient: 0, requests: 2, retries: 1 })
    // The first reply was made up and applied nothing, so only the record that was repeated is there.
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' } })
  })

  it.each([
    ['an error of the server', { kind: 'status', status: 500 }],
    ['too many requests', { kind: 'status', status: 429 }],
    ['a connection cut before', { kind: 'cutBefore' }],
    ['a connection cut after', { kind: 'cutAfter' }],
    ['an answer that is not JSON', { kind: 'garbage' }]
  ] as const)('of a whole request are repeated: %s', async (_name, fault) => {
    emulator().setFaults(afterCredentialTest([fault, fault]))
    const file = folder.write('whole.ndjson', toLines([identify('u-1'), { type: 'delete', userId: 'u-1' }]))
    const { exitCode } = await deliver([file, '--report', folder.path('whole.json')])
    expect(exitCode).toBe(0)
    expect(folder.json('whole.json')).toMatchObject({ delivered: 2, requests: 4, retries: 2 })
    expect(profiles()).toEqual({})
  })
})

describe('an outage', () => {
  it.each([
    { name: 'with a file for undelivered events', files: ['outage.out'] },
    { name: 'without', files: [] }
  ])('stops the run, and the next one begins with the first event that was not taken: $name', async ({ files }) => {
    const file = folder.write('outage.ndjson', toLines(['a', 'b', 'c', 'a'].map((id) => identify(id))))
    const checkpoint = folder.path(`outage-${files.length}.checkpoint`)
    const options = files.flatMap((name) => ['--undelivered', folder.path(name)])
    const args = [file, '--give-up-after', '1ms', '--checkpoint', checkpoint, ...options]
    emulator().setFaults({ errors: { 503: 1 }, ...afterCredentialTest([]) })
    const { exitCode, stderr } = await deliver(args)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(
      'Stopped, because CleverTap took nothing for as long as events are retried. Everything up to line 0 is settled.'
    )
    expect(files.flatMap(folder.linesIn)).toEqual([])
    emulator().setFaults({})
    expect((await deliver(args)).exitCode).toBe(0)
    expect(Object.keys(profiles())).toEqual(['a', 'b', 'c'])
  })

  it('is distinguished from one event that is not taken, which is given up once it is in the file', async () => {
    emulator().setFaults({ refusals: [{ identity: 'a', code: 555 }] })
    const file = folder.write('poison.ndjson', toLines(['a', 'b', 'a', 'c'].map((id) => identify(id))))
    const args = [file, '--give-up-after', '1ms', '--checkpoint', folder.path('poison.checkpoint')]
    const more = ['--undelivered', folder.path('poison.out'), '--report', folder.path('poison.json')]
    expect((await deliver([...args, ...more])).exitCode).toBe(1)
    expect(folder.json('poison.json')).toMatchObject({ read: 4, delivered: 2, transient: 2, settledThrough: 4 })
    expect(folder.linesIn('poison.out').sort()).toEqual([1, 3])
  })

  it('is distinguished from one event that is not taken, which ends the run without a file', async () => {
    emulator().setFaults({ refusals: [{ identity: 'b', code: 555 }] })
    const file = folder.write('alone.ndjson', toLines(['a', 'b', 'c'].map((id) => identify(id))))
    const args = [file, '--give-up-after', '1ms', '--checkpoint', folder.path('alone.checkpoint')]
    const { exitCode, stderr } = await deliver(args)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('With --undelivered FILE the run keeps such events and goes on.')
    expect(folder.json('alone.checkpoint')).toMatchObject({ settledThrough: 1, settled: [[3, 3]] })
    emulator().setFaults({})
    expect((await deliver(args)).exitCode).toBe(0)
    expect(Object.keys(profiles()).sort()).toEqual(['a', 'b', 'c'])
  })
})

describe('Retry-After', () => {
  const file = () => folder.write('later.ndjson', toLines([identify('u-1')]))

  it('that is longer than events are retried ends the run at once, and is printed', async () => {
    emulator().setFaults({ ...afterCredentialTest([{ kind: 'status', status: 429 }]), retryAfterSeconds: 3600 })
    const args = [file(), '--report', folder.path('later.json'), '--undelivered', folder.path('later.out')]
    const { exitCode, stdout, stderr } = await deliver(args)
    expect(exitCode).toBe(3)
    expect(stdout).toMatch(/^requests +1$/m)
    expect(stderr).toContain('CleverTap asked to wait longer than events are retried: 3,600 s (60 min).')
    expect(folder.json('later.json')).toMatchObject({
      settledThrough: 0,
      stopped: 'retryAfter',
      retryAfterSeconds: 3600
    })
    expect(folder.linesIn('later.out')).toEqual([])
  })

  it('is printed in lines that fit a terminal', async () => {
    emulator().setFaults({ ...afterCredentialTest([{ kind: 'status', status: 429 }]), retryAfterSeconds: 3600 })
    const { stderr } = await deliver([file()], { isTerminal: true })
    expect(stderr.split('\u001b[K').slice(-1)).toEqual([
      'Stopped, because CleverTap asked to wait longer than events are retried: 3,600 s\n' +
        '(60 min). Everything up to line 0 is settled.\n' +
        'To continue: --skip 0.\n'
    ])
  })

  it('of the credential test does the same', async () => {
    emulator().setFaults({ next: [{ kind: 'status', status: 429 }], retryAfterSeconds: 86_400 })
    const { exitCode, stdout, stderr } = await deliver([file()])
    expect([exitCode, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/CleverTap asked to wait 86,400 s \(24 h\)\.\nNothing was sent\.\n$/)
  })
})

describe('a checkpoint', () => {
  it.each([
    { name: 'was refused', lines: toLines([identify('u-1'), identify('bad')]) },
    { name: 'is no event', lines: `${toLines([identify('u-1')])}nonsense\n` }
  ])('remembers a line that $name, so that later runs end with 1', async ({ name, lines }) => {
    emulator().setFaults({ refusals: [{ identity: 'bad', code: 515 }] })
    const file = folder.write('remembered.ndjson', lines)
    const args = [file, '--checkpoint', folder.path(name)]
    expect((await deliver(args)).exitCode).toBe(1)
    const { exitCode, stdout, stderr } = await deliver(args)
    expect(exitCode).toBe(1)
    const [first, total] = stdout.split('\n')
    expect(first).toBe('Nothing was left to deliver after line 2.')
    expect(total).toMatch(/^All runs of this checkpoint delivered 1 of [12] subscribed events?\.$/)
    expect(stderr).toContain('1 event before could not be delivered.')
  })

  it('remembers lines that were skipped, and is not continued without them', async () => {
    const file = folder.write('skipped.ndjson', toLines(['a', 'b', 'c'].map((id) => identify(id))))
    const args = [file, '--checkpoint', folder.path('skipped.checkpoint')]
    expect((await deliver([...args, '--skip', '1'])).exitCode).toBe(0)
    const { exitCode, stderr } = await deliver(args)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('is the checkpoint of runs with --skip 1. Add that, or remove it to begin anew.')
    expect((await deliver([...args, '--skip', '1'])).exitCode).toBe(0)
    expect(Object.keys(profiles())).toEqual(['b', 'c'])
  })
})

describe('stopping and continuing', () => {
  it.each([['deliver'], ['deliver --dry-run'], ['sample']])(
    'sends nothing when it was asked to stop before it began: %s',
    async (command) => {
      const interruption = new AbortController()
      interruption.abort()
      const options = { environment: environmentOf(emulator()), interruption }
      const { exitCode, stderr } = await runCommand([...command.split(' '), file()], options)
      expect([exitCode, stderr.endsWith('Stopped as asked.\nNothing was sent.\n')]).toEqual([3, true])
      expect(emulator().counters().requests).toMatchObject({ profile: 0, upload: 0 })
    }
  )

  const file = () => folder.write('stop.ndjson', toLines(['a-1', 'a-2', 'a-3', 'a-4'].map((id) => identify(id))))

  it('leaves out the lines that are to be skipped', async () => {
    const { stdout } = await deliver([file(), '--skip', '2'])
    expect(stdout).toMatch(/^read +2$/m)
    expect(Object.keys(profiles())).toEqual(['a-3', 'a-4'])
  })

  it('finishes requests under way when asked to stop, prints the line, and reports what is settled', async () => {
    const interruption = new AbortController()
    const stdin = new Readable({ read: () => undefined })
    stdin.push(toLines([identify('a-1')]))
    const running = deliver(['-', '--report', folder.path('stopped.json')], { stdin, interruption })
    await until(() => emulator().counters().records.applied > 0)
    stdin.push(toLines([identify('a-2')]) + '{"type":"iden')
    interruption.abort()
    const { exitCode, stderr } = await running
    expect(exitCode).toBe(3)
    expect(stderr).toContain('Stopped as asked. Everything up to line 1 is settled.\nTo continue: --skip 1')
    expect(folder.json('stopped.json')).toMatchObject({
      read: 1,
      delivered: 1,
      settledThrough: 1,
      stopped: 'interrupted'
    })
  })

  it('does not say that nothing matched while something that did is waited for', async () => {
    const interruption = new AbortController()
    emulator().setFaults({ ...afterCredentialTest([]), errors: { 503: 1 } })
    const lines = folder.write('early.ndjson', toLines([{ type: 'page' }, identify('a-1')]))
    const running = deliver([lines], { interruption })
    await until(() => emulator().counters().requests.upload > 0)
    interruption.abort()
    const { stdout, stderr } = await running
    expect(stdout).toMatch(/^The run ended before any subscribed event was settled\.\n/)
    expect(stderr).not.toContain('matched')
  })

  it('continues from a checkpoint, once', async () => {
    const args = [file(), '--checkpoint', folder.path('done.checkpoint')]
    expect((await deliver(args)).exitCode).toBe(0)
    expect(folder.json('done.checkpoint')).toMatchObject({ settledThrough: 4 })
    const { exitCode, stdout, stderr } = await deliver(args)
    expect(exitCode).toBe(0)
    expect(stdout).toBe(
      'Nothing was left to deliver after line 4.\n' +
        'All runs of this checkpoint delivered 4 of 4 subscribed events.\n\nskipped  4\n'
    )
    expect(afterTarget(stderr)).toMatch(/^Continuing after line 4, as /)
    expect(emulator().counters().requests.upload).toBe(1)
  })

  it('cannot keep a checkpoint of standard input', async () => {
    const { exitCode, stderr } = await deliver(['-', '--checkpoint', folder.path('stdin.checkpoint')])
    expect([exitCode, stderr]).toEqual([2, '--checkpoint needs a file: standard input cannot be read a second time.\n'])
  })
})

describe('files that cannot be written', () => {
  const file = () => folder.write('write.ndjson', toLines([identify('null'), identify('u-1')]))

  it.each([['--report'], ['--undelivered'], ['--checkpoint']])(
    'are found out before anything is sent: %s',
    async (option) => {
      const path = folder.path('missing-folder/out')
      const { exitCode, stdout, stderr } = await deliver([file(), option, path])
      expect([exitCode, stdout, stderr]).toEqual([2, '', `Cannot write ${path}: its folder does not exist.\n`])
      expect(emulator().counters().requests.upload).toBe(0)
    }
  )

  it('end the run when the disk is full', async () => {
    const { exitCode, stdout, stderr } = await deliver([file(), '--undelivered', '/dev/full'])
    expect([exitCode, stdout, afterTarget(stderr)]).toEqual([
      2,
      expect.stringMatching(
        /^The run ended early. 1 of 2 subscribed events was delivered until then.\n[^]*\nleft for .* 1\n/
      ),
      'Cannot write /dev/full: the disk is full. Everything up to line 0 is settled.\nTo continue: --skip 0.\n'
    ])
  })

  it('still print the summary when the report cannot be written', async () => {
    const { exitCode, stdout, stderr } = await deliver([file(), '--report', '/dev/full'])
    expect([exitCode, afterTarget(stderr)]).toEqual([2, 'Cannot write /dev/full: the disk is full.\n'])
    expect(stdout).toMatch(/^1 of 2 subscribed events was delivered\.\n/)
  })
})
