/** The work done for a fixed input, counted: a change that makes it more fails here whatever the clock says. */
import { createServer } from 'http'
import type { SegmentEvent } from '@segment/actions-core'
import { listen } from '../src/loopback'
import destination from '../src/destinations/clevertap'
import { createDestination } from './support/destination'

/** Two dates, `createdAt` and `birthday`, three with the event's own; four attributes that no standard one stands for. */
const identify = (number: number): SegmentEvent => ({
  type: 'identify',
  messageId: `identify-${number}`,
  userId: `u-${String(number).padStart(4, '0')}`,
  timestamp: '2026-11-23T10:20:30.456Z',
  traits: {
    email: 'ada@example.com',
    phone: '+1 (415) 555-0100',
    birthday: '1990-05-17',
    createdAt: '2021-03-04T05:06:07.890Z',
    plan: 'Order 2021-01-01',
    logins: 20210101,
    address: { city: 'London' }
  }
})

const deleteUser = (number: number): SegmentEvent => ({
  type: 'track',
  event: 'Delete User',
  messageId: `delete-${number}`,
  userId: `u-${String(number).padStart(4, '0')}`,
  properties: {}
})

const sentOfOne = {
  d: [
    {
      type: 'profile',
      source: 'Segment',
      identity: 'u-0000',
      ts: 1795429230,
      profileData: {
        Email: 'ada@example.com',
        Phone: '+14155550100',
        DOB: '$D_642902400',
        createdAt: 1614834367,
        plan: 'Order 2021-01-01',
        logins: 20210101,
        address_city: 'London'
      }
    }
  ]
}
const envelopeBytes = '{"d":[]}'.length
const recordBytes = JSON.stringify(sentOfOne).length - envelopeBytes

type Action = 'userUpload' | 'userDelete'

const batchOf = (size: number, makeEvent: (number: number) => SegmentEvent) =>
  Array.from({ length: size }, (_, i) => makeEvent(i))

let close: () => Promise<void>
let endpoint: string
let requests: { url: string; bytes: number }[]

/** A CleverTap that takes everything and keeps how long each body was. */
beforeAll(async () => {
  const server = createServer((request, response) => {
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
    request.on('end', () => {
      requests.push({ url: String(request.url), bytes })
      response.end('{"status":"success"}')
    })
  })
  const listening = await listen(server)
  endpoint = listening.url
  close = listening.close
})

beforeEach(() => {
  requests = []
})

afterAll(() => close())

const settingsTo = (clevertapEndpoint: string) => ({
  clevertapAccountId: 'ACCOUNT-1',
  clevertapPasscode: 'PASSCODE',
  clevertapEndpoint
})

/** Delivers events as Quick Setup does, and counts. */
async function count(action: Action, events: SegmentEvent[]) {
  const preset = destination.presets?.find(({ partnerAction }) => partnerAction === action)
  if (preset?.type !== 'automatic') {
    throw new Error(`no automatic preset for ${action}`)
  }
  const subscription = { ...preset, mapping: preset.mapping ?? {} }
  const [{ multistatus = [] }] = await createDestination(endpoint).onBatch(events, {
    ...settingsTo(endpoint),
    subscription
  })
  return {
    delivered: multistatus.filter(({ status }) => status === 200).length,
    requests: requests.map(({ url }) => url),
    bytes: requests.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}

test.each([
  [1, 1],
  [500, 1],
  [1000, 1],
  [2500, 3]
])('an upload of %d events takes %d requests, and each record crosses the wire once', async (events, times) => {
  expect(await count('userUpload', batchOf(events, identify))).toEqual({
    delivered: events,
    requests: Array(times).fill('/1/upload'),
    bytes: envelopeBytes * times + recordBytes * events + (events - times)
  })
})

const bytesOfOne = '{"identity":"u-0000"}'.length
const bytesOfHundred = '{"identity":[]}'.length + 100 * '"u-0000"'.length + 99

test.each([
  [1, 1, bytesOfOne],
  [100, 1, bytesOfHundred],
  [1000, 10, 10 * bytesOfHundred]
])('a deletion of %d users takes %d requests and %d bytes', async (events, times, bytes) => {
  expect(await count('userDelete', batchOf(events, deleteUser))).toEqual({
    delivered: events,
    requests: Array(times).fill('/1/delete/profiles.json'),
    bytes
  })
})

test('users to delete who come twice are sent once', async () => {
  const events = [...batchOf(100, deleteUser), ...batchOf(100, deleteUser)]

  expect(await count('userDelete', events)).toEqual({
    delivered: 200,
    requests: ['/1/delete/profiles.json'],
    bytes: bytesOfHundred
  })
})

/** An object that counts how often each of its values is read, which nothing else tells from a plain one. */
function counted<Of extends object>(object: Of, reads: { [key: string]: number }): Of {
  return new Proxy(object, {
    get(target, key, receiver) {
      reads[String(key)] = (reads[String(key)] ?? 0) + 1
      return Reflect.get(target, key, receiver) as unknown
    }
  })
}

test.each([1, 1000, 2500])('of %d payloads every field, every trait and every date is read once', async (events) => {
  const reads: { [key: string]: number } = {}
  const payload = batchOf(events, identify).map(({ userId, timestamp, traits }) =>
    counted({ identity: userId, ts: timestamp, profileData: counted(traits as object, reads) }, reads)
  )
  const performBatch = destination.actions.userUpload.performBatch as (...input: unknown[]) => Promise<unknown>
  await performBatch(() => Promise.resolve({ status: 200, content: '{"status":"success"}' }), {
    payload,
    settings: settingsTo('https://in1.api.clevertap.com')
  })
  expect(new Set(Object.values(reads))).toEqual(new Set([events]))
  expect(Object.keys(reads)).toEqual(
    expect.arrayContaining(['identity', 'ts', 'profileData', 'email', 'createdAt', 'address'])
  )
})
