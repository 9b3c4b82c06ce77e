/** The function beside the destination: the same triggers, the same profiles, the same fates. */
import { defaultValues } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import fc from 'fast-check'
import destination from '../../src/destinations/clevertap'
import { startEmulator } from '../../src/emulator'
import type { Emulator } from '../../src/emulator'
import { routeEvent } from '../../src/function/route'
import type { FunctionEvent } from '../../src/function/segment'
import { createDestination, settingsOf } from '../support/destination'
import { loadFunction } from './runtime'

const presets = (destination.presets ?? []).flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const triggers = [
  ...presets.map(({ partnerAction, subscribe }) => ({ partnerAction, subscribe })),
  { partnerAction: 'eventUpload', subscribe: destination.actions.eventUpload.defaultSubscription ?? '' }
]

describe('the triggers', () => {
  it.each<FunctionEvent>([
    { type: 'identify', userId: 'u-1' },
    { type: 'identify' },
    { type: 'track', event: 'Delete User', userId: 'u-1' },
    { type: 'track', event: 'Delete User' },
    { type: 'track', event: 'delete user', userId: 'u-1' },
    { type: 'track', event: 'Order Completed', userId: 'u-1' },
    { type: 'track', event: 'Order Completed', userId: null },
    { type: 'page', name: 'Delete User', userId: 'u-1' },
    { type: 'screen', userId: 'u-1' },
    { type: 'group', userId: 'u-1' },
    { type: 'alias', userId: 'u-1' }
  ])('are those of the presets and of Event Upload for %j', (event) => {
    const expected = triggers.filter(({ subscribe }) => validate(parseFql(subscribe), event as never))
    const routed = routeEvent(destination.actions, event, { settings: {} as never, choices: {}, sendEvents: true })
    const isTaken = !('fate' in routed) || routed.fate === 'refused'
    expect(isTaken).toBe(expected.length > 0)
    expect('fate' in routed ? [] : [routed.subscriber.actionKey]).toEqual(
      event.userId === undefined ? [] : expected.map(({ partnerAction }) => partnerAction)
    )
  })
})

describe('profiles and fates', () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator()
  })

  afterAll(() => emulator.close())

  const state = () => ({ profiles: Array.from(emulator.profiles()), events: emulator.events() })

  const runDestination = async (events: SegmentEvent[], partnerAction: string) => {
    emulator.reset()
    const mapping = defaultValues(destination.actions[partnerAction].fields) as JSONObject
    const subscription = { partnerAction, subscribe: 'type != "none"', mapping }
    const [{ multistatus = [] }] = await createDestination(emulator.url).onBatch(events, {
      ...settingsOf(emulator),
      subscription
    })
    return { statuses: multistatus.map(({ status }) => status), ...state() }
  }

  const runFunction = async (events: SegmentEvent[]) => {
    emulator.reset()
    const { handlers } = await loadFunction((url, init) => fetch(url.replace(/^https:\/\/[^/]+/, emulator.url), init))
    const { accountId, passcode } = emulator
    const results = await handlers.onBatch(events, { accountId, passcode, region: 'in1', sendEvents: true })
    return { statuses: results.map(({ status }) => status), ...state() }
  }

  const value = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('1990-12-10', 'a@b.co', '', 'female', true, 34, '+14155550100', 'eur')
  )
  const knownKeys = [
    ...['name', 'firstName', 'last_name', 'email', 'gender', 'birthday', 'age', 'Email'],
    ...['total', 'revenue', 'currency', 'order_id', 'products']
  ]
  const attributes = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.dictionary(fc.oneof(fc.constantFrom(...knownKeys), fc.string()), value, { maxKeys: 8 })
    },
    { weight: 1, arbitrary: fc.jsonValue() }
  )
  const timestamp = fc.oneof(fc.constantFrom('2021-03-04T05:06:07Z', '1614834367', 1614834367, 'never'), fc.jsonValue())
  const userId = fc.oneof(fc.constantFrom('u-1', 'u-2', 'null', ' u-3 ', ''), fc.jsonValue())
  const identify = fc.record({ type: fc.constant('identify'), userId, timestamp, traits: attributes })
  const track = fc.record({
    type: fc.constant('track'),
    event: fc.oneof(fc.constantFrom('Order Completed', 'charged', 'Song Played', ' '), fc.jsonValue()),
    userId: userId.filter((id) => id !== null),
    timestamp,
    properties: attributes
  })

  it.each([
    ['identify', 'userUpload', identify],
    ['track', 'eventUpload', track]
  ])(
    'are the same for any %s',
    (_type, partnerAction, arbitrary) =>
      fc.assert(
        fc.asyncProperty(fc.array<unknown>(arbitrary, { minLength: 1, maxLength: 10 }), async (generated) => {
          const events = generated as SegmentEvent[]
          expect(await runFunction(events)).toEqual(await runDestination(events, partnerAction))
        }),
        { numRuns: 40 }
      ),
    60_000
  )
})
