/** The destination against the emulator over real sockets, through the framework: what is delivered, and what is not. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import {
  deleteUser,
  identify,
  savedMapping,
  subscriptionTo
} from '../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { values } from './destination/standard-values'
import { startEmulator } from '../src/emulator'
import type { Emulator, OneShotFault } from '../src/emulator'
import { createDestination, settingsOf } from './support/destination'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

type Subscription =
  | ReturnType<typeof subscriptionTo>
  | (Omit<ReturnType<typeof subscriptionTo>, 'mapping'> & { mapping: object })

const upload = subscriptionTo('userUpload')
const unchecked = subscriptionTo('userUpload', { invalidAttributes: 'send' })
const deletion = subscriptionTo('userDelete')

const settingsFor = (subscription: Subscription) => ({ ...settingsOf(emulator), subscription } as unknown as JSONObject)

async function deliverSingle(event: SegmentEvent, subscription: Subscription = upload) {
  const results = await createDestination(emulator.url).onEvent(event, settingsFor(subscription))
  return results[results.length - 1].data
}

async function deliverBatch(events: SegmentEvent[], subscription: Subscription = upload) {
  const [{ multistatus = [] }] = await createDestination(emulator.url).onBatch(events, settingsFor(subscription))
  return multistatus
}

const statuses = async (events: SegmentEvent[], subscription?: Subscription) =>
  (await deliverBatch(events, subscription)).map(({ status }) => status)

const profiles = () => Object.fromEntries([...emulator.profiles()].map(([id, { profileData }]) => [id, profileData]))

const traits = { name: 'Ada Lovelace', email: 'ada@example.com', phone: '+442079460958', joined: '2006-01-02' }
const profile = { Name: 'Ada Lovelace', Email: 'ada@example.com', Phone: '+442079460958', joined: 1136160000 }

describe('profiles', () => {
  it('are created by a single event', async () => {
    await expect(deliverSingle(identify('u-1', traits))).resolves.toEqual({ status: 'success' })
    expect(profiles()).toEqual({ 'u-1': profile })
  })

  it('are created and updated by a batch, nothing being removed', async () => {
    expect(
      await statuses([identify('u-1', traits), identify('u-2', { plan: 'gold' }), identify('u-1', { plan: 'x' })])
    ).toEqual([200, 200, 200])
    expect(profiles()).toEqual({ 'u-1': { ...profile, plan: 'x' }, 'u-2': { plan: 'gold' } })
  })

  it('are deleted by a single event, a batch and a deletion request', async () => {
    await deliverBatch(['u-1', 'u-2', 'u-3', 'u-4'].map((id) => identify(id, {})))
    await deliverSingle(deleteUser('u-1'), deletion)
    expect(await statuses([deleteUser('u-2'), deleteUser('u-2'), deleteUser('unknown')], deletion)).toEqual([
      200, 200, 200
    ])
    await createDestination(emulator.url).onDelete?.({ type: 'delete', userId: 'u-3' }, settingsFor(deletion))
    expect(Object.keys(profiles())).toEqual(['u-4'])
  })

  it('are deleted 100 at a time', async () => {
    const people = Array.from({ length: 250 }, (_, index) => `u-${index}`)
    await deliverBatch(people.map((id) => identify(id, {})))
    expect(await statuses(people.map(deleteUser), deletion)).toEqual(Array(250).fill(200))
    expect(profiles()).toEqual({})
    expect(emulator.counters().requests).toMatchObject({ upload: 1, delete: 3 })
  })

  it('are created from a saved mapping of the destination that was here before', async () => {
    const saved = { ...upload, mapping: savedMapping, subscribe: 'type = "track"' }
    const event = { ...identify('u-1'), type: 'track', traits: undefined, properties: { plan: 'gold' } } as SegmentEvent
    await deliverSingle(event, saved)
    expect(profiles()).toEqual({ 'u-1': { plan: 'gold' } })
    expect(emulator.profiles().get('u-1')).toMatchObject({ ts: 1614834367 })
  })
})

describe('a refusal', () => {
  it('costs the refused record alone', async () => {
    const events = [identify('u-1', traits), identify('u-2', { phone: '223' }), identify('u-3', traits)]
    expect(await deliverBatch(events, unchecked)).toMatchObject([
      { status: 200 },
      {
        status: 400,
        errormessage: expect.stringContaining('code 516'),
        sent: { identity: 'u-2' },
        body: { code: 516 }
      },
      { status: 200 }
    ])
    expect(profiles()).toEqual({ 'u-1': profile, 'u-3': profile })
  })

  it('is avoided by leaving the bad attribute out', async () => {
    expect(await deliverBatch([identify('u-2', { phone: '223', plan: 'gold' })])).toMatchObject([
      { status: 200, body: { warnings: [expect.stringContaining('Phone')] } }
    ])
    expect(profiles()).toEqual({ 'u-2': { plan: 'gold' } })
  })

  it('of 1,000 large records is read whole', async () => {
    const people = Array.from({ length: 1000 }, (_, index) =>
      identify(`u-${index}`, { email: 'bad', biography: 'x'.repeat(500) })
    )
    expect(new Set(await statuses(people, unchecked))).toEqual(new Set([400]))
    expect(profiles()).toEqual({})
  })

  it('of one of two records of the same person is told apart', async () => {
    const events = [identify('u-1', { plan: 'a' }), identify('u-1', { email: 'bad' }), identify('u-1', { plan: 'c' })]
    expect(await statuses(events, unchecked)).toEqual([200, 400, 200])
    expect(profiles()).toEqual({ 'u-1': { plan: 'c' } })
  })

  const refusedValues = values.flatMap(({ name, code, refused }) => refused.map((value) => ({ name, code, value })))

  it.each(refusedValues)(
    'of $name $value is what we foresee, with the code in the table',
    async ({ name, code, value }) => {
      const event = identify('u-1', { [name]: value })
      await expect(
        deliverSingle(event, subscriptionTo('userUpload', { invalidAttributes: 'send', nestedData: 'native' }))
      ).rejects.toMatchObject({ status: 400, code: String(code) })
      await expect(deliverSingle(event)).resolves.toMatchObject({ warnings: [expect.stringContaining(name)] })
    }
  )
})

describe('trouble', () => {
  const troubles: { name: string; fault: OneShotFault; status: number; isApplied?: boolean }[] = [
    { name: '400', fault: { kind: 'status', status: 400 }, status: 400 },
    { name: '401', fault: { kind: 'status', status: 401 }, status: 401 },
    { name: '403', fault: { kind: 'status', status: 403 }, status: 401 },
    { name: '404', fault: { kind: 'status', status: 404 }, status: 404 },
    { name: '429', fault: { kind: 'status', status: 429 }, status: 429 },
    { name: '500', fault: { kind: 'status', status: 500 }, status: 500 },
    { name: '503', fault: { kind: 'status', status: 503 }, status: 503 },
    { name: 'HTML', fault: { kind: 'garbage' }, status: 500, isApplied: true },
    { name: 'nothing', fault: { kind: 'status', status: 200, body: '', contentType: 'text/plain' }, status: 500 },
    { name: 'a cut before it', fault: { kind: 'cutBefore' }, status: 500 },
    { name: 'a cut after it', fault: { kind: 'cutAfter' }, status: 500, isApplied: true }
  ]

  it.each(troubles)('$name fails each event with $status', async ({ fault, status, isApplied = false }) => {
    emulator.setFaults({ next: [fault] })
    expect(await statuses([identify('u-1', traits), identify('u-2', traits)])).toEqual([status, status])
    expect(emulator.profiles().size).toBe(isApplied ? 2 : 0)
  })

  it.each(troubles)('$name fails a single event', async ({ fault }) => {
    emulator.setFaults({ next: [fault] })
    await expect(deliverSingle(identify('u-1', traits))).rejects.toThrow()
  })

  it('in one request of several costs the events of that request', async () => {
    emulator.setFaults({ next: [{ kind: 'status', status: 503 }] })
    const people = Array.from({ length: 1001 }, (_, index) => identify(`u-${index}`, {}))
    const all = await statuses(people)
    expect(all.slice(0, 1000)).toEqual(Array(1000).fill(503))
    expect(all[1000]).toBe(200)
    expect(Object.keys(profiles())).toEqual(['u-1000'])
  })

  it('with wrong credentials fails every event as unauthorized', async () => {
    const settings = { ...settingsFor(upload), clevertapPasscode: 'WRONG' } as unknown as JSONObject
    const [{ multistatus }] = await createDestination(emulator.url).onBatch(
      [identify('u-1'), identify('u-2')],
      settings
    )
    expect(multistatus).toMatchObject([{ status: 401 }, { status: 401 }])
    await expect(
      createDestination(emulator.url).testAuthentication({ ...settingsOf(emulator), clevertapPasscode: 'WRONG' })
    ).rejects.toThrow(/REST Endpoint/)
    await expect(createDestination(emulator.url).testAuthentication(settingsOf(emulator))).resolves.toBeUndefined()
  })

  it.each([
    { fault: { kind: 'silence' } as const, end: { code: 'ETIMEDOUT' } },
    { fault: { kind: 'stall' } as const, end: { type: 'body-timeout' } }
  ])('by $fault.kind ends when the time is up', async ({ fault, end }) => {
    emulator.setFaults({ next: [fault] })
    const turn = () => new Promise((resolve) => setImmediate(resolve))
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'setInterval', 'queueMicrotask'] })
    try {
      let error: unknown
      const delivery = deliverSingle(identify('u-1', traits)).catch((caught: unknown) => (error = caught))
      while (emulator.counters().requests.upload === 0) {
        await turn()
      }
      let seconds = 0
      while (error === undefined) {
        // Sockets work between the leaps of time.
        await turn()
        jest.advanceTimersByTime(1000)
        seconds++
      }
      await delivery
      expect(error).toMatchObject(end)
      expect(seconds).toBeGreaterThanOrEqual(30)
    } finally {
      jest.useRealTimers()
    }
  })
})
