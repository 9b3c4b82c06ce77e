/** What works in PostHog, which runs the definition without Segment's framework, and what does not. */
import { startEmulator } from '../../src/emulator'
import type { Emulator } from '../../src/emulator'
import { run, toDefaultInputs } from './executor'
import type { Inputs } from './executor'

let emulator: Emulator
let requests: unknown[]

beforeAll(async () => {
  emulator = await startEmulator()
})

afterAll(() => emulator.close())

beforeEach(() => {
  emulator.reset()
  requests = []
})

/** The network of PostHog, with the emulator in place of CleverTap. */
const network: Parameters<typeof run>[1] = (url, init) => {
  requests.push(JSON.parse(init.body))
  return fetch(url.replace('https://in1.api.clevertap.com', emulator.url), init)
}

const settings = () => ({
  clevertapAccountId: emulator.accountId,
  clevertapPasscode: emulator.passcode,
  clevertapEndpoint: 'https://in1.api.clevertap.com',
  debug_mode: false
})

/** The defaults of User Upload for a person of PostHog. */
const defaults = (): Inputs => ({
  ...settings(),
  identity: 'person-1',
  ts: '2021-03-04T05:06:07.890Z',
  profileData: {},
  recognizeStandardAttributes: true,
  standardAttributes: {},
  phoneCountry: undefined,
  convertTimestamps: true,
  timestampFormat: 'unix',
  nestedData: 'flatten',
  nullAttributes: 'ignore',
  invalidAttributes: 'drop',
  internal_partner_action: 'userUpload'
})

describe('the defaults that PostHog makes', () => {
  it('of User Upload have identity, time and choices, and no attributes', () => {
    expect(toDefaultInputs('userUpload')).toEqual({
      identity: '{person.id}',
      ts: '{event.timestamp}',
      profileData: {},
      recognizeStandardAttributes: true,
      standardAttributes: {},
      phoneCountry: undefined,
      convertTimestamps: true,
      timestampFormat: 'unix',
      nestedData: 'flatten',
      nullAttributes: 'ignore',
      invalidAttributes: 'drop'
    })
  })

  it('of User Delete have the identity', () => {
    expect(toDefaultInputs('userDelete')).toEqual({ identity: '{person.id}' })
  })
})

describe('User Upload', () => {
  it('with the defaults creates a profile without attributes', async () => {
    await expect(run(defaults(), network)).resolves.toEqual({ kind: 'done' })
    expect(requests).toEqual([
      { d: [{ type: 'profile', source: 'Segment', identity: 'person-1', ts: 1614834367, profileData: {} }] }
    ])
  })

  it('with a mapping by hand creates the whole profile', async () => {
    const inputs = {
      ...defaults(),
      profileData: {
        ...{ email: 'ada@example.com', first_name: 'Ada', last_name: 'Lovelace', phone: '12' },
        ...{ signedUp: '2006-01-02', address: { city: 'London' }, $os: null }
      },
      standardAttributes: { 'MSG-email': 'true' }
    }
    await expect(run(inputs, network)).resolves.toEqual({ kind: 'done' })
    expect(emulator.profiles().get('person-1')?.profileData).toEqual({
      Name: 'Ada Lovelace',
      Email: 'ada@example.com',
      'MSG-email': true,
      first_name: 'Ada',
      last_name: 'Lovelace',
      signedUp: 1136160000,
      address_city: 'London'
    })
  })

  it('sends neither the settings nor PostHog\u2019s own inputs', async () => {
    await run(defaults(), network)
    expect(JSON.stringify(requests)).not.toMatch(/passcode|debug_mode|internal_partner_action/i)
    expect(JSON.stringify(requests)).not.toContain(emulator.passcode)
  })

  it('refuses a placeholder with a reason and sends nothing', async () => {
    await expect(run({ ...defaults(), identity: 'null' }, network)).resolves.toEqual({
      kind: 'failed',
      message: expect.stringContaining('Identity is a placeholder')
    })
    expect(requests).toEqual([])
  })

  it.each([undefined, null, '', { id: 1 }])(
    'refuses an identity of %j, which nothing has checked before',
    async (identity) => {
      await expect(run({ ...defaults(), identity }, network)).resolves.toMatchObject({ kind: 'failed' })
      expect(requests).toEqual([])
    }
  )
})

describe('User Delete', () => {
  it('deletes the profile', async () => {
    await run(defaults(), network)
    const deletion = { ...settings(), identity: 'person-1', internal_partner_action: 'userDelete' }
    await expect(run(deletion, network)).resolves.toEqual({ kind: 'done' })
    expect(Array.from(emulator.profiles().keys())).toEqual([])
  })
})

describe('what goes wrong', () => {
  it.each([
    ['too many requests', { kind: 'status', status: 429 }],
    ['an error of the server', { kind: 'status', status: 503 }],
    ['a connection that breaks', { kind: 'cutBefore' }]
  ] as const)('is repeated after %s', async (_name, fault) => {
    emulator.setFaults({ next: [fault, fault] })
    await expect(run(defaults(), network)).resolves.toEqual({ kind: 'repeated' })
    await expect(run(defaults(), network, true)).resolves.toMatchObject({ kind: 'failed' })
    await expect(run(defaults(), network)).resolves.toEqual({ kind: 'done' })
  })

  it('is not repeated when the credentials are wrong', async () => {
    const wrong = { ...defaults(), clevertapPasscode: 'TOP-SECRET' }
    const outcome = await run(wrong, network)
    expect(outcome).toEqual({ kind: 'failed', message: expect.stringContaining('status 401') })
    expect(JSON.stringify(outcome)).not.toContain('TOP-SECRET')
  })

  it('is not repeated when CleverTap refuses the profile, and says why', async () => {
    const bad = { ...defaults(), standardAttributes: { Phone: 'secret-phone' }, invalidAttributes: 'send' }
    const outcome = await run(bad, network)
    expect(outcome).toEqual({ kind: 'failed', message: expect.stringContaining('516') })
    expect(JSON.stringify(outcome)).not.toContain('secret-phone')
  })

  it('is lost when CleverTap has a problem of its own inside an HTTP 200, which Segment would repeat', async () => {
    emulator.setFaults({ refusals: [{ identity: 'person-1', code: 555 }] })
    await expect(run(defaults(), network)).resolves.toMatchObject({ kind: 'failed' })
  })
})

it('fails under the Test button, whose answer is not CleverTap\u2019s', async () => {
  const madeUp = async () => new Response(JSON.stringify({ status: 'OK', message: 'Test function' }))
  await expect(run(defaults(), madeUp)).resolves.toEqual({
    kind: 'failed',
    message: expect.stringContaining('CleverTap answered')
  })
})
