/** Identify events as people really send them, and the record that Quick Setup makes of each, with its warnings. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'

type Row = [name: string, event: SegmentEvent, record: JSONObject, warnings: string[]]

/** An identify as Segment's libraries send it. @param more parts of the event that are not traits */
const identify = (traits: JSONObject, more: Partial<SegmentEvent> = {}): SegmentEvent => ({
  type: 'identify',
  messageId: 'ajs-next-1714979289010-5f0c',
  anonymousId: '507f191e-810c-4197-a0b1-0de7c2a1a1a1',
  userId: 'u-1',
  timestamp: '2024-05-06T07:08:09.010Z',
  traits,
  ...more
})

/** A row of a warehouse, which Segment's Reverse ETL hands over as properties. */
const row = (properties: JSONObject, userId = 'u-1'): SegmentEvent => ({
  type: 'identify',
  userId,
  timestamp: '2024-05-06T07:08:09.010Z',
  properties
})

const profile = (profileData: JSONObject, more: JSONObject = {}): JSONObject => ({
  type: 'profile',
  source: 'Segment',
  identity: 'u-1',
  ts: 1714979289,
  profileData,
  ...more
})

const noPhone =
  'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.'
const otherPhone =
  'A value of Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers. Another value was sent.'
const noEmail = 'Email was left out: it must be an email address, such as ada@example.com.'
const otherDateOfBirth =
  'A value of DOB was left out: it must be an ISO-8601 date, such as 1990-05-17, or a Unix timestamp, from 1900 to today. Another value was sent.'
const noDateOfBirth =
  'DOB was left out: it must be an ISO-8601 date, such as 1990-05-17, or a Unix timestamp, from 1900 to today.'

const forbidden = `% > < ! | & . : ; $ ' " \\ #`

const specification: Row[] = [
  [
    'the example of the specification',
    identify({ name: 'Peter Gibbons', email: 'peter@example.com', plan: 'premium', logins: 5 }),
    profile({ Name: 'Peter Gibbons', Email: 'peter@example.com', plan: 'premium', logins: 5 }),
    []
  ],
  [
    'traits in camelCase',
    identify({
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@example.com',
      phone: '+442079460958',
      createdAt: '2006-01-02T18:04:07Z',
      birthday: '1990-05-17',
      avatar: 'https://example.com/ada.png',
      address: { street: '12 St James’s Sq', city: 'London', postalCode: 'SW1Y 4JH', country: 'GB' },
      company: { id: 'c-7', name: 'Analytical Engines', employeeCount: 2 },
      customerType: 'Gold'
    }),
    profile({
      Name: 'Ada Lovelace',
      Email: 'ada@example.com',
      Phone: '+442079460958',
      DOB: '$D_642902400',
      Photo: 'https://example.com/ada.png',
      'Customer Type': 'Gold',
      firstName: 'Ada',
      lastName: 'Lovelace',
      createdAt: 1136225047,
      address_street: '12 St James’s Sq',
      address_city: 'London',
      address_postalCode: 'SW1Y 4JH',
      address_country: 'GB',
      company_id: 'c-7',
      company_name: 'Analytical Engines',
      company_employeeCount: 2
    }),
    []
  ],
  [
    'traits in snake_case',
    identify({
      first_name: 'Ada',
      last_name: 'Lovelace',
      email: 'ada@example.com',
      phone: '+442079460958',
      created_at: '2006-01-02T18:04:07Z',
      birthday: '1990-05-17',
      avatar: 'https://example.com/ada.png',
      address: { street: '12 St James’s Sq', city: 'London', postal_code: 'SW1Y 4JH', country: 'GB' },
      company: { id: 'c-7', name: 'Analytical Engines', employee_count: 2 },
      customer_type: 'Gold'
    }),
    profile({
      Name: 'Ada Lovelace',
      Email: 'ada@example.com',
      Phone: '+442079460958',
      DOB: '$D_642902400',
      Photo: 'https://example.com/ada.png',
      'Customer Type': 'Gold',
      first_name: 'Ada',
      last_name: 'Lovelace',
      created_at: 1136225047,
      address_street: '12 St James’s Sq',
      address_city: 'London',
      address_postal_code: 'SW1Y 4JH',
      address_country: 'GB',
      company_id: 'c-7',
      company_name: 'Analytical Engines',
      company_employee_count: 2
    }),
    []
  ],
  [
    'the rest of the specification, which CleverTap has no names for',
    identify({ description: 'First programmer', title: 'Countess', username: 'ada', website: 'https://ada.example' }),
    profile({ description: 'First programmer', title: 'Countess', username: 'ada', website: 'https://ada.example' }),
    []
  ],
  ['no traits at all', identify({}), profile({}), []],
  [
    'text in every script',
    identify({ name: '李小龙', city: 'São Paulo', note: 'नमस्ते 👋🏽', nick: ' Ada ' }),
    profile({ Name: '李小龙', city: 'São Paulo', note: 'नमस्ते 👋🏽', nick: ' Ada ' }),
    []
  ],
  [
    'the values of a form: numbers and truth as text stay text in custom attributes',
    identify({ age: '33', employed: 'true', married: 'no', newsletter: 'true', score: '12.50', zip: '02134' }),
    profile({ Age: 33, Employed: 'Y', Married: 'N', newsletter: 'true', score: '12.50', zip: '02134' }),
    []
  ],
  [
    'standard attributes under CleverTap’s own names',
    identify({
      Name: 'Ada Lovelace',
      Email: 'ada@example.com',
      Phone: '+442079460958',
      Gender: 'F',
      DOB: '$D_642902400',
      Photo: 'https://example.com/ada.png',
      'Customer Type': 'Gold',
      Tz: 'Europe/London',
      'MSG-email': false,
      'MSG-push': 'true',
      'MSG-whatsapp': true
    }),
    profile({
      Name: 'Ada Lovelace',
      Email: 'ada@example.com',
      Phone: '+442079460958',
      Gender: 'F',
      DOB: '$D_642902400',
      Photo: 'https://example.com/ada.png',
      'Customer Type': 'Gold',
      Tz: 'Europe/London',
      'MSG-email': false,
      'MSG-push': true,
      'MSG-whatsapp': true
    }),
    []
  ],
  [
    'more words of Segment for what CleverTap has in one',
    identify({ gender: 'FEMALE', education: 'graduate', timezone: 'America/New_York', employed: 0, married: 'Y' }),
    profile({ Gender: 'F', Education: 'Graduate', Tz: 'America/New_York', Employed: 'N', Married: 'Y' }),
    []
  ]
]

const names: Row[] = [
  [
    'a full name over its halves',
    identify({ name: 'Augusta Ada King', firstName: 'Ada', lastName: 'Lovelace' }),
    profile({ Name: 'Augusta Ada King', firstName: 'Ada', lastName: 'Lovelace' }),
    []
  ],
  [
    'halves in both spellings with the same values',
    identify({ firstName: 'Ada', first_name: 'Ada', lastName: 'Lovelace', last_name: 'Lovelace' }),
    profile({ Name: 'Ada Lovelace', firstName: 'Ada', first_name: 'Ada', lastName: 'Lovelace', last_name: 'Lovelace' }),
    []
  ],
  [
    'halves in both spellings with other values',
    identify({ firstName: 'Ada', first_name: 'Augusta', last_name: 'Lovelace' }),
    profile({ Name: 'Ada Lovelace', firstName: 'Ada', first_name: 'Augusta', last_name: 'Lovelace' }),
    []
  ],
  [
    'one half in each spelling, the other null',
    identify({ firstName: null, first_name: 'Ada', lastName: 'Lovelace', last_name: null }),
    profile({ Name: 'Ada Lovelace', first_name: 'Ada', lastName: 'Lovelace' }),
    []
  ],
  ['a first name alone', identify({ firstName: 'Ada' }), profile({ firstName: 'Ada' }), []],
  ['a last name alone', identify({ last_name: 'Lovelace' }), profile({ last_name: 'Lovelace' }), []],
  [
    'a blank name and both halves with spaces',
    identify({ name: ' ', firstName: ' Ada ', lastName: 'Lovelace ' }),
    profile({ Name: 'Ada Lovelace', firstName: ' Ada ', lastName: 'Lovelace ' }),
    []
  ],
  [
    'a first name and a blank last name',
    identify({ firstName: 'Ada', lastName: '' }),
    profile({ firstName: 'Ada', lastName: '' }),
    []
  ],
  [
    'a name as a list of its halves',
    identify({ name: ['Ada', 'Lovelace'], plan: 'gold' }),
    profile({ plan: 'gold' }),
    ['Name was left out: it must be text.']
  ],
  [
    'a name as an object, and both halves',
    identify({ name: { first: 'Ada', last: 'Lovelace' }, firstName: 'Ada', lastName: 'Lovelace' }),
    profile({ Name: 'Ada Lovelace', firstName: 'Ada', lastName: 'Lovelace' }),
    ['A value of Name was left out: it must be text. Another value was sent.']
  ],
  ['a name as a list of one', identify({ name: ['Ada Lovelace'] }), profile({ Name: 'Ada Lovelace' }), []],
  [
    'two names',
    identify({ name: 'Ada Lovelace', Name: 'Ada King' }),
    profile({ Name: 'Ada King', name: 'Ada Lovelace' }),
    []
  ],
  [
    'halves and CleverTap’s own name',
    identify({ firstName: 'Ada', lastName: 'Lovelace', Name: 'Ada King' }),
    profile({ Name: 'Ada King', firstName: 'Ada', lastName: 'Lovelace' }),
    []
  ],
  [
    'a first name as an object',
    identify({ firstName: { en: 'Ada' }, lastName: 'Lovelace' }),
    profile({ firstName_en: 'Ada', lastName: 'Lovelace' }),
    ['First Name was left out: it must be text.']
  ]
]

const addresses: Row[] = [
  ['an address with spaces', identify({ email: ' ada@example.com\n' }), profile({ Email: 'ada@example.com' }), []],
  ['a placeholder for an address', identify({ email: 'none', plan: 'gold' }), profile({ plan: 'gold' }), [noEmail]],
  [
    'a bad address beside a good one under CleverTap’s name',
    identify({ email: 'bad', Email: 'good@example.com' }),
    profile({ Email: 'good@example.com', email: 'bad' }),
    []
  ],
  [
    'a bad address under CleverTap’s name beside a good one',
    identify({ email: 'good@example.com', Email: 'bad' }),
    profile({ Email: 'good@example.com' }),
    ['A value of Email was left out: it must be an email address, such as ada@example.com. Another value was sent.']
  ],
  [
    'two good addresses under both names',
    identify({ email: 'ada@example.com', Email: 'ada@work.example' }),
    profile({ Email: 'ada@work.example', email: 'ada@example.com' }),
    []
  ],
  [
    'another address under another spelling',
    identify({ email: 'ada@example.com', EMAIL: 'ada@work.example', work_email: 'ada@work.example' }),
    profile({ Email: 'ada@example.com', EMAIL: 'ada@work.example', work_email: 'ada@work.example' }),
    []
  ],
  [
    'an address under another spelling alone',
    identify({ EMAIL: 'ada@example.com' }),
    profile({ Email: 'ada@example.com' }),
    []
  ],
  ['a list of one address', identify({ email: ['ada@example.com'] }), profile({ Email: 'ada@example.com' }), []],
  [
    'a list of two addresses',
    identify({ email: ['ada@example.com', 'ada@work.example'], plan: 'gold' }),
    profile({ plan: 'gold' }),
    [noEmail]
  ],
  [
    'two bad addresses under both names',
    identify({ email: 'bad', Email: 'worse', plan: 'gold' }),
    profile({ plan: 'gold' }),
    [noEmail]
  ]
]

const phones: Row[] = [
  ['E.164', identify({ phone: '+919812345678' }), profile({ Phone: '+919812345678' }), []],
  ['E.164 with formatting', identify({ phone: '+1 (415) 555-0100' }), profile({ Phone: '+14155550100' }), []],
  ['a number with 00', identify({ phone: '0091 98123 45678' }), profile({ Phone: '+919812345678' }), []],
  ['a number with (0)', identify({ phone: '+44 (0)20 7946 0958' }), profile({ Phone: '+442079460958' }), []],
  [
    'a number with marks of direction from a right-to-left page',
    identify({ phone: '\u202a+44 20 7946 0958\u202c' }),
    profile({ Phone: '+442079460958' }),
    []
  ],
  [
    'a number without a country code',
    identify({ phone: '98123 45678', plan: 'gold' }),
    profile({ plan: 'gold' }),
    [noPhone]
  ],
  ['a number typed as a number', identify({ phone: 919812345678, id: 'x' }), profile({ id: 'x' }), [noPhone]],
  [
    'a number without a country code beside a whole one under CleverTap’s name',
    identify({ phone: '020 7946 0958', Phone: '+442079460958' }),
    profile({ Phone: '+442079460958', phone: '020 7946 0958' }),
    []
  ],
  [
    'the same the other way round, in a column of another name',
    identify({ 'Phone Number': '+442079460958', Phone: '020 7946 0958' }),
    profile({ Phone: '+442079460958' }),
    [otherPhone]
  ],
  [
    'a number that a spreadsheet has made a decimal',
    identify({ phone: '+14155550100.0' }),
    profile({ Phone: '+14155550100' }),
    []
  ],
  [
    'one number in two forms',
    identify({ phone: '+44 20 7946 0958', Phone: '+442079460958' }),
    profile({ Phone: '+442079460958' }),
    []
  ],
  [
    'a list of numbers',
    identify({ phone: ['+442079460958', '+14155550100'], plan: 'gold' }),
    profile({ plan: 'gold' }),
    [noPhone]
  ],
  [
    'numbers by kind',
    identify({ phone: { mobile: '+442079460958' }, plan: 'gold' }),
    profile({ plan: 'gold' }),
    [noPhone]
  ],
  [
    'a number under another trait',
    identify({ mobile: '+44 20 7946 0958', phone: null }),
    profile({ mobile: '+44 20 7946 0958' }),
    []
  ]
]

const mobile: Row[] = [
  [
    'an identify of an iPhone, whose context is not sent',
    identify(
      {
        email: 'ada@example.com',
        pushEnabled: true,
        deviceModel: 'iPhone15,3',
        osVersion: '17.4.1',
        appBuild: 214,
        lastOpenedAt: '2024-05-06T07:08:09.010Z'
      },
      {
        context: {
          device: { id: 'B5372DB0', manufacturer: 'Apple', model: 'iPhone15,3', token: 'f0c4', type: 'ios' },
          os: { name: 'iOS', version: '17.4.1' },
          timezone: 'Europe/London',
          locale: 'en-GB'
        }
      }
    ),
    profile({
      Email: 'ada@example.com',
      pushEnabled: true,
      deviceModel: 'iPhone15,3',
      osVersion: '17.4.1',
      appBuild: 214,
      lastOpenedAt: 1714979289
    }),
    []
  ],
  [
    'device traits in an object',
    identify({ device: { id: '353b', model: 'Pixel 8', os: { name: 'Android', version: '14' }, token: null } }),
    profile({ device_id: '353b', device_model: 'Pixel 8', device_os_name: 'Android', device_os_version: '14' }),
    []
  ],
  [
    'an app that sends time zone and consent',
    identify({ timezone: 'Asia/Kolkata', 'MSG-sms': false, consent: { sms: false, email: true } }),
    profile({ Tz: 'Asia/Kolkata', 'MSG-sms': false, consent_sms: false, consent_email: true }),
    []
  ],
  [
    'a bare offset for a time zone',
    identify({ timezone: '+05:30', locale: 'en-IN' }),
    profile({ locale: 'en-IN' }),
    ['Tz was left out: it must be a time zone, such as America/New_York, GMT-5:00 or EST.']
  ],
  [
    'a time in milliseconds and an id with spaces',
    identify({ plan: 'gold' }, { timestamp: '1714979289010', userId: ' u-1 ' }),
    profile({ plan: 'gold' }),
    []
  ],
  [
    'a number for an id',
    identify({ id: 42, user_id: '42', userId: 42, plan: 'gold' }, { userId: 42 as unknown as string }),
    profile({ plan: 'gold' }, { identity: '42' }),
    []
  ]
]

const engage: Row[] = [
  ['entering an audience', identify({ high_value_customers: true }), profile({ high_value_customers: true }), []],
  ['leaving an audience', identify({ high_value_customers: false }), profile({ high_value_customers: false }), []],
  [
    'computed traits',
    identify({
      total_revenue_90_days: 1249.5,
      orders_count: 0,
      most_viewed_category: 'shoes',
      first_seen_at: '2023-11-01T00:00:00Z',
      last_products: ['sku-1', 'sku-2'],
      likelihood_to_purchase: 0.87
    }),
    profile({
      total_revenue_90_days: 1249.5,
      orders_count: 0,
      most_viewed_category: 'shoes',
      first_seen_at: 1698796800,
      last_products: '["sku-1","sku-2"]',
      likelihood_to_purchase: 0.87
    }),
    []
  ],
  [
    'a list of audiences',
    identify({ audiences: ['vip', 'churn_risk'], former_audiences: [] }),
    profile({ audiences: '["vip","churn_risk"]', former_audiences: '[]' }),
    []
  ],
  [
    'a step of a journey, beside the person’s address',
    identify(
      { email: 'ada@example.com', j_o_welcome__sent_offer_1: true, j_o_welcome__bought_2: null },
      { context: { personas: { computation_class: 'audience', computation_key: 'j_o_welcome__sent_offer_1' } } }
    ),
    profile({ Email: 'ada@example.com', j_o_welcome__sent_offer_1: true }),
    []
  ],
  [
    'a trait of a warehouse query that is an object',
    identify({ favourite_store: { id: 7, name: 'Oxford St', visits: [3, 5] } }),
    profile({ favourite_store_id: 7, favourite_store_name: 'Oxford St', favourite_store_visits: '[3,5]' }),
    []
  ]
]

const warehouse: Row[] = [
  [
    'columns under CleverTap’s own names',
    row({ Email: 'ada@example.com', Phone: '+44 20 7946 0958', DOB: '1990-05-17', plan: 'gold' }),
    profile({ Email: 'ada@example.com', Phone: '+442079460958', DOB: '$D_642902400', plan: 'gold' }),
    []
  ],
  [
    'columns under other names',
    row({ email: 'ada@example.com', phone: '+442079460958', gender: 'F', plan: 'gold' }),
    profile({ Email: 'ada@example.com', Phone: '+442079460958', Gender: 'F', plan: 'gold' }),
    []
  ],
  [
    'halves of a name in columns',
    row({ first_name: 'Ada', last_name: 'Lovelace' }),
    profile({ Name: 'Ada Lovelace', first_name: 'Ada', last_name: 'Lovelace' }),
    []
  ],
  [
    'the key of the row in columns of its own',
    row({ id: '42', user_id: 42, account_id: 42, plan: 'gold' }, '42'),
    profile({ account_id: 42, plan: 'gold' }, { identity: '42' }),
    []
  ],
  [
    'times as databases write them',
    row({
      created_at: '2022-06-15T08:30:00Z',
      updated_at: '2022-06-15 08:30:00',
      day: '2024-01-31',
      compact: '20240131',
      epoch: 1655281800,
      month: '2024-01'
    }),
    profile({
      created_at: 1655281800,
      updated_at: '2022-06-15 08:30:00',
      day: 1706659200,
      compact: '20240131',
      epoch: 1655281800,
      month: '2024-01'
    }),
    []
  ],
  [
    'a column of JSON text, empty columns and columns without a value',
    row({ preferences: '{"theme":"dark"}', note: '', score: null, active: false, balance: 0 }),
    profile({ preferences: '{"theme":"dark"}', note: '', active: false, balance: 0 }),
    []
  ],
  [
    'a nullable column of addresses beside the same under another name',
    row({ email: '', EMAIL: null, Email: 'ada@example.com' }),
    profile({ Email: 'ada@example.com' }),
    []
  ]
]

const dates: Row[] = [
  [
    'dates with zones and fractions',
    identify({ a: '2023-12-25T10:00:00.123+05:30', b: '2023-12-25T10:00Z', c: '2023-12-25T10:00:00-0800' }),
    profile({ a: 1703478600, b: 1703498400, c: 1703527200 }),
    []
  ],
  [
    'what looks like a date and is none',
    identify({ a: '2023-02-30', b: '2023-13-01', c: '2024-W05', d: 'Order 2021-01-01', e: '2021', f: '24:00' }),
    profile({ a: '2023-02-30', b: '2023-13-01', c: '2024-W05', d: 'Order 2021-01-01', e: '2021', f: '24:00' }),
    []
  ],
  [
    'dates in objects and lists',
    identify({ trial: { from: '2024-05-01', days: ['2024-05-01', 'x'] }, visits: [{ at: '2024-05-01', page: '/' }] }),
    profile({
      trial_from: 1714521600,
      trial_days: '[1714521600,"x"]',
      visits: '[{"at":1714521600,"page":"/"}]'
    }),
    []
  ],
  [
    'a birthday with a time and a zone: the day as written',
    identify({ birthday: '1990-05-17T23:30:00-08:00' }),
    profile({ DOB: '$D_642902400' }),
    []
  ],
  [
    'a birthday as databases write it, and dates that they write for none',
    row({ birthdate: '0001-01-01', birthday: '1990-05-17 00:00:00' }),
    profile({ DOB: '$D_642902400' }),
    [otherDateOfBirth]
  ],
  [
    'blank values, which hide no good ones',
    identify({ firstName: '', first_name: 'Ada', last_name: 'Lovelace', email: ' ', 'E-Mail': 'ada@example.com' }),
    profile({
      Name: 'Ada Lovelace',
      firstName: '',
      first_name: 'Ada',
      last_name: 'Lovelace',
      Email: 'ada@example.com'
    }),
    []
  ],
  [
    'the id of a document of MongoDB, and an operator that is none for an address',
    identify({ _id: { $oid: '5' }, Email: { $set: 'ada@example.com' }, tags: { $add: 'x' }, score: { $incr: '1' } }),
    profile({ _id_$oid: '5', tags: { $add: 'x' }, score_$incr: '1' }),
    [
      noEmail,
      ...['_id_$oid', 'score_$incr'].map(
        (name) => `CleverTap may drop the attribute "${name}": its name has one of the characters ${forbidden}.`
      )
    ]
  ],
  ['a birthday in milliseconds', identify({ birthday: 642902400000 }), profile({ DOB: '$D_642902400' }), []],
  [
    'a birthday in another form, and a good one under another trait',
    identify({ birthday: '17/05/1990', dob: '1990-05-17' }),
    profile({ DOB: '$D_642902400' }),
    [otherDateOfBirth]
  ],
  [
    'a birthday without the year',
    identify({ birthday: '--05-17', plan: 'gold' }),
    profile({ plan: 'gold' }),
    [noDateOfBirth]
  ],
  [
    'an event without a time',
    { type: 'identify', userId: 'u-1', traits: { plan: 'gold' } },
    { type: 'profile', source: 'Segment', identity: 'u-1', profileData: { plan: 'gold' } },
    []
  ]
]

const lists: Row[] = [
  [
    'lists of every kind',
    identify({ tags: ['a', 'b'], scores: [1, 2.5], mixed: [true, null, 'x'], orders: [{ id: 1 }], grid: [[1], [2]] }),
    profile({
      tags: '["a","b"]',
      scores: '[1,2.5]',
      mixed: '[true,null,"x"]',
      orders: '[{"id":1}]',
      grid: '[[1],[2]]'
    }),
    []
  ],
  [
    'a list of one in a custom attribute',
    identify({ tags: ['a'], plan: ['gold'] }),
    profile({ tags: '["a"]', plan: '["gold"]' }),
    []
  ],
  ['a list of one age', identify({ age: [33], gender: ['F'] }), profile({ Age: 33, Gender: 'F' }), []],
  [
    'companies as a list of objects',
    identify({ companies: [{ id: 'c-1', since: '2024-05-01' }, { id: 'c-2' }] }),
    profile({ companies: '[{"id":"c-1","since":1714521600},{"id":"c-2"}]' }),
    []
  ]
]

const updates: Row[] = [
  [
    'a partial update with null for all else',
    identify({ email: null, phone: null, name: null, firstName: null, lastName: null, age: null, title: 'Countess' }),
    profile({ title: 'Countess' }),
    []
  ],
  ['nothing but null', identify({ email: null, plan: null, address: null }), profile({}), []],
  [
    'null in objects, and objects of nothing else',
    identify({ address: { street: '12 St James’s Sq', city: null }, company: { name: null, geo: {} }, meta: {} }),
    profile({ address_street: '12 St James’s Sq' }),
    []
  ],
  [
    'a wrong value beside good ones',
    identify({ age: 33.5, gender: 'non-binary', education: 'PhD', avatar: '/ada.png', plan: 'gold' }),
    profile({ plan: 'gold' }),
    [
      'Gender was left out: it must be M, male, F or female.',
      'Age was left out: it must be a whole number from 1 to 120.',
      'Photo was left out: it must be a web address that begins with http:// or https://.',
      'Education was left out: it must be School, College or Graduate.'
    ]
  ],
  [
    'operators',
    identify({
      logins: { $incr: 1 },
      credit: { $decr: 2.5 },
      tags: { $add: ['2024-05-01'] },
      old_tags: { $remove: ['x'] },
      legacy: { $delete: 1 }
    }),
    profile({
      logins: { $incr: 1 },
      credit: { $decr: 2.5 },
      tags: { $add: ['2024-05-01'] },
      old_tags: { $remove: ['x'] },
      legacy: { $delete: 1 }
    }),
    []
  ],
  [
    'operators in an object and on standard attributes',
    identify({ cart: { items: { $incr: 1 }, total: 12 }, name: { $delete: 1 }, gender: { $delete: 1 } }),
    profile({ cart_items: { $incr: 1 }, cart_total: 12, Name: { $delete: 1 }, Gender: { $delete: 1 } }),
    []
  ],
  [
    'an operator on half a name',
    identify({ firstName: { $delete: 1 }, lastName: 'Lovelace' }),
    profile({ firstName: { $delete: 1 }, lastName: 'Lovelace' }),
    []
  ],
  [
    'what is half an operator',
    identify({ price: { $eur: 5, usd: 6 } }),
    profile({ price_$eur: 5, price_usd: 6 }),
    [`CleverTap may drop the attribute "price_$eur": its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`]
  ],
  [
    'subscriptions by category',
    identify({
      'category-unsubscribe': { email: ['Newsletters', '2024-05-01'], sms: null },
      'category-resubscribe': { whatsapp: ['Orders'] }
    }),
    profile({
      'category-unsubscribe': { email: ['Newsletters', '2024-05-01'], sms: null },
      'category-resubscribe': { whatsapp: ['Orders'] }
    }),
    []
  ],
  [
    'names of attributes as they came',
    identify({ 'Favourite Colour': 'blue', PLAN: 'gold', plan: 'silver', 'utm.source': 'mail', '': 'x' }),
    profile({ 'Favourite Colour': 'blue', PLAN: 'gold', plan: 'silver', 'utm.source': 'mail', '': 'x' }),
    [`CleverTap may drop the attribute "utm.source": its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`]
  ],
  [
    'the identity again among the traits',
    identify({ id: 'u-1', userId: ' u-1', user_id: 'u-1', identity: 'u-1', Identity: 'u-1', plan: 'gold' }),
    profile({ plan: 'gold' }),
    []
  ],
  [
    'other ids among the traits',
    identify({ id: 7, userId: 'u-2', user_id: 'u-3', ID: 'u-1', customer_id: 'u-1' }),
    profile({ id: 7, userId: 'u-2', user_id: 'u-3', ID: 'u-1', customer_id: 'u-1' }),
    []
  ],
  [
    'another identity among the traits',
    identify({ identity: 'u-2', plan: 'gold' }),
    profile({ plan: 'gold' }),
    [
      'The attribute "identity" was left out: CleverTap may take it for one more identity of the person. If it is meant as an attribute, give it another name.'
    ]
  ]
]

export const events: Row[] = [
  ...specification,
  ...names,
  ...addresses,
  ...phones,
  ...mobile,
  ...engage,
  ...warehouse,
  ...dates,
  ...lists,
  ...updates
]
