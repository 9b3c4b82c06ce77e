/** Orders as CleverTap's Charged: every property in each spelling and home, good and bad, alone and beside another. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { track } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { makes } from '../../src/destinations/clevertap/eventUpload/__tests__/__helpers__/makes'

const withoutAmount =
  'Charged was sent without Amount, from which CleverTap takes the revenue. Map it in Charged Properties.'
const notNumber = 'it must be a number, such as 12.50.'
const noAmount = `Amount was left out: ${notNumber}`
const badAmount = `A value of Amount was left out: ${notNumber}`
const secondAmount = 'Amount in Event Properties was left out: Charged Properties have another value for it.'

/** What an order of these properties becomes, with what is mapped to Charged Properties. */
async function charged(properties: JSONObject, chargedData?: JSONObject, changes = {}) {
  const mapping = { ...(chargedData && { chargedData }), ...changes }
  const { record, warnings } = await makes(track('Order Completed', properties), mapping)
  return { evtName: record.evtName, evtData: record.evtData, warnings }
}

describe('an event name', () => {
  it.each([
    ...[
      'Order Completed',
      'order completed',
      'ORDER COMPLETED',
      'OrderCompleted',
      'order_completed',
      ' Order  Completed '
    ],
    ...[
      'Completed Order',
      'completed order',
      'completedOrder',
      'completed_order',
      'Completed_ Order',
      'Order. Completed'
    ],
    ...['Charged', 'charged', 'CHARGED']
  ])('%j is Charged', async (name) => {
    expect((await makes(track(name, { total: 1 }))).record).toMatchObject({
      evtName: 'Charged',
      evtData: { Amount: 1 }
    })
  })

  it.each(['Order Complete', 'Orders Completed', 'Order-Completed', 'Charged Back', 'C h arged', 'Order Updated'])(
    '%j is not',
    async (name) => {
      expect((await makes(track(name, { total: 1 }))).record).toMatchObject({ evtName: name, evtData: { total: 1 } })
    }
  )

  it('is the sender’s own where Orders as Charged is off, except for Charged', async () => {
    const isOff = { chargedOrders: false }
    const order = await makes(track('Completed Order', { total: 1 }), isOff)
    expect(order.record).toMatchObject({ evtName: 'Completed Order', evtData: { total: 1 } })
    const own = await makes(track('charged', { total: 1, Currency: 'eur' }), isOff)
    expect(own.record).toMatchObject({ evtName: 'Charged', evtData: { Currency: 'EUR', total: 1 } })
    expect(own.warnings).toEqual([withoutAmount])
  })
})

describe('a property of an order', () => {
  const cap = { sku: 'C-1' }

  it.each<[string, string[], JSONValue, JSONValue]>([
    ['Amount', ['Amount', 'total', 'Total', 'TOTAL', 'revenue', 'Revenue', 'value', 'VALUE', '_value_'], '9.5', 9.5],
    ['Currency', ['Currency', 'currency', 'CURRENCY', 'cur_rency'], 'eur', 'EUR'],
    [
      'Charged ID',
      ['Charged ID', 'order_id', 'orderId', 'OrderID', 'ORDER_ID', 'orderid', 'Order ID', 'order-id'],
      7,
      '7'
    ],
    ['Charged ID', ['checkout_id', 'checkoutId', 'transaction_id', 'transactionId', 'TransactionID'], ' o-7 ', 'o-7'],
    [
      'Payment mode',
      ['Payment mode', 'payment_method', 'paymentMethod', 'PaymentMethod', 'Payment Method'],
      'card',
      'card'
    ],
    ['Items', ['Items', 'products', 'Products', 'items', 'ITEMS'], [cap], [cap]]
  ])('is %s under each of its names', async (name, spellings, value, sent) => {
    for (const spelling of spellings) {
      const { evtData } = await charged({ [spelling]: value })
      expect({ spelling, evtData }).toEqual({ spelling, evtData: { [name]: sent } })
    }
  })

  it.each<[string, JSONObject, JSONObject]>([
    ['total before revenue and value', { value: 1, revenue: 2, total: 3 }, { Amount: 3, value: 1, revenue: 2 }],
    ['revenue before value', { value: 1, revenue: 2 }, { Amount: 2, value: 1 }],
    ['of two spellings the first', { TOTAL: 1, total: 2 }, { Amount: 1, total: 2 }],
    ['CleverTap’s own name before all', { total: 1, Amount: 2 }, { Amount: 2, total: 1 }],
    [
      'the order before the checkout',
      { transactionId: 't', checkout_id: 'c', order_id: 'o' },
      { 'Charged ID': 'o', transactionId: 't', checkout_id: 'c' }
    ],
    ['products before items', { items: [{ a: 1 }], products: [{ a: 2 }] }, { Items: [{ a: 2 }], items: '[{"a":1}]' }],
    ['the same value once', { total: 5, revenue: '5', value: ' 5.0 ', Total: [5] }, { Amount: 5 }],
    ['the same currency once', { currency: 'usd', CURRENCY: ' USD' }, { Currency: 'USD' }],
    ['the same list once', { products: [{ a: 1 }], items: [{ a: 1 }] }, { Items: [{ a: 1 }] }]
  ])('is taken: %s', async (_name, properties, evtData) => {
    expect((await charged(properties)).evtData).toEqual(evtData)
  })

  const huge = 'x'.repeat(10_000_000)

  it.each<[string, JSONValue, JSONObject, string[]]>([
    ['blank text', '', {}, []],
    ['spaces', ' \t', {}, []],
    ['null', null, {}, []],
    ['an empty list', [], {}, []],
    ['an empty object', {}, {}, []],
    ['a list of blanks', ['', null], {}, []],
    ['text', 'free', { total: 'free' }, [badAmount]],
    ['a decimal comma', '12,50', { total: '12,50' }, [badAmount]],
    ['infinity', '1'.repeat(310), { total: '1'.repeat(310) }, [badAmount]],
    ['true', true, { total: true }, [badAmount]],
    ['a list', [1, 2], { total: '[1,2]' }, [badAmount]],
    ['an object', { gross: 1 }, { total_gross: 1 }, [badAmount]]
  ])('that is %s hides no good one, wherever it stands', async (_name, bad, own, warnings) => {
    expect(await charged({ total: bad, revenue: 30 })).toEqual({
      evtName: 'Charged',
      evtData: { Amount: 30, ...own },
      warnings
    })
    // A named value that is not valid is sent nowhere; a blank one says nothing.
    expect(await charged({ Amount: bad, revenue: 30 })).toEqual({
      evtName: 'Charged',
      evtData: { Amount: 30 },
      warnings
    })
    expect(await charged({ revenue: 30 }, { Amount: bad })).toEqual({
      evtName: 'Charged',
      evtData: { Amount: 30 },
      warnings
    })
  })

  const lists: JSONValue[] = [['a', 'b'], { a: 'b' }]

  it.each<[string, string, string, JSONValue, JSONValue, JSONValue[]]>([
    ['Amount', 'total', 'revenue', '30', 30, [...lists, 'x', true, huge]],
    ['Currency', 'currency', 'CURRENCY', 'eur', 'EUR', lists],
    ['Charged ID', 'order_id', 'transactionId', 7, '7', lists],
    ['Payment mode', 'payment_method', 'paymentMethod', 'card', 'card', lists],
    ['Items', 'products', 'items', [{ sku: 'C-1' }], [{ sku: 'C-1' }], ['x', true, 7, ['a', 'b'], huge]]
  ])('%s is the good value, whatever stands in its other homes', async (name, usual, other, good, sent, bad) => {
    const own: JSONObject = { [other]: good, ...(name !== 'Amount' && { total: 1 }) }
    for (const value of ['', ' ', null, [], {}, [null], ...bad]) {
      const homes = [
        await charged({ [usual]: value, ...own }),
        await charged({ [name]: value, ...own }),
        await charged(own, { [name]: value })
      ]
      expect(homes.map(({ evtData }) => evtData[name])).toEqual([sent, sent, sent])
    }
  })

  it('of 10 MB is sent under its own name and hides no good one', async () => {
    const { evtData, warnings } = await charged({ total: huge, revenue: 30 })
    expect(Object.keys(evtData)).toEqual(['Amount', 'total'])
    expect(warnings).toEqual([
      badAmount,
      'CleverTap may drop the property "total": its value is longer than 512 bytes.'
    ])
  })

  it.each<[string, JSONObject, JSONObject, JSONObject, string[]]>([
    ['wins over both homes', { Amount: 1, total: 2 }, { Amount: 3 }, { Amount: 3, total: 2 }, [secondAmount]],
    ['says the same', { Amount: ' 3', total: 3 }, { Amount: '3' }, { Amount: 3 }, []],
    ['is bad beside a good one', { total: 2 }, { Amount: 'x' }, { Amount: 2 }, [badAmount]],
    ['is bad, as all others are', { Amount: [], total: 'y' }, { Amount: 'x' }, { total: 'y' }, [noAmount]],
    [
      'is a list for a text',
      { total: 1, currency: 'eur' },
      { Currency: ['a', 'b'] },
      { Amount: 1, Currency: 'EUR' },
      ['A value of Currency was left out: it must be a single text, such as USD.']
    ],
    [
      'has a key of its own, and says the same',
      { total: 1, plan: 'a' },
      { plan: ' a ' },
      { Amount: 1, plan: ' a ' },
      []
    ],
    [
      'has a key of its own',
      { total: 1, plan: 'a' },
      { plan: 'b' },
      { Amount: 1, plan: 'b' },
      ['The property "plan" in Event Properties was left out: Charged Properties have another value for it.']
    ]
  ])('that is mapped %s', async (_name, properties, chargedData, evtData, warnings) => {
    expect(await charged(properties, chargedData)).toEqual({ evtName: 'Charged', evtData, warnings })
  })

  it('that is mapped is not sent again under its usual name, also where Orders as Charged is off', async () => {
    const chargedData = { Amount: { '@path': '$.properties.total' } }
    const { record, warnings } = await makes(track('Charged', { total: '5', value: 7 }), {
      chargedData,
      chargedOrders: false
    })
    expect([record.evtData, warnings]).toEqual([{ Amount: 5, value: 7 }, []])
  })
})

describe('products', () => {
  const cap = { sku: 'C-1' }
  const mug = { sku: 'M-2', size: { eu: 42 }, tags: ['a'] }
  const flatMug = { sku: 'M-2', tags: '["a"]', size_eu: 42 }

  it.each<[string, JSONValue, JSONObject[], string[]]>([
    ['a list', [cap, mug], [cap, flatMug], []],
    ['a list with keys, as PHP writes it', { '0': cap, '2': mug }, [cap, flatMug], []],
    ['a list by the products’ own keys', { first: mug, second: cap }, [flatMug, cap], []],
    ['a list with keys and gaps', { '0': cap, '1': null }, [cap], []],
    ['one product', mug, [flatMug], []],
    ['one product in a list with keys', { '7': cap }, [cap], []],
    [
      'a list with texts between',
      [cap, 'Mug', 7, null],
      [cap],
      ['2 entries of Items left out: each must be an object.']
    ]
  ])('are %s', async (_name, products, Items, warnings) => {
    expect(await charged({ total: 1, products })).toEqual({
      evtName: 'Charged',
      evtData: { Amount: 1, Items },
      warnings
    })
  })

  it.each<[string, JSONValue, JSONValue]>([
    ['texts', ['Cap', 'Mug'], '["Cap","Mug"]'],
    ['one text', 'Cap', 'Cap'],
    ['true', true, true],
    ['JSON text of a warehouse', '[{"sku":"C-1"}]', '[{"sku":"C-1"}]']
  ])('that are %s stay a property of their own, and items are found', async (_name, products, sent) => {
    expect(await charged({ total: 1, products, items: [cap] })).toEqual({
      evtName: 'Charged',
      evtData: { Amount: 1, Items: [cap], products: sent },
      warnings: ['A value of Items was left out: it must be a list of objects, one for each product.']
    })
  })

  it('are bounded by CleverTap’s limit with keys as well', async () => {
    const products = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`k${index}`, { id: index }]))
    const { evtData, warnings } = await charged({ total: 1, products })
    expect(evtData.Items).toHaveLength(256)
    expect(warnings).toEqual(['44 entries of Items left out: CleverTap takes 256.'])
  })
})
