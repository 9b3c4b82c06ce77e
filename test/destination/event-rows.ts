/** Events of Segment's specifications, and what goes wrong in them, with what Event Upload makes of each. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { track } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'

const forbidden = (property: string) =>
  `CleverTap may drop the property "${property}": its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`
const cleaned = `Event Name was sent without the characters . : $ ' " \\, as CleverTap keeps names.`
const noAmount = 'Amount was left out: it must be a number, such as 12.50.'
const withoutAmount =
  'Charged was sent without Amount, from which CleverTap takes the revenue. Map it in Charged Properties.'
const noItems = 'Items was left out: it must be a list of objects, one for each product.'

type Row = [name: string, event: SegmentEvent, evtName: string, evtData: JSONObject, warnings: string[]]

const cap = { product_id: 'p-1', sku: 'C-1', name: 'Cap', price: 12.5, quantity: 1, category: 'Hats' }
const mug = { product_id: 'p-2', name: 'Mug', price: 7.5, quantity: 2 }

export const rows: Row[] = [
  ['Signed Up', track('Signed Up', { plan: 'Pro' }), 'Signed Up', { plan: 'Pro' }, []],
  ['no properties', track('Signed In', undefined), 'Signed In', {}, []],
  ['empty properties', track('Signed In', {}), 'Signed In', {}, []],
  [
    'Account Created (B2B)',
    track('Account Created', { account_name: 'Initech', context: { groupId: 'acct_7' } }),
    'Account Created',
    { account_name: 'Initech', context_groupId: 'acct_7' },
    []
  ],
  [
    'Trial Started (B2B)',
    track('Trial Started', { trial_start_date: '2018-08-28T04:09:47Z', trial_plan_name: 'Gold' }),
    'Trial Started',
    { trial_start_date: '$D_1535429387', trial_plan_name: 'Gold' },
    []
  ],
  [
    'Invite Sent (B2B)',
    track('Invite Sent', { invitee_email: 'b@x.co', invitee_role: 'Owner' }),
    'Invite Sent',
    { invitee_email: 'b@x.co', invitee_role: 'Owner' },
    []
  ],
  ['Products Searched', track('Products Searched', { query: 'mug' }), 'Products Searched', { query: 'mug' }, []],
  [
    'Product List Viewed: products of another event stay text',
    track('Product List Viewed', { list_id: 'l-1', products: [{ product_id: 'p-1' }] }),
    'Product List Viewed',
    { list_id: 'l-1', products: '[{"product_id":"p-1"}]' },
    []
  ],
  ['Product Viewed', track('Product Viewed', cap), 'Product Viewed', cap, []],
  [
    'Checkout Started keeps its name',
    track('Checkout Started', { order_id: 'o-7', revenue: 25, currency: 'USD' }),
    'Checkout Started',
    { order_id: 'o-7', revenue: 25, currency: 'USD' },
    []
  ],
  [
    'an order in another letter case, with revenue and checkout only',
    track('order completed', { checkout_id: 9, revenue: '12.50', products: cap }),
    'Charged',
    { Amount: 12.5, 'Charged ID': '9', Items: [cap] },
    []
  ],
  ['an order of nothing', track('Order Completed', {}), 'Charged', {}, [withoutAmount]],
  ['an order of 0', track('Order Completed', { total: 0 }), 'Charged', { Amount: 0 }, []],
  [
    'an order whose total is no number',
    track('Order Completed', { total: 'abc', order_id: 'o-7' }),
    'Charged',
    { 'Charged ID': 'o-7', total: 'abc' },
    [noAmount]
  ],
  [
    'an order whose total has a currency',
    track('Order Completed', { total: '12,50 EUR' }),
    'Charged',
    { total: '12,50 EUR' },
    [noAmount]
  ],
  [
    'an order whose total is an object',
    track('Order Completed', { total: { gross: 12 } }),
    'Charged',
    { total_gross: 12 },
    [noAmount]
  ],
  ['an order whose total is null', track('Order Completed', { total: null }), 'Charged', {}, [withoutAmount]],
  [
    'an order whose revenue equals its total',
    track('Order Completed', { total: 5, revenue: '5' }),
    'Charged',
    { Amount: 5 },
    []
  ],
  [
    'products as texts',
    track('Order Completed', { products: ['Cap', 'Mug'] }),
    'Charged',
    { products: '["Cap","Mug"]' },
    [withoutAmount, noItems]
  ],
  [
    'products, some of them texts',
    track('Order Completed', { products: [cap, 'Mug', null, 7] }),
    'Charged',
    { Items: [cap] },
    [withoutAmount, '2 entries of Items left out: each must be an object.']
  ],
  [
    'items with nesting, dates, nulls and blanks',
    track('Order Completed', {
      products: [
        { id: 1, variant: { size: 'L' }, tags: ['a'], at: '2021-01-01', none: null, blank: ' ', 'a.b': 1 },
        { id: 2, 'a.b': 2 }
      ]
    }),
    'Charged',
    {
      Items: [
        { id: 1, tags: '["a"]', at: '$D_1609459200', 'a.b': 1, variant_size: 'L' },
        { id: 2, 'a.b': 2 }
      ]
    },
    [withoutAmount, forbidden('a.b')]
  ],
  [
    '300 products',
    track('Order Completed', { products: Array.from({ length: 300 }, (_, index) => ({ id: index })) }),
    'Charged',
    { Items: Array.from({ length: 256 }, (_, index) => ({ id: index })) },
    [withoutAmount, '44 entries of Items left out: CleverTap takes 256.']
  ],
  [
    'Charged by its own name, with properties of its own',
    track('charged', { Amount: '9.90', Currency: 'inr', 'Charged ID': 'x', Items: [mug], gift: true }),
    'Charged',
    { Amount: 9.9, Currency: 'INR', 'Charged ID': 'x', Items: [mug], gift: true },
    []
  ],
  ['Charged with two amounts', track('Charged', { Amount: 9, total: 10 }), 'Charged', { Amount: 9, total: 10 }, []],
  [
    'a currency that is a list',
    track('Order Completed', { currency: ['usd', 'eur'] }),
    'Charged',
    { currency: '["usd","eur"]' },
    [withoutAmount, 'Currency was left out: it must be a single text, such as USD.']
  ],
  ['Order Refunded keeps its name', track('Order Refunded', { total: 5 }), 'Order Refunded', { total: 5 }, []],
  [
    'what says nothing',
    track('Viewed', { a: null, b: '', c: ' ', d: [], e: {}, f: { g: null, h: [''] }, i: 0, j: false }),
    'Viewed',
    { i: 0, j: false },
    []
  ],
  [
    'an operator, which means nothing in an event',
    track('Viewed', { tags: { $add: ['2021-01-01'] } }),
    'Viewed',
    { tags_$add: '["$D_1609459200"]' },
    [forbidden('tags_$add')]
  ],
  [
    'a property that stands under its own name and nested',
    track('Viewed', { a: { b: 1 }, a_b: 2 }),
    'Viewed',
    { a_b: 2 },
    ['The nested property "a_b" was left out: there is one of that name already. Rename one of them.']
  ],
  [
    'the identity as a property',
    track('Viewed', { identity: 'u-1', id: 'u-1', user_id: 'u-1' }),
    'Viewed',
    { identity: 'u-1', id: 'u-1', user_id: 'u-1' },
    []
  ],
  [
    'a name with characters that CleverTap takes out',
    track(` Checkout:  Step 2 "Pay" `, {}),
    'Checkout Step 2 Pay',
    {},
    [cleaned]
  ],
  [
    'a name with characters that CleverTap forbids',
    track('Terms & Conditions Viewed', {}),
    'Terms & Conditions Viewed',
    {},
    ['CleverTap may refuse the event: Event Name has one of the characters % > < ! | & ;.']
  ],
  [
    'a name of 513 characters',
    track('x'.repeat(513), {}),
    'x'.repeat(513),
    {},
    ['CleverTap may cut Event Name: it is longer than 512 characters.']
  ],
  ['a name of 512 characters', track('x'.repeat(512), {}), 'x'.repeat(512), {}, []],
  ['a name that may be reserved', track('App Installed', {}), 'App Installed', {}, []],
  ['a name that is a number', track(404, {}), '404', {}, []],
  [
    'a key of 121 bytes',
    track('Viewed', { ['k'.repeat(121)]: 1 }),
    'Viewed',
    { ['k'.repeat(121)]: 1 },
    [`CleverTap may drop the property "${'k'.repeat(120)}": its name is longer than 120 bytes.`]
  ],
  [
    '150 properties',
    track('Viewed', Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}`, index]))),
    'Viewed',
    Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`p${index}`, index])),
    [
      'CleverTap may refuse the event: it has 150 properties, and an account takes 100 unless CleverTap has raised the limit.'
    ]
  ],
  [
    'a page',
    { ...track(undefined, { path: '/a', url: 'https://x.co/a' }), type: 'page', name: 'Pricing' } as SegmentEvent,
    'Pricing',
    { path: '/a', url: 'https://x.co/a' },
    []
  ]
]
