import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { deliverBatch, deliverSingle, interceptClevertap } from '../../__tests__/__helpers__/clevertap'
import { rows, subscriptionTo, track } from './__helpers__/events'

type Made = { evtName: string; evtData: JSONObject; ts?: number }

/** What a single event makes: the parts of its record that differ, and its warnings. */
async function makes(event: SegmentEvent, changes = {}): Promise<{ record: Made; warnings: string[] }> {
  const requests = interceptClevertap([{}])
  const result = (await deliverSingle(event, subscriptionTo(changes) as never)) as { warnings?: string[] }
  const { d } = requests[0].body as { d: JSONObject[] }
  expect(d).toHaveLength(1)
  const { type, source, identity, ...record } = d[0]
  expect({ type, source, identity }).toEqual({ type: 'event', source: 'Segment', identity: 'u-1' })
  return { record: record as Made, warnings: result.warnings ?? [] }
}

const ts = 1614834367

describe('an event', () => {
  it.each(rows)('%s', async (_name, event, evtName, evtData, warnings) => {
    const made = await makes(event)
    expect(made).toEqual({ record: { ts, evtName, evtData }, warnings })
  })

  it('is in a batch what it is alone', async () => {
    const requests = interceptClevertap([{}])
    const nodes = await deliverBatch(
      rows.map(([, event]) => event),
      subscriptionTo() as never
    )
    const { d } = requests[0].body as { d: JSONObject[] }
    expect(d).toEqual(
      rows.map(([, , evtName, evtData]) => ({
        type: 'event',
        source: 'Segment',
        identity: 'u-1',
        ts,
        evtName,
        evtData
      }))
    )
    expect(nodes.map(({ status }) => status)).toEqual(rows.map(() => 200))
  })
})

describe('an event that is refused before sending', () => {
  it.each([
    ['no name', track('  ', {}), 'Event Name is missing or blank.'],
    ['a name of characters that CleverTap takes out', track('$.:', {}), 'Event Name has only characters that'],
    ['a reserved name', track('App Launched', {}), 'a name that CleverTap keeps for itself'],
    ['a reserved name in another spelling', track(' notification  SENT', {}), 'a name that CleverTap keeps for itself'],
    ['a reserved name once it is cleaned', track('UTM. Visited', {}), 'a name that CleverTap keeps for itself'],
    ['a name that was seen refused', track('WebPageViewed', {}), 'a name that CleverTap keeps for itself'],
    ['a placeholder for a person', track('Viewed', {}, { userId: 'null' }), 'Identity is a placeholder']
  ])('%s says why, and costs no other event', async (_name, event, reason) => {
    const requests = interceptClevertap([{}])
    const [refused, other] = await deliverBatch([event, track('Viewed', {})], subscriptionTo() as never)
    expect(refused).toMatchObject({ status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' })
    expect(refused).toMatchObject({ errormessage: expect.stringContaining(reason) })
    expect(other).toMatchObject({ status: 200 })
    expect((requests[0].body as { d: unknown[] }).d).toHaveLength(1)
  })
})

describe('Event Time', () => {
  const unreadable =
    'Event Time was left out: it must be an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds. CleverTap dates the event when it arrives.'

  it.each<[unknown, number | undefined, string[]]>([
    ['2006-01-02T18:04:07.999Z', 1136225047, []],
    ['1136225047', 1136225047, []],
    [1136225047999, 1136225047, []],
    ['yesterday', undefined, [unreadable]],
    ['0', undefined, [unreadable]],
    ['1969-12-31', undefined, [unreadable]],
    ['', undefined, []],
    [undefined, undefined, []],
    [
      '9999-12-31',
      253402214400,
      ['Event Time is more than two minutes ahead: live campaigns of CleverTap ignore the event.']
    ]
  ])('%j is sent as %j', async (timestamp, expected, warnings) => {
    const made = await makes(track('Viewed', {}, { timestamp }))
    expect([made.record.ts, made.warnings]).toEqual([expected, warnings])
  })
})

describe('a mapping that lacks a field', () => {
  const event = track('Order Completed', { total: '5', at: '2021-01-01', address: { city: 'Oslo' } })

  it('sends orders under their own name, dates as they came and nesting as it is', async () => {
    const minimal = {
      ts: undefined,
      chargedOrders: undefined,
      chargedData: undefined,
      convertTimestamps: undefined,
      timestampFormat: undefined,
      nestedData: undefined
    }
    expect(await makes(event, minimal)).toEqual({
      record: {
        evtName: 'Order Completed',
        evtData: { total: '5', at: '2021-01-01', address: { city: 'Oslo' } }
      },
      warnings: []
    })
  })

  it('writes CleverTap dates where there is no format', async () => {
    const { record } = await makes(event, { timestampFormat: undefined, chargedOrders: false })
    expect(record).toEqual({
      ts,
      evtName: 'Order Completed',
      evtData: { total: '5', at: '$D_1609459200', address_city: 'Oslo' }
    })
  })

  it('sends an empty object where properties are not mapped', async () => {
    expect((await makes(event, { eventData: undefined, chargedOrders: false })).record.evtData).toEqual({})
  })
})

describe('Nested Attributes', () => {
  const event = track('Charged', { list: ['a', 1], deep: { er: 1 }, Items: [{ size: { eu: 42 } }] })

  it.each<[string, JSONObject]>([
    ['flatten', { list: '["a",1]', deep_er: 1, Items: [{ size_eu: 42 }] }],
    ['flattenKeepLists', { list: ['a', 1], deep_er: 1, Items: [{ size_eu: 42 }] }],
    ['json', { list: '["a",1]', deep: '{"er":1}', Items: [{ size: '{"eu":42}' }] }],
    ['native', { list: ['a', 1], deep: { er: 1 }, Items: [{ size: '{"eu":42}' }] }]
  ])('%s', async (nestedData, evtData) => {
    expect((await makes(event, { nestedData })).record.evtData).toEqual(evtData)
  })
})
