/** The command `deliver` against the emulator over real sockets: what arrives, what is told, what is written. */
import { chmodSync } from 'fs'
import { Readable } from 'stream'
import { gzipSync } from 'zlib'
import { startEmulator } from '../../src/emulator'
import type { Emulator, Faults } from '../../src/emulator'
import { createFolder, deleteUser, environmentOf, identify, runCommand, toLines } from './world'
import type { Options } from './world'

const folder = createFolder()
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(async () => {
  await emulator.close()
  folder.remove()
})

const deliver = (args: string[], options: Options = {}) =>
  runCommand(['deliver', ...args], { environment: environmentOf(emulator), ...options })

const profiles = () =>
  Object.fromEntries(Array.from(emulator.profiles().values(), ({ identity, profileData }) => [identity, profileData]))

/** The first request is the credential test. */
const afterCredentialTest = (next: NonNullable<Faults['next']>): Faults => ({
  next: [{ kind: 'status', status: 404 }, ...next]
})

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

  it('goes on after lines that are no events, and tells their numbers', async () => {
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

  it.each([
    ['a file that is not there', () => folder.path('missing.ndjson'), 'there is no such file'],
    ['a folder', () => folder.path('.'), 'it is a folder'],
    [
      'gzip that ends too early',
      () => folder.write('cut.gz', gzipSync(toLines(events)).subarray(0, -9)),
      'the compressed file ends too early'
    ],
    [
      'gzip that is damaged',
      () => folder.write('bad.gz', Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9])),
      'the compressed file is damaged'
    ]
  ])('that cannot be read ends with exit code 2: %s', async (_name, file, explanation) => {
    const path = file()
    const { exitCode, stdout, stderr } = await deliver([path])
    expect([exitCode, stdout, stderr]).toEqual([2, '', `Cannot read ${path}: ${explanation}.\n`])
  })
})

describe('outcomes', () => {
  const mixed = () =>
    folder.write(
      'mixed.ndjson',
      toLines([
        identify('u-1'),
        identify('refused'),
        identify('null'),
        { type: 'page', userId: 'u-1' },
        identify('u-2', { phone: 'secret-phone' }),
        { type: 'delete', userId: 'u-9' },
        { type: 'delete', userId: null }
      ]) + 'nonsense\n'
    )

  it('are counted so that the counts add up, and reported as JSON without values', async () => {
    emulator.setFaults({ refusals: [{ identity: 'refused', code: 516 }] })
    const { exitCode, stdout, stderr } = await deliver([mixed(), '--report', folder.path('report.json')])
    expect(exitCode).toBe(1)
    const report = folder.json('report.json')
    expect(report).toEqual({
      read: 8,
      malformed: 1,
      notSubscribed: 1,
      delivered: 3,
      invalid: 2,
      rejected: 1,
      unauthorized: 0,
      transient: 0,
      warnings: 1,
      requests: 2,
      retries: 0,
      reasons: {
        malformed: { 'The line is not JSON.': 1 },
        invalid: {
          'Identity is a placeholder such as "null", "n/a" or "0", which CleverTap refuses. Map it to an id that belongs to one person.': 1,
          'The deletion request has no userId, so there is no profile to delete.': 1
        },
        rejected: {
          'CleverTap refused this record with code 516: Phone number is not valid: it needs a + and the country code. Correct it at the source, or set Invalid Attributes to drop.': 1
        },
        warnings: {
          'Phone was left out: it must be a phone number with + and the country code, 7 to 15 digits, such as +14155550100.': 1
        }
      },
      skipped: 0,
      settledThrough: 8
    })
    for (const text of [stdout, stderr, JSON.stringify(report)]) {
      expect(text).not.toMatch(/secret-phone|EMULATED-PASSCODE/)
    }
  })

  it('of failed events go to a file of the owner alone, each event exactly as it was', async () => {
    emulator.setFaults({ refusals: [{ identity: 'u-1', code: 515 }] })
    const odd = '{ "type":"identify",  "userId":"u-1", "traits":{"big":12345678901234567890, "e":"\\u00e9"} }'
    const file = folder.write('odd-event.ndjson', `${odd}\n${toLines([identify('u-2')])}`)
    chmodSync(folder.write('failed.ndjson', 'old content'), 0o644)
    await deliver([file, '--undelivered', folder.path('failed.ndjson')])
    expect(folder.mode('failed.ndjson')).toBe(0o600)
    expect(folder.read('failed.ndjson')).toBe(
      '{"line":1,"fate":"rejected","reason":"CleverTap refused this record with code 515: Email is not valid. Correct it at the source, or set Invalid Attributes to drop.",' +
        `"event":${odd}}\n`
    )
  })

  it('can be delivered again from that file, and stay exact when they fail again', async () => {
    emulator.setFaults({ refusals: [{ identity: 'u-1', code: 515 }] })
    const odd = '{"type":"identify", "userId":"u-1","traits":{"big":12345678901234567890}}'
    const file = folder.write('again.ndjson', `${toLines([identify('u-2')])}${odd}\nbroken\n`)
    await deliver([file, '--undelivered', folder.path('first')])
    await deliver([folder.path('first'), '--undelivered', folder.path('second')])
    expect(folder.read('second').split('\n').sort().slice(1)).toEqual(
      [
        `{"line":2,"fate":"rejected","reason":"CleverTap refused this record with code 515: Email is not valid. Correct it at the source, or set Invalid Attributes to drop.","event":${odd}}`,
        '{"line":1,"fate":"malformed","reason":"The line is not JSON.","text":"broken"}'
      ].sort()
    )
    emulator.setFaults({})
    const { stdout } = await deliver([folder.path('second')])
    expect(stdout).toMatch(/^delivered +1$/m)
    expect(profiles()).toEqual({ 'u-1': { big: 12345678901234567000 }, 'u-2': { plan: 'gold' } })
  })

  it('of an event that several subscriptions take are the worst of them', async () => {
    const identity = { '@path': '$.userId' }
    const byOther = {
      partnerAction: 'userUpload',
      subscribe: 'type = "identify"',
      mapping: { identity: { '@path': '$.traits.other' } }
    }
    const subscriptions = folder.write(
      'two.json',
      JSON.stringify([{ partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: { identity } }, byOther])
    )
    const file = folder.write(
      'two.ndjson',
      toLines([identify('u-1', { other: 'o-1' }), identify('u-2', { other: 'nil' })])
    )
    const { stdout } = await deliver([file, '--subscriptions', subscriptions])
    expect(stdout).toMatch(/^read +2$/m)
    expect(stdout).toMatch(/^delivered +1$/m)
    expect(stdout).toMatch(/^invalid: refused before sending +1$/m)
    expect(Object.keys(profiles()).sort()).toEqual(['o-1', 'u-1', 'u-2'])
  })
})

describe('transient failures', () => {
  it('are repeated, only for the records concerned', async () => {
    emulator.setFaults(
      afterCredentialTest([
        {
          kind: 'reply',
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
    emulator.setFaults(afterCredentialTest([fault, fault]))
    const file = folder.write('whole.ndjson', toLines([identify('u-1'), { type: 'delete', userId: 'u-1' }]))
    const { exitCode } = await deliver([file, '--report', folder.path('whole.json')])
    expect(exitCode).toBe(0)
    expect(folder.json('whole.json')).toMatchObject({ delivered: 2, requests: 4, retries: 2 })
    expect(profiles()).toEqual({})
  })

  it('are given up after the time that was asked for, and are in the undelivered file', async () => {
    emulator.setFaults({ errors: { 503: 1 }, ...afterCredentialTest([]) })
    const file = folder.write('given-up.ndjson', toLines([identify('u-1'), identify('u-1'), identify('u-2')]))
    const args = [file, '--give-up-after', '1ms', '--report', folder.path('given-up.json')]
    const { exitCode } = await deliver([...args, '--undelivered', folder.path('given-up.out')])
    expect(exitCode).toBe(1)
    expect(folder.json('given-up.json')).toMatchObject({
      read: 3,
      transient: 3,
      settledThrough: 3
    })
    expect(
      folder
        .read('given-up.out')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).line)
        .sort()
    ).toEqual([1, 2, 3])
  })
})

describe('Retry-After', () => {
  it('is honoured: an event that would have to wait longer than it is retried is given up at once', async () => {
    emulator.setFaults({ ...afterCredentialTest([{ kind: 'status', status: 429 }]), retryAfterSeconds: 3600 })
    const file = folder.write('later.ndjson', toLines([identify('u-1')]))
    const { stdout } = await deliver([file])
    expect(stdout).toMatch(/^transient: given up +1$/m)
    expect(stdout).toMatch(/^requests +1$/m)
  })
})

describe('credentials', () => {
  const file = () => folder.write('credentials.ndjson', toLines([identify('u-1'), identify('u-2')]))

  it('that are refused end the run before anything is sent, with one message', async () => {
    const environment = { ...environmentOf(emulator), CLEVERTAP_PASSCODE: 'WRONG-PASSCODE' }
    const { exitCode, stdout, stderr } = await deliver([file(), '--report', folder.path('none.json')], { environment })
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      'CleverTap answered 401: it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.\nNothing was sent.\n'
    )
    expect(emulator.counters().requests).toMatchObject({ upload: 0, delete: 0 })
  })

  it('that are refused later end the run, and the next one begins with the events concerned', async () => {
    emulator.setFaults(afterCredentialTest([{ kind: 'status', status: 401 }]))
    const args = [file(), '--checkpoint', folder.path('late.checkpoint'), '--report', folder.path('late.json')]
    const { exitCode, stderr } = await deliver(args)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Stopped, because CleverTap refused the credentials. Everything up to line 0 is settled.')
    expect(folder.json('late.json')).toMatchObject({ read: 2, unauthorized: 2, requests: 1, settledThrough: 0 })
    expect((await deliver(args)).exitCode).toBe(0)
    expect(Object.keys(profiles())).toEqual(['u-1', 'u-2'])
  })

  it('are tested again while CleverTap does not say', async () => {
    emulator.setFaults({ next: [{ kind: 'status', status: 503 }, { kind: 'cutBefore' }] })
    expect((await deliver([file()])).exitCode).toBe(0)
    expect(emulator.counters().requests.profile).toBe(3)
  })

  it('that are missing are named', async () => {
    const { exitCode, stderr } = await deliver([file()], { environment: { CLEVERTAP_ACCOUNT_ID: 'A' } })
    expect([exitCode, stderr]).toEqual([2, 'Missing in the environment: CLEVERTAP_PASSCODE, CLEVERTAP_ENDPOINT.\n'])
  })

  it.each([
    'https://example.com',
    'https://eu1.api.clevertap.com.example.com',
    'https://eu1.api.clevertap.com@example.com',
    'http://eu1.api.clevertap.com',
    'http://127.0.0.1.example.com',
    'https://eu1.api.clevertap.com/path',
    'ftp://127.0.0.1',
    'nonsense'
  ])('are not sent to %s', async (endpoint) => {
    const { exitCode, stderr } = await deliver([file(), '--endpoint', endpoint])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^The endpoint must be a loopback address or a region of CleverTap: https:\/\/eu1/)
  })
})

describe('stopping and continuing', () => {
  const file = () => folder.write('stop.ndjson', toLines(['a-1', 'a-2', 'a-3', 'a-4'].map((id) => identify(id))))

  it('leaves out the lines that are to be skipped', async () => {
    const { stdout } = await deliver([file(), '--skip', '2'])
    expect(stdout).toMatch(/^read +2$/m)
    expect(Object.keys(profiles())).toEqual(['a-3', 'a-4'])
  })

  it('ends what is under way when asked to stop, tells the line, and keeps the books', async () => {
    const interruption = new AbortController()
    const stdin = new Readable({ read: () => undefined })
    stdin.push(toLines([identify('a-1')]))
    const running = deliver(['-', '--report', folder.path('stopped.json')], { stdin, interruption })
    while (emulator.counters().records.applied === 0) {
      await new Promise(setImmediate)
    }
    stdin.push(toLines([identify('a-2')]) + '{"type":"iden')
    interruption.abort()
    const { exitCode, stderr } = await running
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Stopped as asked. Everything up to line 1 is settled.\nTo continue: --skip 1')
    expect(folder.json('stopped.json')).toMatchObject({
      read: 1,
      delivered: 1,
      settledThrough: 1,
      stopped: 'interrupted'
    })
  })

  it('continues from a checkpoint, once', async () => {
    const args = [file(), '--checkpoint', folder.path('done.checkpoint')]
    expect((await deliver(args)).exitCode).toBe(0)
    expect(folder.json('done.checkpoint')).toMatchObject({ settledThrough: 4 })
    const { exitCode, stdout, stderr } = await deliver(args)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^read +0$/m)
    expect(stderr).toMatch(/^Continuing after line 4, as /)
    expect(emulator.counters().requests.upload).toBe(1)
  })

  it('keeps the undelivered events of earlier runs when it continues', async () => {
    const path = file()
    folder.write(
      'kept.out',
      '{"line":1,"fate":"rejected","reason":"r","event":{"a":1}}\n{"line":4,"fate":"rejected","reason":"r","event":{}}\n{"line":2,"fa'
    )
    emulator.setFaults({ refusals: [{ identity: 'a-3', code: 515 }] })
    await deliver([path, '--skip', '2', '--undelivered', folder.path('kept.out')])
    expect(
      folder
        .read('kept.out')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).line)
    ).toEqual([1, 3])
  })

  it.each([
    [
      'of another file',
      () => folder.write('other.ndjson', toLines([identify('b-1')])),
      'another file of events, or one that has changed'
    ],
    ['that is something else', file, 'is not a checkpoint']
  ])('refuses a checkpoint %s', async (name, path, message) => {
    const checkpoint = folder.path('foreign.checkpoint')
    await deliver([file(), '--checkpoint', checkpoint])
    if (name === 'that is something else') {
      folder.write('foreign.checkpoint', 'notes')
    }
    const { exitCode, stderr } = await deliver([path(), '--checkpoint', checkpoint])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })

  it('cannot keep a checkpoint of standard input', async () => {
    const { exitCode, stderr } = await deliver(['-', '--checkpoint', folder.path('stdin.checkpoint')])
    expect([exitCode, stderr]).toEqual([2, '--checkpoint needs a file: standard input cannot be read a second time.\n'])
  })
})

describe('files that cannot be written', () => {
  const file = () => folder.write('write.ndjson', toLines([identify('null'), identify('u-1')]))

  it.each([['--report'], ['--undelivered']])('are found out before anything is sent: %s', async (option) => {
    const path = folder.path('missing-folder/out')
    const { exitCode, stdout, stderr } = await deliver([file(), option, path])
    expect([exitCode, stdout, stderr]).toEqual([2, '', `Cannot write ${path}: there is no such file.\n`])
    expect(emulator.counters().requests.upload).toBe(0)
  })

  it('end the run when the disk is full', async () => {
    const { exitCode, stdout, stderr } = await deliver([file(), '--undelivered', '/dev/full'])
    expect([exitCode, stdout, stderr]).toEqual([2, '', 'Cannot write /dev/full: the disk is full.\n'])
  })

  it('are refused when one is named twice', async () => {
    const { exitCode, stderr } = await deliver([file(), '--undelivered', file()])
    expect(exitCode).toBe(2)
    expect(stderr).toBe(
      'The same file is named twice. Events, subscriptions and each output need files of their own.\n'
    )
  })
})

describe('subscriptions', () => {
  it.each([
    ['no JSON', 'x', 'is not JSON.'],
    ['no list', '{}', 'must hold a list of subscriptions.'],
    ['no mapping', '[{"partnerAction":"userUpload","subscribe":"type = \\"identify\\""}]', 'subscription 1 needs'],
    [
      'an unknown action',
      '[{"partnerAction":"x","subscribe":"type = \\"identify\\"","mapping":{}}]',
      'Subscription 1: partnerAction must be userUpload or userDelete.'
    ]
  ])('that cannot be used end with exit code 2: %s', async (_name, content, message) => {
    const file = folder.write('subscribed.ndjson', toLines([identify('u-1')]))
    const { exitCode, stderr } = await deliver([file, '--subscriptions', folder.write('subscriptions.json', content)])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(message)
  })
})

describe('a dry run', () => {
  it('prints the requests with the passcode masked, and sends nothing', async () => {
    const file = folder.write('dry.ndjson', toLines([identify('u-1'), identify('null'), deleteUser('u-2')]))
    const environment = { CLEVERTAP_ACCOUNT_ID: 'ACCOUNT-1', CLEVERTAP_PASSCODE: 'SECRET-PASSCODE' }
    const args = [file, '--dry-run', '--endpoint', 'https://in1.api.clevertap.com']
    const { exitCode, stdout, stderr } = await deliver(args, { environment })
    expect(exitCode).toBe(1)
    const requests = stdout.split(/\n(?=POST)/).sort()
    expect(requests).toEqual([
      expect.stringMatching(/^POST https:\/\/in1\.api\.clevertap\.com\/1\/delete\/profiles\.json\n/),
      expect.stringMatching(/^POST https:\/\/in1\.api\.clevertap\.com\/1\/upload\n/)
    ])
    expect(requests[0]).toContain('\n\n{"identity":"u-2"}\n')
    expect(requests[1]).toContain(
      '\n\n{"d":[{"type":"profile","source":"Segment","identity":"u-1","ts":1709528767,"profileData":{"plan":"gold"}}]}\n'
    )
    expect(requests[1].toLowerCase()).toContain('\nx-clevertap-account-id: account-1\nx-clevertap-passcode: ***\n')
    expect(stdout + stderr).not.toContain('SECRET')
    expect(stderr).toContain('nothing was sent')
    expect(emulator.counters().requests).toMatchObject({ upload: 0, delete: 0, profile: 0 })
  })
})

describe('usage', () => {
  it.each([
    [['deliver', '--concurrency', '16']],
    [['deliver', '--concurrency', '0']],
    [['deliver', '--give-up-after', 'soon']],
    [['deliver', '--passcode', 'x']],
    [['deliver', 'a', 'b']],
    [['nothing']],
    [[]]
  ])('that is wrong ends with exit code 2: %j', async (args) => {
    expect((await runCommand(args, { environment: environmentOf(emulator) })).exitCode).toBe(2)
  })

  it.each([[['--help']], [['deliver', '--help']], [['sample', '--help']], [['emulate', '--help']], [['--version']]])(
    'is explained: %j',
    async (args) => {
      expect(await runCommand(args)).toMatchObject({ exitCode: 0, stderr: '' })
    }
  )
})
