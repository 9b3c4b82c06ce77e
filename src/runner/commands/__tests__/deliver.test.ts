/** The command `deliver` against the emulator over real sockets: what arrives, what is told, what is written. */
import {
  afterCredentialTest,
  deleteUser,
  environmentOf,
  identify,
  runCommand,
  toLines,
  useEmulator,
  useFolder
} from '../../__tests__/__helpers__/world'

const folder = useFolder()
const { emulator, deliver, profiles } = useEmulator()

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
          'CleverTap refused this record with code 516: Phone is not valid: it needs a + and the country code. Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.': 1
        },
        warnings: {
          'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.': 1
        }
      },
      skipped: 0,
      settledThrough: 8,
      allDelivered: false
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
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      'CleverTap answered 401: it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.\nNothing was sent.\n'
    )
    expect(emulator().counters().requests).toMatchObject({ upload: 0, delete: 0 })
  })

  it('that are refused later end the run, and the next one begins with the events concerned', async () => {
    emulator().setFaults(afterCredentialTest([{ kind: 'status', status: 401 }]))
    const args = [file(), '--checkpoint', folder.path('late.checkpoint'), '--report', folder.path('late.json')]
    const { exitCode, stderr } = await deliver(args)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Stopped, because CleverTap refused the credentials. Everything up to line 0 is settled.')
    expect(folder.json('late.json')).toMatchObject({ read: 2, unauthorized: 2, requests: 1, settledThrough: 0 })
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
    expect(emulator().counters().requests).toMatchObject({ upload: 0, delete: 0, profile: 0 })
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
    expect((await runCommand(args, { environment: environmentOf(emulator()) })).exitCode).toBe(2)
  })

  it.each([[['--help']], [['deliver', '--help']], [['sample', '--help']], [['emulate', '--help']], [['--version']]])(
    'is explained: %j',
    async (args) => {
      expect(await runCommand(args)).toMatchObject({ exitCode: 0, stderr: '' })
    }
  )
})
