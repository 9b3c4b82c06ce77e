/** Files as people have them: what each command says of a file that does not hold lines, and what its advice makes of it. */
import { execFile, execFileSync } from 'child_process'
import { existsSync, mkdirSync } from 'fs'
import { join } from 'path'
import { Readable } from 'stream'
import { promisify } from 'util'
import { gzipSync } from 'zlib'
import { startProgram } from '../../__tests__/__helpers__/program'
import {
  afterTarget,
  createFolder,
  environmentOf,
  identify,
  runCommand,
  toLines,
  useEmulator,
  useFolder
} from '../../__tests__/__helpers__/command'

jest.setTimeout(30_000)

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()

const events = [identify('u-1', { note: '}{ "\\' }), identify('u-2', { note: 'é\u2028' })]
const lines = toLines(events)
const [one, two] = events.map((event) => JSON.stringify(event))
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const rows = (delimiter: string) =>
  ['user_id,"plan, old"', 'u-1,"a,""b"', 'u-2,'].map((row) => row.replace(/,(?=\S*$|"plan)/, delimiter)).join('\n')

/** `tool`: what has to be on the machine to make the file, or lines of it. */
type Row = { name: string; content: string | Buffer | (() => Buffer); what: string; tool?: string; isTable?: boolean }

const packed =
  (command: string, ...args: string[]) =>
  () =>
    execFileSync(command, args, { input: lines })

const zip =
  'import io, sys, zipfile; out = io.BytesIO(); ' +
  'zipfile.ZipFile(out, "w").writestr("a.ndjson", sys.stdin.buffer.read()); sys.stdout.buffer.write(out.getvalue())'

const tar =
  'import io, sys, tarfile; data = sys.stdin.buffer.read(); info = tarfile.TarInfo("a.ndjson"); info.size = len(data); ' +
  'archive = tarfile.open(fileobj=sys.stdout.buffer, mode="w|"); archive.addfile(info, io.BytesIO(data)); archive.close()'

const rowsOf = (what: string, tool: string, contents: Record<string, Row['content']>, isTable = false): Row[] =>
  Object.entries(contents).map(([name, content]) => ({ name, content, what, tool, isTable }))

const long = JSON.stringify(identify('u-2', { note: 'x'.repeat(1024 * 1024) }))

const table: Row[] = [
  ...rowsOf('a JSON array', 'jq', {
    array: JSON.stringify(events),
    'array after blanks': `\ufeff\n ${JSON.stringify(events, null, 2)}`
  }),
  ...rowsOf('JSON objects over several lines', 'jq', {
    pretty: events.map((event) => JSON.stringify(event, null, 2)).join('\n'),
    'one pretty': JSON.stringify(events[0], null, '\t')
  }),
  ...rowsOf('JSON objects without line breaks between them', 'jq', {
    concatenated: one + two,
    spaced: `${one}  ${two}\n`
  }),
  ...rowsOf('events under the key "batch"', 'jq', {
    body: `{"batch":[${one},${two}],"sentAt":"x"}`,
    'pretty body': JSON.stringify({ writeKey: 'w', batch: events }, null, 2),
    bodies: `{"batch":[${one}]}\n{"batch":[${two}]}\n`,
    'long body': `{"batch":[${one},${two},${long}]}`
  }),
  ...rowsOf(`events under the key "it's"`, 'jq', { wrapped: `{"it's":${one}}\n{"it's":${two}}\n` }),
  ...rowsOf('events under the key "d"', 'jq', { 'upload body': `{"d":[{"identity":"u-1","type":"profile"}]}` }),
  ...rowsOf('CSV', 'python3', { commas: rows(','), semicolons: `\ufeff${rows(';')}\r\n`, tabs: rows('\t') }, true),
  ...rowsOf('gzip inside gzip', 'gunzip', { 'gzip twice': gzipSync(gzipSync(lines)) }),
  ...rowsOf('a zip archive', 'unzip', { zip: packed('python3', '-c', zip) }),
  ...rowsOf('a tar archive', 'tar', { tar: packed('python3', '-c', tar) }),
  ...rowsOf('zstd', 'zstd', { zstd: packed('zstd', '-c') }),
  ...rowsOf('bzip2', 'bzip2', { bzip2: packed('bzip2', '-c') }),
  ...rowsOf('xz', 'xz', { xz: packed('xz', '-c') }),
  ...rowsOf('UTF-16', 'iconv', {
    'with its mark': utf16(`\ufeff${lines}`),
    'without it': utf16(lines),
    'of the other order': utf16(`\ufeff${lines}`).swap16()
  }),
  ...rowsOf('lines that end with a carriage return alone', 'tr', { 'carriage returns': `${one}\r${two}\r` })
]

const hasTool = (tool = 'sh') =>
  (process.env.PATH ?? '').split(':').some((folderOfTools) => existsSync(join(folderOfTools, tool)))

/** Runs the command that is named for a file of this content. @returns what the file that it made holds */
async function runNamedCommand(content: Buffer): Promise<Buffer> {
  const own = createFolder()
  const path = own.write("it's -.json", content)
  const { stderr } = await deliver([path])
  const [, command] = afterTarget(stderr).split('\n')
  expect(await promisify(execFile)('sh', ['-c', command], { cwd: own.path('.') })).toEqual({ stdout: '', stderr: '' })
  expect(own.bytes("it's -.json").equals(content)).toBe(true)
  const [output] = own.names().filter((made) => made.startsWith('events'))
  const made = own.bytes(output)
  own.remove()
  return made
}

const contentOf = ({ content }: Row) => (typeof content === 'function' ? content() : Buffer.from(content))

describe.each(table.filter(({ content, tool }) => typeof content !== 'function' || hasTool(tool)))(
  'a file that holds $what ($name)',
  (row) => {
    it('is answered before anything is sent, also as the second file', async () => {
      const path = folder.write('an odd file', contentOf(row))
      const { exitCode, stdout, stderr } = await deliver([folder.write('good.ndjson', lines), path])
      expect([exitCode, stdout]).toEqual([2, ''])
      expect(stderr.startsWith(`${path} holds ${row.what}, not one event per line. This makes `)).toBe(true)
      expect(emulator().counters().requests).toMatchObject({ profile: 0, upload: 0 })
    })

    it('is answered on standard input', async () => {
      const { exitCode, stdout, stderr } = await deliver(['-'], { stdin: Readable.from([contentOf(row)]) })
      expect([exitCode, stdout]).toEqual([2, ''])
      expect(afterTarget(stderr).startsWith(`Standard input holds ${row.what}, not one event per line.`)).toBe(true)
    })

    const itIfPossible = hasTool(row.tool) ? it : it.skip
    itIfPossible('becomes events by the command that is named, plain or gzip, and stays as it is', async () => {
      const contents = [contentOf(row), gzipSync(contentOf(row))]
      for (const made of await Promise.all(contents.map(runNamedCommand))) {
        if (row.isTable) {
          const madeLines = made.toString().split('\n').slice(0, -1)
          expect(madeLines.map((line) => Object.values(JSON.parse(line)))).toEqual([
            ['u-1', 'a,"b'],
            ['u-2', '']
          ])
        } else if (row.name !== 'upload body') {
          emulator().reset()
          expect((await deliver(['-'], { stdin: Readable.from([made]) })).exitCode).toBe(0)
          expect(Object.keys(profiles()).sort()).toEqual(['u-1', 'u-2'].slice(0, row.name === 'one pretty' ? 1 : 2))
          expect(profiles()['u-1']).toEqual(events[0].traits)
        }
      }
    })
  }
)

it.each([
  [['deliver']],
  [['deliver', '--dry-run']],
  [['deliver', '--checkpoint', folder.path('none')]],
  [['sample']],
  [['try', '--no-open']]
])('each command answers in the same words: %j', async (args) => {
  const path = folder.write('array.json', gzipSync(JSON.stringify(events)))
  const { exitCode, stdout, stderr } = await runCommand([...args, path], { environment: environmentOf(emulator()) })
  expect([exitCode, stdout, stderr]).toEqual([
    2,
    '',
    `${path} holds a JSON array, not one event per line. This makes lines of it (it needs jq):\n  gunzip < ${path} | jq -c '.[]' > events.ndjson\n`
  ])
})

it.each([
  ['Parquet', 'PAR1', /^npm install --no-save hyparquet hyparquet-compressors && node .+ > events(-\d+)?\.ndjson$/],
  ['Avro', 'Obj\x01', /^npm install --no-save avsc && node .+ > events(-\d+)?\.ndjson$/]
])('rows of %s become lines by a package', async (what, content, pattern) => {
  const path = folder.write('rows', content)
  const [message, command] = (await deliver([path])).stderr.split('\n')
  expect(message).toBe(
    `${path} holds ${what}, not one event per line. This makes a line of each row, which then needs a "type" and a "userId":`
  )
  expect(command.trim()).toMatch(pattern)
})

it('an empty zip archive is named, without a command', async () => {
  const path = folder.write('empty.zip', Buffer.from('504b0506'.padEnd(44, '0'), 'hex'))
  expect((await deliver([path])).stderr).toBe(`${path} holds an empty zip archive, not one event per line.\n`)
})

describe('a file of lines in which some are no events', () => {
  it.each([
    ['a wrapper in the third line', `${one}\n${two}\n{"batch":[${one}]}\n`],
    ['a wrapper in the first', `{"batch":[${one}]}\n${one}\n${two}`],
    ['an object that ends in no line', `{"type":\n${one}\n${two}\n`],
    ['rows before them', `a,b\n${one}\n${two}\n`],
    ['two events in one line', `${one}\n${two}\n${one}${two}\n`],
    ['an object without a type', `{"userId":"u-1"}\n${one}\n${two}\n`],
    ['not UTF-8', Buffer.concat([Buffer.from('{"type":"identify","userId":"\u00e9"}\n', 'latin1'), Buffer.from(lines)])]
  ])('is delivered but for these: %s', async (_name, content) => {
    const { exitCode, stdout } = await deliver([folder.write('some.ndjson', content)])
    expect([exitCode, Object.keys(profiles()).sort()]).toEqual([1, ['u-1', 'u-2']])
    expect(stdout).toMatch(/^malformed +1$/m)
  })

  it.each([
    ['nothing', ''],
    ['blank lines', '\n \r\n'],
    ['gzip of nothing', gzipSync('')]
  ])('may be before and after one of %s', async (_name, content) => {
    const empty = folder.write('empty', content)
    const good = folder.write('after-empty.ndjson', lines)
    expect((await deliver([empty, good])).exitCode).toBe(0)
    emulator().reset()
    expect((await deliver([good, folder.write('empty too', content)])).exitCode).toBe(0)
    expect(Object.keys(profiles()).sort()).toEqual(['u-1', 'u-2'])
    expect((await deliver([empty])).stdout).toBe('There was nothing to deliver.\n')
  })
})

describe('a folder', () => {
  it('is its files and those of its folders, by name, but for hidden ones and those of the command', async () => {
    const own = createFolder()
    mkdirSync(own.path('b'))
    own.write('c.ndjson', toLines([identify('u-1', { at: 'c' })]))
    own.write('b/day.gz', gzipSync(toLines([identify('u-1', { at: 'b' })])))
    own.write('a.ndjson', toLines([identify('u-1', { at: 'a' }), identify('null')]))
    own.write('.hidden', 'nonsense')
    const args = [own.path('.'), '--checkpoint', own.path('check'), '--undelivered', own.path('und')]
    expect((await deliver(args)).exitCode).toBe(1)
    expect(profiles()).toEqual({ 'u-1': { at: 'c' } })
    const { exitCode, stdout } = await deliver(args)
    expect([exitCode, stdout]).toEqual([1, expect.stringMatching(/^Nothing was left to deliver after line 4\.\n/)])
    own.remove()
  })

  it('without files is an error', async () => {
    mkdirSync(folder.path('none'))
    const { exitCode, stderr } = await deliver([folder.path('none')])
    expect([exitCode, stderr]).toEqual([2, `${folder.path('none')} is a folder without files.\n`])
  })

  it('may hold more files than can be open', async () => {
    const own = createFolder()
    const names = Array.from({ length: 300 }, (_, index) => `u-${index}`)
    names.forEach((name) => own.write(name, toLines([identify(name)])))
    const args = ['deliver', own.path('.'), '--dry-run']
    const { exitCode, stderr } = await startProgram(args, {}, 'ulimit -n 100').ended
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('All 300 subscribed events would be delivered.')])
    own.remove()
  })
})

it('a line is bounded, however long it is', async () => {
  async function* long() {
    yield Buffer.from(lines)
    for (let piece = 0; piece < 64; piece++) {
      yield Buffer.alloc(1024 * 1024, 'x')
    }
    yield Buffer.from(`\n${toLines([identify('u-3')])}`)
  }
  const { exitCode, stdout } = await deliver(['-'], { stdin: Readable.from(long()) })
  expect([exitCode, Object.keys(profiles()).sort()]).toEqual([1, ['u-1', 'u-2', 'u-3']])
  expect(stdout).toContain('The line is longer than any event.')
})

describe('--limit', () => {
  it('takes the first events, as if the input ended there, and the same checkpoint goes on', async () => {
    const file = folder.write('limit.ndjson', `nonsense\n${toLines(['a', 'b', 'c'].map((id) => identify(id)))}`)
    const args = [file, '--checkpoint', folder.path('limit.checkpoint'), '--report', folder.path('limit.json')]
    expect((await deliver([...args, '--limit', '2'])).exitCode).toBe(1)
    expect(folder.json('limit.json')).toMatchObject({ read: 3, malformed: 1, delivered: 2, left: 0, complete: true })
    await deliver([...args, '--limit', '2'])
    expect(folder.json('limit.json')).toMatchObject({ read: 0, total: { read: 3, delivered: 2 } })
    expect((await deliver(args)).exitCode).toBe(1)
    expect(folder.json('limit.json')).toMatchObject({ read: 1, delivered: 1, total: { read: 4, delivered: 3 } })
  })

  it('limits a dry run and standard input too', async () => {
    const stdin = Readable.from([toLines(['a', 'b', 'c'].map((id) => identify(id)))])
    const { exitCode, stdout } = await deliver(['-', '--dry-run', '--json', '--limit', '1'], { stdin })
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { read: 1, delivered: 1, complete: true }])
  })
})
