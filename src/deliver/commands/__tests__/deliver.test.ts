/** The command `deliver` against the emulator over real sockets: what arrives, what is printed, what is written. */
import {
  afterCredentialTest,
  afterTarget,
  deleteUser,
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
    emulator().setFaults({ refusals: [{ identity: 'refused', code: 516 }] })
    const { exitCode, stdout, stderr } = await deliver([mixed(), '--report', folder.path('report.json')])
    expect(exitCode).toBe(1)
    const report = folder.json('report.json')
    expect(report).toEqual({
      read: 8,
      malformed: 1,
      notSubscribed: 1,
      duplicates: 0,
      delivered: 3,
      invalid: 2,
      rejected: 1,
      unauthorized: 0,
      transient: 0,
      left: 0,
      warnings: 1,
      requests: 2,
      retries: 0,
      reasons: {
        malformed: { 'The line is not JSON.': 1 },
        invalid: {
          'Identity is a placeholder such as "null", "guest" or "0", which belongs to no person. Map it to an id that belongs to one person.': 1,
          'The deletion request has no userId, so there is no profile to delete.': 1
        },
        rejected: {
          'CleverTap refused this record with code 516: Phone is not valid: it needs a + and the country code. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.': 1
        },
        warnings: {
          'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.': 1
        }
      },
      skipped: 0,
      settledThrough: 8,
      complete: true,
      position: { file: folder.path('mixed.ndjson'), line: 8 }
    })
    for (const text of [stdout, stderr, JSON.stringify(report)]) {
      expect(text).not.toMatch(/secret-phone|EMULATED-PASSCODE/)
    }
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

describe('credentials', () => {
  const file = () => folder.write('credentials.ndjson', toLines([identify('u-1'), identify('u-2')]))

  it('that are refused end the run before anything is sent, with one message', async () => {
    const environment = { ...environmentOf(emulator()), CLEVERTAP_PASSCODE: 'WRONG-PASSCODE' }
    const { exitCode, stdout, stderr } = await deliver([file(), '--report', folder.path('none.json')], { environment })
    expect([exitCode, stdout]).toEqual([3, ''])
    expect(afterTarget(stderr)).toBe(
      'CleverTap answered 401: it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.\nNothing was sent.\n'
    )
    expect(emulator().counters().requests).toMatchObject({ upload: 0, delete: 0 })
  })

  it('that are refused later end the run, and the next one begins with the events concerned', async () => {
    emulator().setFaults(afterCredentialTest([{ kind: 'status', status: 401 }]))
    const args = [file(), '--checkpoint', folder.path('late.checkpoint'), '--report', folder.path('late.json')]
    const { exitCode, stderr } = await deliver(args)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('Stopped, because CleverTap refused the credentials. Everything up to line 0 is settled.')
    expect(folder.json('late.json')).toMatchObject({
      read: 2,
      unauthorized: 0,
      left: 2,
      requests: 1,
      settledThrough: 0,
      complete: false
    })
    expect((await deliver(args)).exitCode).toBe(0)
    expect(Object.keys(profiles())).toEqual(['u-1', 'u-2'])
  })

  it('are tested again while CleverTap does not say', async () => {
    emulator().setFaults({ next: [{ kind: 'status', status: 503 }, { kind: 'cutBefore' }] })
    expect((await deliver([file()])).exitCode).toBe(0)
    expect(emulator().counters().requests.profile).toBe(3)
  })

  it('that are missing are named', async () => {
    const { exitCode, stderr } = await deliver([file()], { environment: { CLEVERTAP_ACCOUNT_ID: 'A' } })
    expect([exitCode, stderr]).toEqual([
      2,
      'Missing in the environment: CLEVERTAP_PASSCODE, CLEVERTAP_ENDPOINT. Instead of CLEVERTAP_ENDPOINT, --region in1 names the region.\n'
    ])
  })

  it.each([
    'https://example.com',
    'https://eu1.api.clevertap.com.example.com',
    'https://eu1.api.clevertap.com@example.com',
    'http://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'nonsense'
  ])('are not sent to %s', async (endpoint) => {
    const { exitCode, stderr } = await deliver([file(), '--endpoint', endpoint])
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^The endpoint must be a loopback address or a region of CleverTap: https:\/\/eu1/)
  })

  it.each([
    ['https://in1.dashboard.clevertap.com/login', 'in1'],
    ['sk1.dashboard.clevertap.com', 'sk1'],
    ['mec1', 'mec1'],
    ['https://api.clevertap.com', 'eu1'],
    ['http://eu1.api.clevertap.com', 'eu1'],
    ['https://eu1.api.clevertap.com/path', 'eu1']
  ])('are not sent to %s, which is answered with the endpoint it means', async (endpoint, region) => {
    const { exitCode, stderr } = await deliver([file(), '--endpoint', endpoint])
    expect([exitCode, stderr]).toEqual([
      2,
      `This is not an endpoint. The endpoint of that region is https://${region}.api.clevertap.com; --region ${region} is short for it.\n`
    ])
  })

  it('go to one endpoint: --region and --endpoint exclude each other', async () => {
    const { exitCode, stderr } = await deliver([file(), '--endpoint', emulator().url, '--region', 'in1'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('cannot be used with')
  })

  it('are no longer tested once Ctrl-C was pressed, and nothing is left behind', async () => {
    emulator().setFaults({ next: [{ kind: 'silence' }] })
    const interruption = new AbortController()
    const running = deliver([file(), '--report', folder.path('interrupted.json')], { interruption })
    await until(() => emulator().counters().requests.profile > 0)
    interruption.abort()
    const { exitCode, stderr } = await running
    expect([exitCode, afterTarget(stderr)]).toEqual([3, 'Stopped as asked.\nNothing was sent.\n'])
    expect(folder.names()).not.toContain('interrupted.json')
  })
})

describe('a dry run', () => {
  it('prints a record a line with its line number, and sends nothing', async () => {
    const odd = identify('u-\u009b1')
    const file = folder.write(
      'dry.ndjson',
      toLines([odd, deleteUser('u-2'), deleteUser('u-2'), identify('null')]) + 'broken\n'
    )
    const environment = { CLEVERTAP_ACCOUNT_ID: 'ACCOUNT-1', CLEVERTAP_PASSCODE: 'SECRET-PASSCODE' }
    const { exitCode, stdout, stderr } = await deliver([file, '--dry-run', '--region', 'in1'], { environment })
    expect(exitCode).toBe(1)
    expect(stdout.split('\n')).toEqual([
      '1  POST /1/upload  {"type":"profile","source":"Segment","identity":"u-\\u009b1","ts":1709528767,"profileData":{"plan":"gold"}}',
      '2  POST /1/delete/profiles.json  {"identity":"u-2"}',
      '3  POST /1/delete/profiles.json  {"identity":"u-2"}',
      '4  invalid  Identity is a placeholder such as "null", "guest" or "0", which belongs to no person. Map it to an id that belongs to one person.',
      '5  malformed  The line is not JSON.',
      ''
    ])
    expect(stdout + stderr).not.toContain('SECRET')
    expect(stderr).toContain('These records would go to https://in1.api.clevertap.com, each with its line number.\n')
    expect(stderr).toContain('\n3 of 4 subscribed events would be delivered. 1 line is malformed.\n')
    expect(stderr).toMatch(/This was a dry run: nothing was sent\.\n$/)
    expect(emulator().counters().requests).toMatchObject({ upload: 0, delete: 0, profile: 0 })
  })

  it('names the file where there are several, and leaves out lines that are skipped', async () => {
    const [first, second] = ['dry-a.ndjson', 'dry-b.ndjson'].map((name) =>
      folder.write(name, toLines([deleteUser('u-1'), deleteUser('u-2')]))
    )
    const { stdout } = await deliver([first, second, '--dry-run', '--skip', '3'])
    expect(stdout).toBe(`${second}:2  POST /1/delete/profiles.json  {"identity":"u-2"}\n`)
  })

  it('prints only the report with --json, and writes it where it is asked to', async () => {
    const file = folder.write('dry-json.ndjson', toLines([identify('u-1'), identify('null')]))
    const { exitCode, stdout } = await deliver([file, '--dry-run', '--json', '--report', folder.path('dry.json')])
    expect([exitCode, stdout]).toEqual([1, folder.read('dry.json')])
    expect(JSON.parse(stdout)).toMatchObject({ read: 2, delivered: 1, invalid: 1, complete: true })
  })

  it.each([['--undelivered'], ['--checkpoint']])('settles nothing, so that %s is refused', async (option) => {
    const { exitCode } = await deliver(['-', '--dry-run', option, folder.path('dry.out')])
    expect([exitCode, folder.names().includes('dry.out')]).toEqual([2, false])
  })
})

describe('as in Segment', () => {
  const withId = (messageId: string, userId: string, more: object = {}) => ({ ...identify(userId), messageId, ...more })
  const report = () => folder.json('as-in-segment.json')
  const run = (name: string, events: object[], args: string[] = []) =>
    deliver([folder.write(name, toLines(events)), '--report', folder.path('as-in-segment.json'), ...args])

  it('an event whose message id came before is a duplicate: it is counted, not sent, and no failure', async () => {
    const events = [
      withId('m-1', 'a'),
      withId('m-1', 'b'),
      identify('c'),
      identify('d'),
      withId('', 'e'),
      withId('', 'f')
    ]
    expect((await run('duplicates.ndjson', events)).exitCode).toBe(0)
    expect(report()).toMatchObject({ read: 6, duplicates: 1, delivered: 5 })
    expect(Object.keys(profiles()).sort()).toEqual(['a', 'c', 'd', 'e', 'f'])
  })

  it('lines that earlier runs settled count for that too', async () => {
    const events = [withId('m-1', 'a'), withId('m-2', 'b'), withId('m-1', 'c')]
    const args = ['--checkpoint', folder.path('ids.checkpoint')]
    await run('ids.ndjson', events, [...args, '--limit', '2'])
    expect((await run('ids.ndjson', events, args)).exitCode).toBe(0)
    expect(report()).toMatchObject({ read: 1, duplicates: 1, total: { read: 3, delivered: 2, duplicates: 1 } })
  })

  it.each([
    ['its name', { 'CleverTap (Actions)': false }],
    ['all', { All: false }]
  ])('an event that opts out by %s is not subscribed, and the report says how many', async (_name, integrations) => {
    await run('opt-outs.ndjson', [identify('a'), { ...identify('b'), integrations }])
    expect(report()).toMatchObject({
      read: 2,
      notSubscribed: 1,
      delivered: 1,
      reasons: { notSubscribed: { 'The event opts out of this destination in its integrations.': 1 } }
    })
    expect(Object.keys(profiles())).toEqual(['a'])
  })

  it('an event without a timestamp has its original one', async () => {
    const { timestamp, ...event } = identify('a')
    const { stdout } = await deliver([
      folder.write('original.ndjson', toLines([{ ...event, originalTimestamp: timestamp }])),
      '--dry-run'
    ])
    expect(stdout).toContain('"ts":1709528767')
  })
})

it('says first where it delivers', async () => {
  const { stderr } = await deliver([folder.write('where.ndjson', toLines([identify('u-1')]))])
  expect(stderr.split('\n')[0]).toBe(`Delivering to ${emulator().url}, account EMULATED-ACCOUNT.`)
})

describe('--json', () => {
  it('prints the report and nothing else', async () => {
    const file = folder.write('json.ndjson', toLines([identify('u-1'), { type: 'page' }]))
    const { stdout } = await deliver([file, '--json', '--report', folder.path('same.json')])
    expect(stdout).toBe(folder.read('same.json'))
    expect(JSON.parse(stdout)).toMatchObject({ read: 2, notSubscribed: 1, delivered: 1, reasons: {}, complete: true })
  })
})

describe('usage', () => {
  it.each([
    [['deliver', '--concurrency', '16']],
    [['deliver', '--concurrency', '0']],
    [['deliver', '--give-up-after', 'soon']],
    [['deliver', '--passcode', 'x']],
    [['sample', 'a', 'b']],
    [['presets', 'a']],
    [['emulate', 'a']],
    [['nothing']],
    [[]]
  ])('that is wrong ends with exit code 2: %j', async (args) => {
    expect((await runCommand(args, { environment: environmentOf(emulator()) })).exitCode).toBe(2)
  })

  it('that quotes control characters does not write them to the terminal', async () => {
    const { stderr } = await runCommand(['deliver', '--\u001b[2J', '\u0007'])
    expect(stderr).toBe("error: unknown option '--?[2J'\n")
  })

  it.each([
    [['--help']],
    [['deliver', '--help']],
    [['sample', '--help']],
    [['try', '--help']],
    [['presets', '--help']],
    [['emulate', '--help']],
    [['conform', '--help']],
    [['--version']],
    [['-v']]
  ])('is explained: %j', async (args) => {
    const { exitCode, stdout, stderr } = await runCommand(args)
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(/^(Examples:|\d+\.\d+\.\d+\n$)/)
  })
})
