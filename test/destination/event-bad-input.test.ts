import type { JSONObject } from '@segment/actions-core'
import {
  deliverBatch,
  interceptClevertap,
  refusal,
  track
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { eventSubscription, makes } from '../../src/destinations/clevertap/eventUpload/__tests__/__helpers__/makes'

describe('an event that is refused before sending', () => {
  it.each([
    ['no name', track(undefined, {}), "missing the required field 'eventName'"],
    ['a blank name', track('  ', {}), 'Event Name is missing or blank.'],
    ['an object for a name', track({ text: 'Viewed' }, {}), 'Event Name'],
    ['a list for a name', track(['Viewed', 'Seen'], {}), 'Event Name'],
    ['a name of characters that CleverTap takes out', track('$.:', {}), 'Event Name has only characters that'],
    ['a reserved name', track('App Launched', {}), 'a name that CleverTap keeps for itself'],
    ['a reserved name in another spelling', track(' notification  SENT', {}), 'a name that CleverTap keeps for itself'],
    ['a reserved name once it is cleaned', track('UTM. Visited', {}), 'a name that CleverTap keeps for itself'],
    ['a name that was seen refused', track('WebPageViewed', {}), 'a name that CleverTap keeps for itself'],
    ['a placeholder for a person', track('Viewed', {}, { userId: 'null' }), 'Identity is a placeholder']
  ])('%s says why, and costs no other event', async (_name, event, reason) => {
    const requests = interceptClevertap([{}])
    const [refused, other] = await deliverBatch([event, track('Viewed', {})], eventSubscription())
    expect(refused).toMatchObject({ status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' })
    expect(refused).toMatchObject({ errormessage: expect.stringContaining(reason) })
    expect(other).toMatchObject({ status: 200 })
    expect((requests[0].body as { d: unknown[] }).d).toHaveLength(1)
  })
})

it.each([
  'App Launched',
  'App Uninstalled',
  'App Version Changed',
  'Experiment Rendered',
  'Identity Error',
  'Identity Reset',
  'Identity Set',
  'Notification Clicked',
  'Notification Delivered',
  'Notification Replied',
  'Notification Sent',
  'Notification Viewed',
  'Reachable By',
  'Reply Sent',
  'Stayed',
  'UTM Visited',
  'Web Page Viewed'
])('refuses the name %s, however it is spelled', async (name) => {
  const spellings = [name, ` ${name.toLowerCase()} `, name.toUpperCase().replace(/ /g, '\t '), name.replace(/ /g, '')]
  const requests = interceptClevertap([{}])
  const results = await deliverBatch(
    [...spellings, `My ${name}`].map((spelling) => track(spelling, {})),
    eventSubscription()
  )
  expect(results.map(({ status }) => status)).toEqual([400, 400, 400, 400, 200])
  expect((requests[0].body as { d: object[] }).d).toMatchObject([{ evtName: `My ${name}` }])
})

describe('Event Time', () => {
  const unreadable =
    'Event Time was left out: it must be an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds. CleverTap dates the event when it arrives.'

  it.each<[unknown, number | undefined, string[]]>([
    ['2006-01-02T18:04:07.999Z', 1136225047, []],
    ['1136225047', 1136225047, []],
    [1136225047999, 1136225047, []],
    ['2024-11-27 09:00:00', 1732698000, []],
    ['2024-11-27 09:00:00.123456', 1732698000, []],
    ['2024-11-27 09:00:00 UTC', 1732698000, []],
    ['2024-11-27 09:00:00Z', 1732698000, []],
    ['2024-11-27 14:30:00+05:30', 1732698000, []],
    ['2024-11-27 14:30:00+0530', 1732698000, []],
    ['2024-11-27 14:00:00+05', 1732698000, []],
    ['2024-11-31 09:00:00', undefined, [unreadable]],
    ['2024-11-27 09:00:00 CET', undefined, [unreadable]],
    ['yesterday', undefined, [unreadable]],
    ['0', undefined, [unreadable]],
    ['1969-12-31', undefined, [unreadable]],
    ['-5', undefined, [unreadable]],
    ['2021-02-29', undefined, [unreadable]],
    ['04/03/2021', undefined, [unreadable]],
    ['Infinity', undefined, [unreadable]],
    ['2021-03-04', 1614816000, []],
    ['2021-03-04T05:06:07+02:00', 1614827167, []],
    ['2021-03-04T05:06:07', 1614834367, []],
    [' 1614834367 ', 1614834367, []],
    [1614834367, 1614834367, []],
    [1614834367.5, 1614834367, []],
    ['2021-03-04 05:06:07', 1614834367, []],
    ['2021-03-04 05:06:07.9+00', 1614834367, []],
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

describe('the amount of an order', () => {
  const noAmount = 'Amount was left out: it must be a number, such as 12.50.'

  it.each<[unknown, JSONObject, string[]]>([
    ['12.50', { Amount: 12.5 }, []],
    [' 12.50 ', { Amount: 12.5 }, []],
    [-3, { Amount: -3 }, []],
    [[7], { Amount: 7 }, []],
    [1e21, { Amount: 1e21 }, []],
    [5e-7, { Amount: 5e-7 }, []],
    ['1,250.00', { total: '1,250.00' }, [noAmount]],
    ['9'.repeat(400), { total: '9'.repeat(400) }, [noAmount]],
    [true, { total: true }, [noAmount]],
    [[7, 8], { total: '[7,8]' }, [noAmount]]
  ])('of a total of %j', async (total, evtData, warnings) => {
    const made = await makes(track('Order Completed', { total }))
    expect([made.record.evtData, made.warnings]).toEqual([evtData, warnings])
  })
})

it('sends an item of 125,000 odd names, and says 20 things of it', async () => {
  const names = Array.from({ length: 125_000 }, (_, index) => `odd.${index}`)
  const product = Object.fromEntries(names.map((name) => [name, 1]))
  const { record, warnings } = await makes(track('Order Completed', { total: 1, products: [product] }))
  expect(Object.keys((record.evtData.Items as JSONObject[])[0])).toHaveLength(125_000)
  expect(warnings).toHaveLength(20)
  expect(warnings[19]).toMatch(/^There are 124981 more warnings\./)
}, 60_000)

it('sends the same order twice if it came twice, since both may have happened', async () => {
  const requests = interceptClevertap([{}])
  const order = track('Order Completed', { order_id: 'o-7', total: 5 })
  const results = await deliverBatch([order, order], eventSubscription())
  const charged = {
    type: 'event',
    source: 'Segment',
    identity: 'u-1',
    ts: 1614834367,
    evtName: 'Charged',
    evtData: { Amount: 5, 'Charged ID': 'o-7' }
  }
  expect(requests.map(({ body }) => body)).toEqual([{ d: [charged, charged] }])
  expect(results).toEqual([
    { status: 200, sent: charged, body: { status: 'success' } },
    { status: 200, sent: charged, body: { status: 'success' } }
  ])
})

describe('one event among 200', () => {
  const nested = (levels: number) => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels)) as JSONObject
  const viewed = Array.from({ length: 200 }, (_, index) => track('Viewed', { index }, { userId: `u-${index}` }))
  const amongOthers = (event: object) => viewed.map((other, index) => (index === 99 ? { ...other, ...event } : other))
  const statuses = (results: { status: number }[]) => results.map(({ status }) => status)
  const allBut = (status: number) => viewed.map((_, index) => (index === 99 ? status : 200))

  it.each([
    ['without a name', { event: ' ' }],
    ['of a reserved name', { event: 'Stayed' }],
    ['of nobody', { userId: 'null' }]
  ])('%s is refused alone', async (_name, event) => {
    const requests = interceptClevertap([{}])
    expect(statuses(await deliverBatch(amongOthers(event), eventSubscription()))).toEqual(allBut(400))
    expect((requests[0].body as { d: object[] }).d).toHaveLength(199)
  })

  it.each([
    ['nested 5,000 deep', nested(5000)],
    ['nested 5,000 deep in an item', { products: [nested(5000)] }],
    ['with a property __proto__', JSON.parse('{"__proto__":{"polluted":1},"constructor":2}')],
    ['with 10,000 items', { products: Array.from({ length: 10_000 }, () => ({ id: 1 })) }],
    ['with names made to be repeated', nested(40)]
  ])('%s is sent with the others', async (_name, properties) => {
    interceptClevertap([{}])
    const event = { event: 'Order Completed', properties }
    expect(statuses(await deliverBatch(amongOthers(event), eventSubscription()))).toEqual(allBut(200))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  it('that CleverTap refuses is refused alone', async () => {
    const unprocessed = [refusal(100, 512, 'Event structure is not valid.', { identity: 'u-99' })]
    interceptClevertap([{ body: { status: 'partial', processed: 199, unprocessed } }])
    expect(statuses(await deliverBatch(viewed, eventSubscription()))).toEqual(allBut(400))
  })
})
