/** The command `conform` over sockets: what it prints and writes, how it ends, and what it leaves behind. */
import { PassThrough, Readable } from 'stream'
import type { Faults } from '../../../emulator'
import { environmentOf, runCommand, useEmulator, useFolder } from '../../__tests__/__helpers__/command'
import { scenarios } from '../../../conformance'
import { conform } from '../conform'
import type { ConformOptions } from '../conform'

// A whole run makes some 200 requests.
jest.setTimeout(30_000)

const folder = useFolder()
const { emulator } = useEmulator()

type More = {
  faults?: Faults
  timeoutMs?: number
  environment?: Record<string, string>
  onPrinted?: (text: string, stop: () => void) => void
}

/** Runs the command without waits; `timeoutMs` is short where nothing is to be answered. */
async function runConform(
  options: ConformOptions,
  { faults = {}, timeoutMs = 30_000, environment, onPrinted = () => undefined }: More = {}
) {
  emulator().setFaults(faults)
  const interruption = new AbortController()
  const stop = () => interruption.abort()
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() }
  const texts = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].on('data', (chunk) => {
      texts[name] += chunk
      onPrinted(String(chunk), stop)
    })
  }
  const io = {
    environment: environment ?? environmentOf(emulator()),
    stdin: Readable.from([]),
    ...streams,
    signal: interruption.signal
  }
  const exitCode = await conform(options, io, { timeoutMs, wait: async () => undefined })
  await new Promise(setImmediate)
  return { exitCode, ...texts }
}

const lastLine = (text: string) => text.trim().split('\n').slice(-1)[0]

/** Each claim's line, its breaks undone, by id. */
const lineOf = (stdout: string, id: string) =>
  stdout
    .replace(/\n {4}/g, ' ')
    .split('\n')
    .find((line) => line.startsWith(`${id} `))

it('asks everything of the emulator, deletes its profiles and reports', async () => {
  const { exitCode, stdout, stderr } = await runConform({ write: true, report: folder.path('report.json') })
  expect(exitCode).toBe(0)
  expect(lastLine(stdout)).toMatch(/^\d+ claims: \d+ agree, \d+ open, \d+ not asked\.$/)
  expect(lineOf(stdout, 'code-520')).toBe(
    'code-520 agrees: A bad Age: 520. Believed: refused with 520 "Age is invalid.". ' +
      'CleverTap: HTTP 200 fail, 0 processed, 520 at record 1 "Profile data is incorrect. Age is invalid.".'
  )
  expect(stderr.replace(/\s+/g, ' ')).toMatch(
    /^--write creates profiles whose identities begin with conform-\. They are deleted .*For good stay some events and the name Conform Test/
  )
  expect(`${stdout}${stderr}`.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(emulator().counters()).toMatchObject({ profiles: 0 })
  const report = folder.json('report.json')
  expect(report).toMatchObject({ endpoint: emulator().url, level: 'write' })
  expect(report.claims.map(({ id }: { id: string }) => id)).toEqual(scenarios.map(({ id }) => id))
  expect(report.claims.find(({ id }: { id: string }) => id === 'status-404')).toEqual({
    id: 'status-404',
    claim: 'An address that does not exist: 404.',
    confidence: 'documented',
    believed: 'HTTP 404',
    said: 'HTTP 404 fail, "Not found"',
    verdict: 'agrees',
    exchanges: [
      {
        request: { method: 'GET', url: `${emulator().url}/1/conform.json`, credentials: 'own' },
        answer: { status: 404, body: { status: 'fail', error: 'Not found', code: 404 } }
      }
    ]
  })
  expect(folder.mode('report.json')).toBe(0o600)
  for (const text of [stdout, stderr, folder.read('report.json')]) {
    expect(text).not.toContain(emulator().passcode)
    expect(text).not.toContain(emulator().accountId)
  }
})

it('only reads without options, and stores nothing with dry runs', async () => {
  await runConform({})
  expect(emulator().counters().requests).toMatchObject({ delete: 0 })
  expect(emulator().counters().records).toEqual({ applied: 0, refused: 0, deleted: 0 })
  const { exitCode, stdout } = await runConform({ dryRunWrites: true })
  expect(exitCode).toBe(0)
  expect(lineOf(stdout, 'stored-merge')).toContain('stored-merge not asked: ')
  expect(emulator().counters()).toMatchObject({ records: { applied: 0 }, profiles: 0, events: 0 })
})

it('tells apart what agrees, what differs, what got no answer and what was not asked', async () => {
  const taken = {
    kind: 'status',
    status: 200,
    body: '{"status":"success","record":null}',
    contentType: 'text/plain'
  } as const
  const { exitCode, stdout } = await runConform({}, { faults: { next: [taken, taken, { kind: 'cutBefore' }] } })
  expect(exitCode).toBe(1)
  expect(lineOf(stdout, 'credentials-right')).toContain('agrees')
  expect(lineOf(stdout, 'credentials-none')).toContain('differs')
  expect(lineOf(stdout, 'credentials-no-account')).toContain('no answer')
  expect(lineOf(stdout, 'stored-merge')).toContain('not asked')
  expect(lastLine(stdout)).toMatch(/^\d+ claims: \d+ agree, 1 differ, 1 got no answer, 1 open, \d+ not asked\.$/)
})

const troubles: { name: string; faults: Faults; said: string; timeoutMs?: number }[] = [
  { name: '401', faults: { errors: { 401: 1 } }, said: 'HTTP 401' },
  { name: 'throttling', faults: { errors: { 429: 1 } }, said: 'HTTP 429' },
  { name: 'HTML', faults: { garbage: 1 }, said: 'something that is not JSON' },
  { name: 'cut connections', faults: { cutBefore: 1 }, said: 'no connection' },
  { name: 'silence', faults: { silence: 1 }, said: 'no answer in time', timeoutMs: 50 },
  { name: 'half an answer', faults: { stall: 1 }, said: 'no answer in time', timeoutMs: 50 }
]

it.each(troubles)('asks no more when it cannot ask at all: $name', async ({ faults, said, timeoutMs }) => {
  const { exitCode, stdout } = await runConform({ write: true }, { faults, timeoutMs })
  expect(exitCode).toBe(1)
  expect(lineOf(stdout, 'credentials-right')).toContain(said)
  expect(lineOf(stdout, 'code-515')).toContain('code-515 no answer: ')
  expect(lineOf(stdout, 'q07')).toContain('q07 not asked: ')
  expect(emulator().counters()).toMatchObject({ requests: { upload: 0, delete: 0 }, profiles: 0 })
})

it('says what to do about wrong credentials', async () => {
  const environment = { ...environmentOf(emulator()), CLEVERTAP_PASSCODE: 'WRONG-PASSCODE' }
  const { exitCode, stdout, stderr } = await runConform({}, { environment })
  expect(exitCode).toBe(1)
  expect(lineOf(stdout, 'credentials-right')).toContain('differs')
  expect(stderr.replace(/\s+/g, ' ')).toContain(
    'CleverTap refused the credentials: it did not accept the credentials. Check'
  )
  expect(stdout + stderr).not.toContain('WRONG-PASSCODE')
})

it('deletes its profiles when it is stopped in the middle', async () => {
  const { exitCode, stdout, stderr } = await runConform(
    { write: true, report: folder.path('stopped.json') },
    { onPrinted: (text, stop) => void (text.includes('stored-operators') && stop()) }
  )
  expect(exitCode).toBe(1)
  expect(lineOf(stdout, 'delete-one')).toContain('not asked')
  expect(stderr).toContain('Stopping: what is under way is waited for.\n')
  expect(stderr).toContain('Stopped as asked.\n')
  expect(emulator().counters().records.deleted).toBeGreaterThan(0)
  expect(emulator().counters().profiles).toBe(0)
  expect(folder.json('stopped.json').claims).toHaveLength(scenarios.length)
})

it('names the profiles that it could not delete', async () => {
  const { exitCode, stderr } = await runConform(
    { write: true },
    { onPrinted: (text) => void (text.startsWith('Deleting') && emulator().setFaults({ errors: { 503: 1 } })) }
  )
  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/These profiles may be left\. Delete them by identity:\nconform-[0-9a-f]{16}-\d+-1\n/)
})

describe('wrong usage', () => {
  const environment = () => environmentOf(emulator())
  it.each<[string, string[], () => Record<string, string>, RegExp]>([
    ['an unknown option', ['--force'], environment, /unknown option/],
    ['an argument', ['file'], environment, /too many arguments/],
    ['no credentials', [], () => ({}), /^Missing in the environment: CLEVERTAP_ACCOUNT_ID/],
    [
      'no passcode',
      [],
      () => ({ ...environment(), CLEVERTAP_PASSCODE: '' }),
      /^Missing in the environment: CLEVERTAP_PASS/
    ],
    ['a region that is none', [], () => ({ ...environment(), CLEVERTAP_ENDPOINT: 'https://example.com' }), /must be a/],
    ['a report that cannot be written', ['--report', '/nowhere/report.json'], environment, /^Cannot write \/nowhere/]
  ])('is refused before anything is asked: %s', async (_name, args, environmentFor, says) => {
    const { exitCode, stdout, stderr } = await runCommand(['conform', ...args], { environment: environmentFor() })
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr).toMatch(says)
    expect(emulator().counters().requests.profile).toBe(0)
  })
})
