/** The built file in a runtime that has nothing but what Segment promises, against the emulator. */
import { startEmulator } from '../../src/emulator'
import type { Emulator } from '../../src/emulator'
import { EventNotSupported, loadFunction, RetryError, ValidationError } from './runtime'
import type { Runtime } from './runtime'

const timestamp = '2021-03-04T05:06:07Z'
const identify = (userId: unknown, traits: unknown = { plan: 'gold' }) => ({
  type: 'identify',
  userId,
  traits,
  timestamp
})
const deleteUser = (userId: unknown) => ({ type: 'track', event: 'Delete User', userId, timestamp })
const deletion = (userId?: unknown) => ({ type: 'delete', userId, timestamp })
const page = { type: 'page', name: 'Pricing', userId: 'u-1', timestamp }

let emulator: Emulator
let runtime: Runtime
let settings: { [name: string]: unknown }
/** What went over the wire. */
let requests: { url: string; body: unknown }[]
/** Resolves when the next request leaves. */
let whenAsked: () => Promise<void>

beforeAll(async () => {
  emulator = await startEmulator()
})

afterAll(() => emulator.close())

beforeEach(async () => {
  emulator.reset()
  requests = []
  let notify = () => {}
  whenAsked = () => new Promise((resolve) => (notify = resolve))
  runtime = await loadFunction((url, init) => {
    requests.push({ url, body: JSON.parse(String(init.body)) })
    notify()
    return fetch(url.replace('https://in1.api.clevertap.com', emulator.url), init)
  })
  settings = { accountId: emulator.accountId, passcode: emulator.passcode, region: 'in1' }
})

const identities = () => Array.from(emulator.profiles().keys())

/** The error of a call that is to fail. */
const failure = async (call: Promise<unknown>): Promise<Error> => {
  try {
    await call
  } catch (error) {
    return error as Error
  }
  throw new Error('The call did not fail')
}

describe('the file', () => {
  it.each([
    'typeof TextEncoder',
    'new AbortController()',
    'process.env',
    'Buffer',
    'require("fs")',
    'nothingOfTheKind'
  ])('loads in a runtime where %s throws', (code) => {
    expect(() => runtime.evaluate(code)).toThrow(/touched|is not defined/)
  })

  it('leaves the calls that it has no use for to Segment, which refuses them', () => {
    expect(runtime.evaluate('[typeof onPage, typeof onScreen, typeof onGroup, typeof onAlias]')).toEqual(
      Array(4).fill('undefined')
    )
  })
})

describe('an identify', () => {
  it('makes the profile that the destination makes', async () => {
    const traits = {
      ...{ email: ' ada@example.com ', phone: '+44 (0)20 7946 0958', birthday: '1990-12-10', gender: 'female' },
      ...{ joined: '2006-01-02T18:04:07Z', address: { city: 'London' }, tags: ['a', 'b'], nothing: null }
    }
    await runtime.handlers.onIdentify(identify('u-1', traits), settings)
    expect(requests).toEqual([
      {
        url: 'https://in1.api.clevertap.com/1/upload',
        body: {
          d: [
            {
              type: 'profile',
              source: 'Segment',
              identity: 'u-1',
              ts: 1614834367,
              profileData: {
                Email: 'ada@example.com',
                Phone: '+442079460958',
                Gender: 'F',
                DOB: '$D_660787200',
                joined: 1136225047,
                tags: '["a","b"]',
                address_city: 'London'
              }
            }
          ]
        }
      }
    ])
    expect(identities()).toEqual(['u-1'])
  })

  it('takes the settings of the mapping', async () => {
    const traits = { joined: '2006-01-02', address: { city: 'London' } }
    const chosen = { ...settings, convertTimestamps: true, timestampFormat: 'date', nestedData: 'json' }
    await runtime.handlers.onIdentify(identify('u-1', traits), chosen)
    expect(emulator.profiles().get('u-1')?.profileData).toEqual({
      joined: '$D_1136160000',
      address: '{"city":"London"}'
    })
  })

  it.each([false, 'false'])('converts no timestamps when Convert Timestamps is %j', async (convertTimestamps) => {
    await runtime.handlers.onIdentify(identify('u-1', { joined: '2006-01-02' }), { ...settings, convertTimestamps })
    expect(emulator.profiles().get('u-1')?.profileData).toEqual({ joined: '2006-01-02' })
  })

  it('logs a warning that names the attribute and not its value', async () => {
    await runtime.handlers.onIdentify(identify('u-1', { phone: '98123 45678' }), settings)
    expect(runtime.log).toEqual([expect.stringMatching(/^Event 1: Phone was left out/)])
    expect(runtime.log.join()).not.toContain('45678')
  })

  it.each([
    ['no userId', identify(undefined), 'Identity is missing.'],
    ['a userId of null', identify(null), 'Identity is missing.'],
    ['a blank userId', identify('  '), 'Identity is missing or blank.'],
    ['a placeholder', identify('undefined'), 'Identity is a placeholder'],
    ['an object as userId', identify({ toString: 1 }), 'Identity is missing.'],
    ['a list as traits', identify('u-1', ['a']), 'Person Attributes must be an object.'],
    ['text as traits', identify('u-1', 'gold'), 'Person Attributes must be an object.']
  ])('with %s is refused and not sent', async (_name, event, reason) => {
    const error = await failure(runtime.handlers.onIdentify(event, settings))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.message).toContain(reason)
    expect(requests).toEqual([])
  })

  it.each([
    ['a number', 42, '42'],
    ['a list of one', ['u-1'], 'u-1']
  ])('with %s as userId is sent, as the framework would send it', async (_name, userId, identity) => {
    await runtime.handlers.onIdentify(identify(userId), settings)
    expect(identities()).toEqual([identity])
  })

  it('survives nesting that would exhaust the stack', async () => {
    let traits: unknown = 'deep'
    for (let depth = 0; depth < 50_000; depth++) {
      traits = [traits]
    }
    await expect(failure(runtime.handlers.onIdentify(identify('u-1', { traits }), settings))).resolves.toBeInstanceOf(
      ValidationError
    )
  })
})

describe('a track', () => {
  it('called Delete User deletes the profile', async () => {
    await runtime.handlers.onIdentify(identify('u-1'), settings)
    await runtime.handlers.onTrack(deleteUser('u-1'), settings)
    expect(identities()).toEqual([])
    expect(requests[1]).toEqual({
      url: 'https://in1.api.clevertap.com/1/delete/profiles.json',
      body: { identity: 'u-1' }
    })
  })

  it.each([undefined, false, '', 'false'])('of another name is not supported when Send Events is %j', async (value) => {
    const event = { type: 'track', event: 'Order Completed', userId: 'u-1', timestamp }
    const error = await failure(runtime.handlers.onTrack(event, { ...settings, sendEvents: value }))
    expect(error).toBeInstanceOf(EventNotSupported)
    expect(requests).toEqual([])
  })
})

describe('a track of an Engage audience', () => {
  const entered = (event: string, vip: unknown) => ({
    type: 'track',
    event,
    userId: 'u-1',
    timestamp,
    properties: { vip },
    context: { personas: { computation_class: 'audience', computation_key: 'vip' } }
  })

  it('says on the profile who is in it', async () => {
    const { onTrack } = runtime.handlers
    await onTrack(entered('Audience Entered', true), settings)
    expect(emulator.profiles().get('u-1')?.profileData).toEqual({ vip: true })
    await onTrack(entered('Audience Exited', false), settings)
    expect(emulator.profiles().get('u-1')?.profileData).toEqual({ vip: false })
  })

  it.each([{ ...entered('Audience Entered', 'yes') }, { ...entered('Audience Entered', true), context: null }])(
    'is an event like any other if it does not say so: %#',
    async (event) => {
      expect(await failure(runtime.handlers.onTrack(event, settings))).toBeInstanceOf(EventNotSupported)
      await runtime.handlers.onTrack(event, { ...settings, sendEvents: true })
      expect(emulator.events()).toHaveLength(1)
    }
  )
})

describe('a track when Send Events is on', () => {
  const order = {
    type: 'track',
    event: 'Order Completed',
    userId: 'u-1',
    timestamp,
    properties: { order_id: 7, total: '27.50', currency: 'eur', coupon: { code: 'A1' }, placed: '2021-03-04' }
  }
  const bodies = () => requests.map(({ body }) => body)

  beforeEach(() => {
    settings.sendEvents = true
  })

  it('is the event that the destination sends, an order as Charged', async () => {
    await runtime.handlers.onTrack(order, settings)
    expect(bodies()).toEqual([
      {
        d: [
          {
            type: 'event',
            source: 'Segment',
            identity: 'u-1',
            ts: 1614834367,
            evtName: 'Charged',
            evtData: {
              Amount: 27.5,
              Currency: 'EUR',
              'Charged ID': '7',
              coupon_code: 'A1',
              placed: '$D_1614816000'
            }
          }
        ]
      }
    ])
  })

  it('takes the settings of the mapping', async () => {
    const chosen = { ...settings, chargedOrders: false, nestedData: 'json', timestampFormat: 'unix' }
    await runtime.handlers.onTrack(order, chosen)
    expect(bodies()).toMatchObject([
      { d: [{ evtName: 'Order Completed', evtData: { coupon: '{"code":"A1"}', placed: 1614816000 } }] }
    ])
  })

  it('still deletes for Delete User', async () => {
    await runtime.handlers.onTrack(deleteUser('u-1'), settings)
    expect(bodies()).toEqual([{ identity: 'u-1' }])
  })

  it('is not supported when it is anonymous', async () => {
    const error = await failure(runtime.handlers.onTrack({ ...order, userId: null, anonymousId: 'a-1' }, settings))
    expect(error).toBeInstanceOf(EventNotSupported)
  })

  it('goes in a request of its own beside profiles', async () => {
    const events = [identify('u-1'), order, identify('u-2'), { ...order, userId: 'u-2' }]
    await expect(runtime.handlers.onBatch(events, settings)).resolves.toEqual(Array(4).fill({ status: 200 }))
    expect(bodies()).toMatchObject([
      {
        d: [
          { type: 'profile', identity: 'u-1' },
          { type: 'profile', identity: 'u-2' }
        ]
      },
      {
        d: [
          { type: 'event', identity: 'u-1' },
          { type: 'event', identity: 'u-2' }
        ]
      }
    ])
  })
})

describe('a deletion request', () => {
  it('deletes the profile of the user', async () => {
    await runtime.handlers.onIdentify(identify('u-1'), settings)
    await runtime.handlers.onDelete(deletion('u-1'), settings)
    expect(identities()).toEqual([])
  })

  it.each([undefined, null, '', ' '])('without a user (%j) sends nothing and is done', async (userId) => {
    await runtime.handlers.onDelete(deletion(userId), settings)
    expect(requests).toEqual([])
  })

  it('of what is no userId is refused, since no profile is deleted', async () => {
    const error = await failure(runtime.handlers.onDelete(deletion({ toString: 1 }), settings))
    expect(error).toBeInstanceOf(ValidationError)
    expect(requests).toEqual([])
  })
})

describe('what CleverTap refuses for good', () => {
  it('is a ValidationError with its code and no value', async () => {
    const event = identify('u-1', { phone: 'secret-phone' })
    const error = await failure(runtime.handlers.onIdentify(event, { ...settings, invalidAttributes: 'send' }))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.message).toContain('516')
    expect(error.message).not.toContain('secret-phone')
  })

  it('is a ValidationError that names the likely causes when it is the credentials', async () => {
    const error = await failure(runtime.handlers.onIdentify(identify('u-1'), { ...settings, passcode: 'TOP-SECRET' }))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.message).toMatch(/401.*passcode/)
    expect(error.message).not.toContain('TOP-SECRET')
  })

  it('is 400 for each event of a batch when it is the credentials', async () => {
    const events = [identify('u-1'), deleteUser('u-2')]
    const results = await runtime.handlers.onBatch(events, { ...settings, passcode: 'TOP-SECRET' })
    expect(results.map(({ status }) => status)).toEqual([400, 400])
    expect(JSON.stringify(results)).not.toContain('TOP-SECRET')
  })
})

describe('what may work later', () => {
  it.each([
    ['too many requests', { kind: 'status', status: 429 }],
    ['an error of the server', { kind: 'status', status: 503 }],
    ['a redirect', { kind: 'status', status: 302 }],
    ['a connection that breaks', { kind: 'cutBefore' }],
    ['an answer that is no JSON', { kind: 'garbage' }]
  ] as const)('is a RetryError: %s', async (_name, fault) => {
    emulator.setFaults({ next: [fault] })
    const error = await failure(runtime.handlers.onIdentify(identify('u-1'), settings))
    expect(error).toBeInstanceOf(RetryError)
    expect(error.message).not.toContain('u-1')
  })

  it('is a RetryError well before the 5 seconds when CleverTap is silent', async () => {
    emulator.setFaults({ next: [{ kind: 'silence' }] })
    const asked = whenAsked()
    const call = failure(runtime.handlers.onIdentify(identify('u-1'), settings))
    await asked
    const [timer, ...others] = runtime.timers
    expect(others).toEqual([])
    expect(timer.milliseconds).toBeLessThanOrEqual(4500)
    timer.run()
    await expect(call).resolves.toBeInstanceOf(RetryError)
  })

  it('is a RetryError when the answer stops halfway', async () => {
    emulator.setFaults({ next: [{ kind: 'stall' }] })
    const asked = whenAsked()
    const call = failure(runtime.handlers.onIdentify(identify('u-1'), settings))
    await asked
    runtime.timers[0].run()
    await expect(call).resolves.toBeInstanceOf(RetryError)
  })

  it('leaves no timer behind when CleverTap answers', async () => {
    await runtime.handlers.onIdentify(identify('u-1'), settings)
    expect(runtime.timers.map(({ isCleared }) => isCleared)).toEqual([true])
  })
})

describe('a batch', () => {
  it('answers each event in order, in as few requests as there are kinds', async () => {
    const events = [
      identify('u-1'),
      page,
      deleteUser('u-2'),
      identify('null'),
      identify('u-3', { phone: '12' }),
      deletion('u-4'),
      deletion(),
      identify('u-5')
    ]
    const results = await runtime.handlers.onBatch(events, { ...settings, invalidAttributes: 'send' })
    expect(results).toEqual([
      { status: 200 },
      { status: 400, errormessage: 'This function does not send this event.' },
      { status: 200 },
      { status: 400, errormessage: expect.stringContaining('placeholder') },
      { status: 400, errormessage: expect.stringContaining('516') },
      { status: 200 },
      { status: 200 },
      { status: 200 }
    ])
    expect(requests.map(({ url }) => url)).toEqual([
      'https://in1.api.clevertap.com/1/upload',
      'https://in1.api.clevertap.com/1/delete/profiles.json'
    ])
    expect(identities()).toEqual(['u-1', 'u-5'])
  })

  it('deletes a person between the uploads before and after', async () => {
    const events = [identify('u-1', { a: 1 }), identify('u-2'), deleteUser('u-1'), identify('u-1', { b: 2 })]
    await runtime.handlers.onBatch(events, settings)
    expect(emulator.profiles().get('u-1')?.profileData).toEqual({ b: 2 })
    expect(requests.length).toBe(3)
  })

  it('repeats just what is not known when a request fails', async () => {
    emulator.setFaults({ next: [{ kind: 'status', status: 503 }] })
    const results = await runtime.handlers.onBatch([identify('u-1'), deleteUser('u-2'), page], settings)
    expect(results.map(({ status }) => status)).toEqual([500, 200, 400])
  })

  it.each([
    ['a deletion', [identify('u-1'), identify('u-2'), deleteUser('u-1'), deletion('u-3')], [500, 500, 500, 200]],
    ['an upload', [deleteUser('u-1'), identify('u-1'), identify('u-2')], [500, 500, 200]]
  ])('keeps back %s whose person has an earlier event to repeat', async (_name, events, expected) => {
    emulator.setFaults({ next: [{ kind: 'status', status: 503 }] })
    const results = await runtime.handlers.onBatch(events, settings)
    expect(results.map(({ status }) => status)).toEqual(expected)
  })

  it('begins no request when the time is over, and repeats what was not sent', async () => {
    emulator.setFaults({ next: [{ kind: 'silence' }] })
    const asked = whenAsked()
    const call = runtime.handlers.onBatch([identify('u-1'), deleteUser('u-2'), identify('undefined')], settings)
    await asked
    runtime.timers[0].run()
    expect((await call).map(({ status }) => status)).toEqual([500, 500, 400])
    expect(requests.length).toBe(1)
  })

  it('takes 400 events in one request', async () => {
    const events = Array.from({ length: 400 }, (_, index) => identify(`u-${index}`))
    const results = await runtime.handlers.onBatch(events, settings)
    expect(results).toEqual(Array(400).fill({ status: 200 }))
    expect(requests.length).toBe(1)
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'identify'],
    ['an object with a toString of its own', { type: { toString: 1 }, userId: { toString: 1 } }],
    ['a deletion of an object', deletion({ toString: 1 })],
    ['traits with a toString of their own', identify('u-2', { name: { toString: 1 }, email: { toString: 1 } })]
  ])('is not failed by an event that is %s', async (_name, event) => {
    const results = await runtime.handlers.onBatch([identify('u-1'), event, identify('u-3')], settings)
    expect(results.map(({ status }) => status)).toEqual([200, expect.any(Number), 200])
  })

  it('of no events sends nothing', async () => {
    await expect(runtime.handlers.onBatch([], settings)).resolves.toEqual([])
    expect(requests).toEqual([])
  })
})

describe('settings', () => {
  it.each([
    ['accountId', undefined, 'filled in'],
    ['accountId', ' ', 'filled in'],
    ['passcode', '', 'filled in'],
    ['region', undefined, 'in1'],
    ['region', 'https://in1.api.clevertap.com', 'in1'],
    ['region', 'in1.dashboard.clevertap.com', 'in1'],
    ['region', 'moon', 'eu1, in1, sg1'],
    ['sendEvents', 'maybe', 'true or false'],
    ['convertTimestamps', 'maybe', 'true or false'],
    ['timestampFormat', 'iso', 'unix, date'],
    ['nestedData', 'xml', 'flatten, flattenKeepLists, json, native'],
    ['invalidAttributes', 'keep', 'drop, send, reject'],
    ['accountId', { toString: 1 }, 'filled in'],
    ['passcode', ['a', 'b'], 'filled in'],
    ['region', { toString: 1 }, 'in1'],
    ['sendEvents', { toString: 1 }, 'true or false'],
    ['nestedData', { toString: 1 }, 'flatten, flattenKeepLists, json, native'],
    ['convertTimestamps', [], 'true or false']
  ])('%s of %j is refused by its name and says what it may be', async (name, value, expected) => {
    const call = runtime.handlers.onIdentify(identify('u-1'), { ...settings, [name]: value })
    const error = await failure(call)
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.message).toContain(`The setting ${name} must be`)
    expect(error.message).toContain(expected)
    expect(requests).toEqual([])
  })

  it.each(['sécret', 'two words', 'line\nbreak'])('a passcode of %j is refused and not repeated', async (passcode) => {
    const error = await failure(runtime.handlers.onIdentify(identify('u-1'), { ...settings, passcode }))
    expect(error).toBeInstanceOf(ValidationError)
    expect(error.message).toContain('Passcode')
    expect(error.message).not.toContain(passcode)
  })

  it('that are left blank keep the defaults of the destination', async () => {
    const blank = { convertTimestamps: null, timestampFormat: '', nestedData: undefined, invalidAttributes: ' ' }
    await runtime.handlers.onIdentify(identify('u-1', { joined: '2006-01-02', a: { b: 1 } }), { ...settings, ...blank })
    expect(emulator.profiles().get('u-1')?.profileData).toEqual({ joined: 1136160000, a_b: 1 })
  })
})
