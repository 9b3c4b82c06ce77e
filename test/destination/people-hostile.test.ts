import type { SegmentEvent } from '@segment/actions-core'
import { identify, subscriptionTo } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { deliverAmongGood } from '../../src/destinations/clevertap/userUpload/__tests__/__helpers__/upload'

/** Parsed, as Segment does it: a literal cannot have `__proto__` as a key of its own. */
const eventOf = (json: string, userId = 'u-1') =>
  JSON.parse(`{"type":"identify","userId":"${userId}",${json}}`) as SegmentEvent

describe('a trait with the name of what every object has', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'toJSON', 'then', 'length'])(
    '%s is an attribute like any other',
    async (key) => {
      const events = [
        eventOf(`"traits":{"${key}":1,"a":{"${key}":2}}`),
        eventOf(`"traits":{"${key}":{"${key}":{"a":"x"}}}`, 'u-2'),
        eventOf(`"traits":{"${key}":"2024-05-01","email":"ada@example.com","a":["${key}"]}`, 'u-3')
      ]
      const { records, nodes } = await deliverAmongGood(events)
      expect(records.map(({ profileData }) => profileData)).toEqual([
        { [key]: 1, [`a_${key}`]: 2 },
        { [`${key}_${key}_a`]: 'x' },
        { [key]: 1714521600, Email: 'ada@example.com', a: `["${key}"]` }
      ])
      expect(nodes.map(({ body }) => body)).toEqual([
        { status: 'success' },
        { status: 'success' },
        { status: 'success' }
      ])
    }
  )

  it('__proto__ reaches nobody else, and costs nothing else', async () => {
    const { records } = await deliverAmongGood([
      eventOf('"traits":{"__proto__":{"Email":"eve@example.com","toString":1},"plan":"gold"}'),
      eventOf('"traits":{"plan":"silver","a":{"__proto__":{"b":1},"c":2}}', 'u-2'),
      eventOf('"traits":{}', 'u-3')
    ])
    expect(records.map(({ profileData }) => profileData)).toEqual([{ plan: 'gold' }, { plan: 'silver', a_c: 2 }, {}])
  })
})

describe('an event that is no event of a person', () => {
  it.each([
    ['traits as text', '"traits":"ada"', 'Person Attributes must be an object but it was a string.'],
    ['traits as a list', '"traits":[{"plan":"gold"}]', 'Person Attributes must be an object but it was an array.'],
    ['a time as an object', '"timestamp":{"toString":1}', 'Created At must be a string but it was an object.'],
    ['a time as a list', '"timestamp":[1,2]', 'Created At must be a string but it was an array.']
  ])('%s is refused alone', async (_name, json, errormessage) => {
    const { nodes, records } = await deliverAmongGood([eventOf(json)])
    expect(nodes).toMatchObject([{ status: 400, errormessage }])
    expect(records).toEqual([])
  })
})

describe('10 MB of text', () => {
  const text = 'x'.repeat(10_000_000)
  const keys =
    'name firstName last_name email phone gender birthday age avatar education employed married customerType timezone'
  const tooLong = (name: string) => `CleverTap may drop the attribute "${name}": its value is longer than 512 bytes.`

  it('in every trait is sent where text is taken, and left out elsewhere', async () => {
    const traits = Object.fromEntries(keys.split(' ').map((key) => [key, text]))
    const { nodes, records } = await deliverAmongGood([identify('u-1', traits)])
    const lengths = Object.entries(records[0].profileData).map(([key, value]) => [key, (value as string).length])
    expect(Object.fromEntries(lengths)).toEqual({
      Name: 10_000_000,
      'Customer Type': 10_000_000,
      firstName: 10_000_000,
      last_name: 10_000_000
    })
    expect(nodes[0].body?.warnings).toEqual([
      'Email was left out: it must be an email address, such as ada@example.com.',
      'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.',
      'Gender was left out: it must be M, male, F or female.',
      'DOB was left out: it must be an ISO-8601 date, such as 1990-05-17, or a Unix timestamp, from 1900 to today.',
      'Age was left out: it must be a whole number from 1 to 120.',
      'Photo was left out: it must be a web address that begins with http:// or https://.',
      'Education was left out: it must be School, College or Graduate.',
      'Employed was left out: it must be true or false, yes or no, y or n, 1 or 0.',
      'Married was left out: it must be true or false, yes or no, y or n, 1 or 0.',
      'Tz was left out: it must be a time zone, such as America/New_York, GMT-5:00 or EST.',
      tooLong('Name'),
      tooLong('Customer Type'),
      tooLong('firstName'),
      tooLong('last_name')
    ])
  })

  it('that begins as an address, a date or a time zone does is read as any other', async () => {
    const traits = { avatar: `https://${text}`, birthday: `$D_${'1'.repeat(10_000_000)}`, timezone: `Area/${text}` }
    const { nodes, records } = await deliverAmongGood([identify('u-1', traits)])
    expect(records[0].profileData).toEqual({ Photo: `https://${text}` })
    expect(nodes[0].body?.warnings).toEqual([
      'DOB was left out: it must be an ISO-8601 date, such as 1990-05-17, or a Unix timestamp, from 1900 to today.',
      'Tz was left out: it must be a time zone, such as America/New_York, GMT-5:00 or EST.',
      tooLong('Photo')
    ])
  })

  it('as a time or a country costs that alone', async () => {
    const event = { ...identify('u-1', { phone: '+442079460958', country: text }), timestamp: text }
    const subscription = subscriptionTo('userUpload', {
      phoneCountry: { '@path': '$.traits.country' },
      standardAttributes: { Phone: { '@path': '$.traits.phone' } },
      profileData: undefined
    })
    const { nodes, records } = await deliverAmongGood([event], subscription)
    expect(records).toEqual([
      { type: 'profile', source: 'Segment', identity: 'u-1', profileData: { Phone: '+442079460958' } }
    ])
    expect(nodes[0].body?.warnings).toEqual([
      'Created At was left out: it must be an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds.',
      'Country of Phone Numbers was ignored: it must be a two-letter country code, such as IN or GB.'
    ])
  })
})

describe('a trait that is nested without end, beside a mapped one that is null', () => {
  it('is left out alone', async () => {
    const deep = `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`
    const standardAttributes = { plan: { '@path': '$.traits.none' }, constructor: { '@path': '$.traits.none' } }
    const subscription = subscriptionTo('userUpload', { nullAttributes: 'delete', standardAttributes })
    const { records } = await deliverAmongGood([eventOf(`"traits":{"plan":${deep},"none":null}`)], subscription)
    expect(records.map(({ profileData }) => profileData)).toEqual([
      { constructor: { $delete: 1 }, none: { $delete: 1 } }
    ])
  })
})

describe('a name of any length', () => {
  const tooLong = (name: string) =>
    `The nested attribute "${name}" was left out: flattened, its name would be longer than 120 bytes. Shorten it.`

  it('of an object is not repeated before each of its values', async () => {
    const name = 'k'.repeat(16_000)
    const values = Object.fromEntries(Array.from({ length: 2000 }, (_value, index) => [`v${index}`, index]))
    const { nodes, records } = await deliverAmongGood([identify('u-1', { [name]: values, plan: 'gold' })])
    expect(records.map(({ profileData }) => profileData)).toEqual([{ plan: 'gold' }])
    expect(nodes[0].body?.warnings).toEqual([tooLong('k'.repeat(120))])
  })

  it('of an object is, up to the limit', async () => {
    const name = 'k'.repeat(118)
    const { nodes, records } = await deliverAmongGood([
      identify('u-1', { [name]: { a: 1 } }),
      identify('u-2', { [name]: { a: { b: 1 } } })
    ])
    expect(records.map(({ profileData }) => profileData)).toEqual([{ [`${name}_a`]: 1 }, {}])
    expect(nodes.map(({ body }) => body?.warnings)).toEqual([undefined, [tooLong(`${name}_a`)]])
  })
})
