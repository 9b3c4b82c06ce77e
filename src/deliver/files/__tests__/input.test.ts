/** What is read from the events' file or from standard input, through the command `deliver`. */
import { execFileSync } from 'child_process'
import { join } from 'path'
import { Readable } from 'stream'
import { gzipSync } from 'zlib'
import {
  afterTarget,
  deleteUser,
  environmentOf,
  identify,
  runCommand,
  toLines,
  until,
  useEmulator,
  useFolder
} from '../../__tests__/__helpers__/command'

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()

describe('input', () => {
  const events = [identify('u-1'), identify('u-2'), deleteUser('u-1')]

  it('is read from a file', async () => {
    const file = folder.write('events.ndjson', toLines(events))
    const { exitCode, stdout } = await deliver([file])
    expect(stdout).toMatch(/^delivered +3$/m)
    expect(exitCode).toBe(0)
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it('is unpacked when it is gzip, whatever its name', async () => {
    const file = folder.write('packed.ndjson', gzipSync(toLines(events)))
    expect((await deliver([file])).exitCode).toBe(0)
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gzip', (text: string) => gzipSync(text)]
  ])('is read from standard input: %s, in pieces of one byte', async (_name, pack) => {
    const bytes = Array.from(pack(toLines(events)), (byte) => Buffer.from([byte]))
    expect((await deliver(['-'], { stdin: Readable.from(bytes) })).exitCode).toBe(0)
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it('may lack the last line break, and have blank lines, carriage returns and a byte order mark', async () => {
    const file = folder.write('odd.ndjson', `\ufeff${JSON.stringify(events[0])}\r\n\r\n\n${JSON.stringify(events[1])}`)
    expect((await deliver([file])).stdout).toMatch(/^read +2$/m)
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' }, 'u-2': { plan: 'gold' } })
  })

  it('goes on after lines that are no events, and prints their numbers', async () => {
    const lines = ['{"type":', 'null', '[]', '"text"', JSON.stringify(identify('u-1')), 'not json']
    const file = folder.write('malformed.ndjson', lines.join('\n'))
    const { exitCode, stdout } = await deliver([file, '--undelivered', folder.path('malformed.out')])
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^read +6$/m)
    expect(stdout).toMatch(/^malformed +5$/m)
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' } })
    expect(folder.read('malformed.out').split('\n')).toEqual([
      '{"line":1,"fate":"malformed","reason":"The line is not JSON.","text":"{\\"type\\":"}',
      '{"line":2,"fate":"malformed","reason":"The line is not a JSON object.","text":"null"}',
      '{"line":3,"fate":"malformed","reason":"The line is not a JSON object.","text":"[]"}',
      '{"line":4,"fate":"malformed","reason":"The line is not a JSON object.","text":"\\"text\\""}',
      '{"line":6,"fate":"malformed","reason":"The line is not JSON.","text":"not json"}',
      ''
    ])
  })

  it('that is not UTF-8 is malformed, and stays as it was in the undelivered file', async () => {
    const broken = Buffer.from('{"type":"identify","userId":"\u00e9"}\n', 'latin1')
    const file = folder.write('latin.ndjson', Buffer.concat([broken, Buffer.from(toLines([identify('u-1')]))]))
    const { stdout } = await deliver([file, '--undelivered', folder.path('latin.out')])
    expect(stdout).toMatch(/^malformed +1$/m)
    const entry = `{"line":1,"fate":"malformed","reason":"The line is not UTF-8.","base64":"${broken
      .subarray(0, -1)
      .toString('base64')}"}\n`
    expect(folder.read('latin.out')).toBe(entry)
    await deliver([folder.path('latin.out'), '--undelivered', folder.path('latin-again.out')])
    expect(folder.read('latin-again.out')).toBe(entry)
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' } })
  })

  it.each([
    ['a file that is not there', () => folder.path('missing.ndjson'), 'there is no such file'],
    ['a path below a file', () => join(folder.write('plain', ''), 'x'), 'a part of its path is not a folder']
  ])('that cannot be opened ends with exit code 2: %s', async (_name, file, explanation) => {
    const path = file()
    const { exitCode, stdout, stderr } = await deliver([path])
    expect([exitCode, stdout, stderr]).toEqual([2, '', `Cannot read ${path}: ${explanation}.\n`])
  })

  const packed = () => gzipSync(toLines(events))

  it.each([
    ['a first part that ends too early', () => packed().subarray(0, -9), 'the compressed file ends too early'],
    [
      'a second part that ends in its header',
      () => Buffer.concat([packed(), packed().subarray(0, 1)]),
      'the compressed file ends too early'
    ],
    ['no gzip after its first bytes', () => Buffer.from([0x1f, 0x8b, 9, 9, 9, 9]), 'the compressed file is damaged']
  ])(
    'of gzip that is broken is an error, and the counts are still printed: %s',
    async (_name, content, explanation) => {
      const path = folder.write('broken.gz', content())
      const { exitCode, stdout, stderr } = await deliver([path])
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`Cannot read ${path}: ${explanation}.`)
      expect(stdout).not.toBe('')
    }
  )
})

describe('several files', () => {
  it('are delivered in order; lines run on, and locations are within the file', async () => {
    const first = folder.write('first.ndjson', `\ufeff${JSON.stringify(identify('u-1', { n: 1 }))}\n\nbroken`)
    const second = folder.write(
      'second.gz',
      gzipSync(`\ufeff${toLines([identify('u-1', { n: 2 }), identify('null')])}`)
    )
    const { exitCode, stdout } = await deliver([first, second, '--undelivered', folder.path('several.out')])
    expect(exitCode).toBe(1)
    expect(profiles()).toEqual({ 'u-1': { n: 2 } })
    expect(stdout).toContain(`1 malformed (${first}:3)\n`)
    expect(stdout).toContain(`1 invalid (${second}:2)\n`)
    const lines = folder.read('several.out').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).line).sort()).toEqual([3, 5])
  })

  it('are all opened before the first request', async () => {
    const first = folder.write('first.ndjson', toLines([identify('u-1')]))
    const { exitCode } = await deliver([first, folder.path('missing.ndjson')])
    expect(exitCode).toBe(2)
    expect(emulator().counters().requests).toMatchObject({ profile: 0, upload: 0 })
  })

  it('are skipped and continued as one', async () => {
    const names = ['a', 'b'].map((name) => folder.write(`${name}.ndjson`, toLines([identify(`${name}-1`)])))
    const args = ['--skip', '1', '--checkpoint', folder.path('two.checkpoint')]
    const { stdout } = await deliver([...names, ...args])
    expect(stdout).toMatch(/^delivered +1$/m)
    expect(Object.keys(profiles())).toEqual(['b-1'])
    expect((await deliver([...names, ...args])).stdout).toMatch(/^skipped +2$/m)
    const turned = await deliver([...names.reverse(), ...args])
    expect([turned.exitCode, turned.stderr]).toEqual([2, expect.stringContaining('another file of events')])
  })
})

describe('a JSON array on standard input', () => {
  const array = JSON.stringify([identify('u-1')], null, 2)
  const message =
    "Standard input holds a JSON array, not one event per line. This makes lines of it (it needs jq):\n  jq -c '.[]'\n"
  const piecesOf = (content: string | Buffer) => Array.from(Buffer.from(content), (byte) => Buffer.from([byte]))

  it.each([
    { name: 'deliver, in pieces', args: ['deliver', '-'], content: `\ufeff \r\n\t${array}` },
    { name: 'deliver, gzip, in pieces', args: ['deliver', '-'], content: gzipSync(`\n${array}`) },
    { name: 'deliver, without its end', args: ['deliver', '-'], content: '[' },
    { name: 'a dry run', args: ['deliver', '-', '--dry-run'], content: array },
    { name: 'sample', args: ['sample', '-'], content: array }
  ])('is recognised before anything is sent: $name', async ({ args, content }) => {
    const options = { environment: environmentOf(emulator()), stdin: Readable.from(piecesOf(content)) }
    const { exitCode, stdout, stderr } = await runCommand(args, options)
    expect([exitCode, stdout, stderr.endsWith(message)]).toEqual([2, '', true])
    expect(emulator().counters().requests).toMatchObject({ profile: 0, upload: 0 })
  })
})

describe('standard input', () => {
  it.each([
    ['nothing', []],
    ['blanks', [Buffer.from(' \n\n')]],
    ['an empty piece', [Buffer.alloc(0)]]
  ])('with %s is nothing to deliver', async (_name, pieces) => {
    const { exitCode, stdout } = await deliver(['-'], { stdin: Readable.from(pieces) })
    expect([exitCode, stdout]).toEqual([0, 'There was nothing to deliver.\n'])
  })

  it.each([['deliver'], ['deliver --dry-run'], ['sample']])(
    'from which nothing comes is not waited for after Ctrl-C: %s',
    async (command) => {
      const interruption = new AbortController()
      const stdin = new Readable({ read: () => setImmediate(() => interruption.abort()) })
      const options = { environment: environmentOf(emulator()), stdin, interruption }
      const { exitCode, stderr } = await runCommand([...command.split(' '), '-'], options)
      expect([exitCode, stderr.endsWith('Stopped as asked.\nNothing was sent.\n')]).toEqual([3, true])
      expect([stdin.destroyed, emulator().counters().requests.profile]).toEqual([true, 0])
    }
  )

  it('at the keyboard is not waited for before the credentials are tested, nor written over', async () => {
    const stdin = Object.assign(new Readable({ read: () => undefined }), { isTTY: true })
    const running = deliver(['-'], { stdin, isTerminal: true })
    await until(() => emulator().counters().requests.profile > 0)
    stdin.push(toLines([identify('u-1')]))
    stdin.push(null)
    const { exitCode, stderr } = await running
    expect([exitCode, afterTarget(stderr)]).toEqual([
      0,
      'Reading events from the keyboard, one JSON object per line. Ctrl-D ends them.\n'
    ])
  })
})

describe('a named pipe', () => {
  const pipe = folder.path('pipe')
  beforeAll(() => void execFileSync('mkfifo', [pipe]))

  it.each([['deliver'], ['deliver --dry-run'], ['sample']])(
    'of events is answered with how to read it: %s',
    async (command) => {
      const { exitCode, stderr } = await runCommand([...command.split(' '), pipe], {
        environment: environmentOf(emulator())
      })
      expect([exitCode, stderr]).toEqual([
        2,
        `${pipe} is a named pipe, which is read as standard input. Give the command - in its place, and add:\n  < ${pipe}\n`
      ])
    }
  )

  it('takes no output', async () => {
    const { exitCode, stderr } = await deliver(['-', '--undelivered', pipe])
    expect([exitCode, stderr]).toEqual([2, `Cannot write ${pipe}: it is a named pipe.\n`])
    expect(emulator().counters().requests.profile).toBe(0)
  })
})

it('masks control characters of a file name', async () => {
  const { stderr } = await deliver([folder.path('\u001b[2J.ndjson')])
  expect(stderr).toBe(`Cannot read ${folder.path('?[2J.ndjson')}: there is no such file.\n`)
})
