/** The work done for a fixed input, counted: a change that makes it more fails here whatever the clock says. */
import type { SegmentEvent } from '@segment/actions-core'
import dayjs from 'dayjs'
import destination from '../src/destinations/clevertap'
import { classifyReply } from '../src/destinations/clevertap/classify'
import * as timestamp from '../src/destinations/clevertap/timestamp'
import { upload } from '../src/destinations/clevertap/userUpload'
import { buildProfileRecord } from '../src/destinations/clevertap/userUpload/record'
import { startEmulator } from '../src/emulator'
import type { Emulator } from '../src/emulator'
import { createDestination, settingsOf } from './support/destination'

jest.mock('../src/destinations/clevertap/userUpload/record', () => {
  const actual = jest.requireActual('../src/destinations/clevertap/userUpload/record')
  return { buildProfileRecord: jest.fn(actual.buildProfileRecord) }
})

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
  userId: `u-${number}`,
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

const oldMapping = {
  identity: { '@path': '$.userId' },
  ts: { '@path': '$.timestamp' },
  profileData: { '@path': '$.traits' }
}

const batchOf = (size: number, makeEvent: (number: number) => SegmentEvent) =>
  Array.from({ length: size }, (_, i) => makeEvent(i))

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})

beforeEach(() => {
  jest.clearAllMocks()
  emulator.reset()
})

afterEach(() => jest.restoreAllMocks())

afterAll(() => emulator.close())

/** Delivers events as Quick Setup does, or with another mapping, and counts. */
async function count(action: 'userUpload' | 'userDelete', events: SegmentEvent[], mapping?: typeof oldMapping) {
  const preset = destination.presets?.find(({ partnerAction }) => partnerAction === action)
  if (preset?.type !== 'automatic') {
    throw new Error(`no automatic preset for ${action}`)
  }
  const build = jest.mocked(buildProfileRecord)
  const convert = jest.spyOn(timestamp, 'convertTimestamps')
  const parseDate = jest.spyOn(dayjs, 'utc')
  const stringify = jest.spyOn(JSON, 'stringify')

  const subscription = { ...preset, mapping: mapping ?? preset.mapping ?? {} }
  const [{ multistatus = [] }] = await createDestination(emulator.url).onBatch(events, {
    ...settingsOf(emulator),
    subscription
  })

  // Of all that is serialised in this process, the bodies: lists of records or of identities.
  const bodies = stringify.mock.results.filter((_, call) => {
    const [value] = stringify.mock.calls[call] as unknown[]
    return typeof value === 'object' && value !== null && ('d' in value || 'identity' in value)
  })
  const { requests } = emulator.counters()
  return {
    delivered: multistatus.filter(({ status }) => status === 200).length,
    requests: requests.upload + requests.delete,
    built: build.mock.calls.length,
    converted: convert.mock.calls.length,
    datesParsed: parseDate.mock.calls.length,
    serialised: bodies.length,
    bytes: bodies.reduce((sum, { value }) => sum + String(value).length, 0)
  }
}

test.each([
  [1, 1],
  [500, 1],
  [1000, 1],
  [2500, 3]
])('an upload of %d events takes %d requests and work in proportion', async (events, requests) => {
  expect(await count('userUpload', batchOf(events, identify))).toEqual({
    delivered: events,
    requests,
    built: events,
    // createdAt, plan, logins and address_city
    converted: 4 * events,
    // createdAt, birthday and the event's own time; texts and numbers that only look like dates are not parsed
    datesParsed: 3 * events,
    serialised: requests,
    bytes: envelopeBytes * requests + recordBytes * events + (events - requests)
  })
})

test('a mapping without Convert Timestamps parses no date but the time of the event', async () => {
  expect(await count('userUpload', batchOf(1000, identify), oldMapping)).toMatchObject({
    requests: 1,
    built: 1000,
    converted: 0,
    datesParsed: 1000,
    serialised: 1
  })
})

test.each([
  [1, 1],
  [100, 1],
  [1000, 10]
])('a deletion of %d users takes %d requests', async (events, requests) => {
  expect(await count('userDelete', batchOf(events, deleteUser))).toMatchObject({
    delivered: events,
    requests,
    converted: 0,
    datesParsed: 0,
    serialised: requests
  })
})

test('users to delete who come twice are sent once', async () => {
  const events = [...batchOf(100, deleteUser), ...batchOf(100, deleteUser)]

  expect(await count('userDelete', events)).toMatchObject({ delivered: 200, requests: 1, serialised: 1 })
})

const readReply = (content: string, records: { identity: string }[]) =>
  classifyReply({ kind: 'answer', status: 200, content }, { records, rules: upload.rules, passcode: 'PASSCODE' }) ?? []

test.each([1, 500, 999])('a reply that refuses %d of 1,000 records has their attributes searched once', (refused) => {
  let searches = 0
  const records = batchOf(1000, identify).map(({ userId, traits }) => ({
    identity: String(userId),
    get profileData() {
      searches++
      return traits
    }
  }))
  const unprocessed = records.slice(0, refused).map(({ identity }, index) => ({
    code: 516,
    error: `Phone number is invalid. Skipped record number : ${index + 1}`,
    record: { identity }
  }))

  const settled = readReply(JSON.stringify({ processed: 1000 - refused, unprocessed }), records)

  expect(settled.filter(({ fate }) => fate === 'rejected')).toHaveLength(refused)
  expect(searches).toBe(1000)
})

/** One long text costs about as much as its parts: work that grew with the square would cost 16 times as much here. */
describe('work grows with the length of', () => {
  const parts = 16
  const partLength = 1000
  const mostTimes = 6

  /** The least of several runs, since anything else on the machine only adds to it. */
  function leastNanoseconds(work: () => void): number {
    const runs = Array.from({ length: 9 }, () => {
      const start = process.hrtime.bigint()
      work()
      return Number(process.hrtime.bigint() - start)
    })
    return Math.min(...runs)
  }

  function growth(work: (length: number) => void): number {
    const inParts = leastNanoseconds(() => Array.from({ length: parts }, () => work(partLength)))
    return leastNanoseconds(() => work(parts * partLength)) / inParts
  }

  const texts: [string, (length: number) => string][] = [
    ['spaces', (length) => ' '.repeat(length)],
    ['spaces and a letter', (length) => `${' '.repeat(length)}x`],
    ['full stops', (length) => '.'.repeat(length)],
    ['full stops and spaces', (length) => '. '.repeat(length / 2)],
    ['notes without a number', (length) => 'Skipped record number : '.repeat(length / 24)],
    ['a note that goes on in spaces', (length) => `Skipped record number${' '.repeat(length)}`],
    ['notes that go on in spaces', (length) => `Skipped record number${' '.repeat(50)}`.repeat(length / 71)],
    ['positions', (length) => 'Skipped record number : 1'.repeat(length / 25)],
    ['a position', (length) => `Skipped record number : ${'1'.repeat(length)}`],
    ['digits', (length) => '1'.repeat(length)],
    ['digits and a letter', (length) => `${'1'.repeat(length)}x`],
    ['letters', (length) => 'a'.repeat(length)],
    ['letters with joints', (length) => 'a-'.repeat(length / 2)],
    ['joints', (length) => '-'.repeat(length)],
    ['backslashes', (length) => '\\'.repeat(length)],
    ['percents', (length) => '%'.repeat(length)],
    ['escaped percents', (length) => `%${'25'.repeat(length / 2)}`],
    ['percents that are no text', (length) => '%ff'.repeat(length / 3)],
    ['ampersands', (length) => '&'.repeat(length)],
    ['entities', (length) => '&amp;'.repeat(length / 5)],
    ['an entity that never ends', (length) => `&${'a'.repeat(length)}`],
    ['braces', (length) => '{'.repeat(length)],
    ['negations', (length) => 'not '.repeat(length / 4)]
  ]

  const nothingSent = [{ identity: 'x' }]

  test.each(texts)("%s in CleverTap's words", (_name, toText) => {
    expect(
      growth((length) => {
        const text = toText(length)
        const items = [{ code: 515, error: text, record: text }, { [`{${text}`]: text }, { record: { identity: text } }]
        readReply(JSON.stringify({ unprocessed: items }), nothingSent)
        readReply(JSON.stringify({ status: text, code: text, processed: text, error: text }), nothingSent)
      })
    ).toBeLessThan(mostTimes)
  })

  test.each(texts)('%s in a value', (_name, toText) => {
    const refusal = JSON.stringify({ status: 'fail', error: 'The moon is full.' })
    expect(growth((length) => readReply(refusal, [{ identity: toText(length) }]))).toBeLessThan(mostTimes)
  })
})
