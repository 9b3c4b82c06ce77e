import type { JSONObject } from '@segment/actions-core'
import { deliverBatch, interceptClevertap, track } from '../../__tests__/__helpers__/clevertap'
import { eventSubscription, makes, ts } from './__helpers__/makes'
import { rows } from './__helpers__/rows'

describe('an event', () => {
  it.each(rows)('%s', async (_name, event, evtName, evtData, warnings) => {
    const made = await makes(event)
    expect(made).toEqual({ record: { ts, evtName, evtData }, warnings })
  })

  it('is in a batch what it is alone', async () => {
    const requests = interceptClevertap([{}])
    const nodes = await deliverBatch(
      rows.map(([, event]) => event),
      eventSubscription()
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
