import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { track } from '../../__tests__/__helpers__/clevertap'
import { makes, ts } from './__helpers__/makes'

const cap = { product_id: 'p-1', sku: 'C-1', name: 'Cap', price: 12.5, quantity: 1, category: 'Hats' }
const mug = { product_id: 'p-2', name: 'Mug', price: 7.5, quantity: 2 }

describe('an event of Segment’s specification', () => {
  it.each<[string, SegmentEvent, string, JSONObject, string[]]>([
    [
      'Product Added with a nested coupon',
      track('Product Added', { ...mug, coupon: { code: 'SUMMER', off: { percent: 10 } } }),
      'Product Added',
      { ...mug, coupon_code: 'SUMMER', coupon_off_percent: 10 },
      []
    ],
    [
      'Order Completed, as the specification has it',
      track('Order Completed', {
        checkout_id: 'c-1',
        order_id: 'o-7',
        affiliation: 'Store',
        total: 27.5,
        subtotal: 22.5,
        revenue: 25,
        shipping: 3,
        tax: 2,
        discount: 2.5,
        coupon: 'hasbros',
        currency: 'usd',
        payment_method: 'card',
        products: [cap, mug]
      }),
      'Charged',
      {
        Amount: 27.5,
        Currency: 'USD',
        'Charged ID': 'o-7',
        'Payment mode': 'card',
        Items: [cap, mug],
        checkout_id: 'c-1',
        affiliation: 'Store',
        subtotal: 22.5,
        revenue: 25,
        shipping: 3,
        tax: 2,
        discount: 2.5,
        coupon: 'hasbros'
      },
      []
    ]
  ])('%s', async (_name, event, evtName, evtData, warnings) => {
    expect(await makes(event)).toEqual({ record: { ts, evtName, evtData }, warnings })
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
