/** Where the attributes of a record come from, and what was left out of it. */
import { actions } from '../actions'
import { builders } from '../builders'
import { toOrigins } from '../origins'
import type { JsonObject, Origin } from '../../protocol'

/** What the destination makes of the payload, with the mapping that gives it for the event. */
function originsOf(action: string, mapping: JsonObject, payload: JsonObject, event: JsonObject): Origin[] {
  const builder = builders[action]
  const record = builder.build({ payload })
  if ('reason' in record) {
    throw new Error(record.reason)
  }
  return toOrigins({ builder, fields: actions[action].fields, mapping, event, input: { payload }, record })
}

/** Fields and kinds are of one test alone. */
const plainly = (origins: Origin[]) => origins.map(({ field: _field, isStandard: _isStandard, ...origin }) => origin)

/** @param standard trait by standard attribute */
function originsOfTraits(traits: JsonObject, standard: { [name: string]: string } = {}, options: JsonObject = {}) {
  const rows = Object.entries(standard)
  const mapping = {
    identity: { '@path': '$.userId' },
    profileData: { '@path': '$.traits' },
    standardAttributes: Object.fromEntries(rows.map(([name, trait]) => [name, { '@path': `$.traits.${trait}` }]))
  }
  const payload = {
    identity: 'ada-1',
    profileData: traits,
    standardAttributes: Object.fromEntries(
      rows.filter(([, trait]) => trait in traits).map(([name, trait]) => [name, traits[trait]])
    ),
    nestedData: 'flatten',
    convertTimestamps: true,
    ...options
  }
  return originsOf('userUpload', mapping, payload, { type: 'identify', userId: 'ada-1', traits })
}

describe('an attribute that was sent', () => {
  it('comes from its trait, as it is or changed', () => {
    const traits = { plan: 'gold', joined: '2021-06-01' }
    expect(plainly(originsOfTraits(traits))).toEqual([
      { attribute: 'plan', sent: 'gold', from: ['traits.plan'] },
      { attribute: 'joined', sent: 1622505600, from: ['traits.joined'], original: '2021-06-01' }
    ])
  })

  it('under a standard name comes from what is mapped there, and its trait is not missing', () => {
    const traits = { phone: '+44 20 7946 0958', birthday: '1990-12-10' }
    expect(plainly(originsOfTraits(traits, { Phone: 'phone', DOB: 'birthday' }))).toEqual([
      { attribute: 'Phone', sent: '+442079460958', from: ['traits.phone'], original: '+44 20 7946 0958' },
      { attribute: 'DOB', sent: '$D_660787200', from: ['traits.birthday'], original: '1990-12-10' }
    ])
  })

  it('names every trait that it stands for', () => {
    const traits = { email: 'ada@example.com', Email: 'ada@example.com', EMAIL: ' ada@example.com ' }
    expect(plainly(originsOfTraits(traits, { Email: 'email' }))).toEqual([
      { attribute: 'Email', sent: 'ada@example.com', from: ['traits.email', 'traits.Email', 'traits.EMAIL'] }
    ])
  })

  it('may come from the second candidate when the first is not valid', () => {
    const traits = { email: 'nobody', Email: 'ada@example.com' }
    const leftOut =
      'A value of Email was left out: it must be an email address, such as ada@example.com. Another value was sent.'
    expect(plainly(originsOfTraits(traits, { Email: 'email' }))).toEqual([
      { attribute: 'Email', leftOut, from: ['traits.email'], original: 'nobody' },
      { attribute: 'Email', sent: 'ada@example.com', from: ['traits.Email'] }
    ])
  })

  it('may be made of two halves', () => {
    const traits = { firstName: 'Grace', lastName: 'Hopper' }
    expect(plainly(originsOfTraits(traits, { 'First Name': 'firstName', 'Last Name': 'lastName' }))).toEqual([
      { attribute: 'Name', sent: 'Grace Hopper', from: ['traits.firstName', 'traits.lastName'] },
      { attribute: 'firstName', sent: 'Grace', from: ['traits.firstName'] },
      { attribute: 'lastName', sent: 'Hopper', from: ['traits.lastName'] }
    ])
  })

  it('may be a flattened one, at any depth', () => {
    const traits = { address: { city: 'London', geo: { lat: 51.5 } } }
    expect(plainly(originsOfTraits(traits))).toEqual([
      { attribute: 'address_city', sent: 'London', from: ['traits.address.city'] },
      { attribute: 'address_geo_lat', sent: 51.5, from: ['traits.address.geo.lat'] }
    ])
  })

  it('may be the JSON text of a list or an object, with all that is in it', () => {
    const traits = { interests: ['tea', 'trains'], address: { city: 'London' } }
    expect(plainly(originsOfTraits(traits, {}, { nestedData: 'json' }))).toEqual([
      { attribute: 'interests', sent: '["tea","trains"]', from: ['traits.interests'], original: ['tea', 'trains'] },
      { attribute: 'address', sent: '{"city":"London"}', from: ['traits.address'], original: { city: 'London' } }
    ])
  })

  it('may come from nowhere in the event', () => {
    const mapping = { identity: { '@path': '$.userId' }, profileData: { plan: 'premium' } }
    const payload = { identity: 'ada-1', profileData: { plan: 'premium' } }
    const origins = originsOf('userUpload', mapping, payload, { type: 'identify', userId: 'ada-1' })
    expect(plainly(origins)).toEqual([{ attribute: 'plan', sent: 'premium', from: [] }])
  })

  it('is told with its field, and whether CleverTap knows it by its name', () => {
    const traits = { email: 'ada@example.com', plan: 'gold' }
    expect(originsOfTraits(traits, { Email: 'email' })).toEqual([
      {
        attribute: 'Email',
        sent: 'ada@example.com',
        from: ['traits.email'],
        field: 'standardAttributes',
        isStandard: true
      },
      { attribute: 'plan', sent: 'gold', from: ['traits.plan'], field: 'profileData' }
    ])
  })
})

describe('an attribute that was left out', () => {
  it('comes first, once, with the words of its warning', () => {
    const traits = { name: 'Asha Rao', phone: '98450 12345' }
    expect(plainly(originsOfTraits(traits, { Name: 'name', Phone: 'phone' }))).toEqual([
      {
        attribute: 'Phone',
        leftOut: expect.stringMatching(/^Phone was left out: it must be a phone number/),
        from: ['traits.phone'],
        original: '98450 12345'
      },
      { attribute: 'Name', sent: 'Asha Rao', from: ['traits.name'] }
    ])
  })

  it('is found within an object, beside a part of it that was sent', () => {
    const traits = { address: { city: 'London', zip: 'N1' }, address_city: 'Paris' }
    const leftOut = expect.stringMatching(/^The nested attribute "address_city" was left out/)
    expect(plainly(originsOfTraits(traits))).toEqual([
      { attribute: 'address_city', leftOut, from: ['traits.address.city'], original: 'London' },
      { attribute: 'address_city', sent: 'Paris', from: ['traits.address_city'] },
      { attribute: 'address_zip', sent: 'N1', from: ['traits.address.zip'] }
    ])
  })

  it('may be a whole object', () => {
    const deep = Array.from({ length: 60 }).reduce<JsonObject>((inner) => ({ a: inner }), { b: 1 })
    const leftOut = 'The attribute "deep" was left out: it is nested more than 50 deep.'
    expect(plainly(originsOfTraits({ deep }))).toEqual([
      { attribute: 'deep', leftOut, from: ['traits.deep'], original: deep }
    ])
  })

  it('may be a standard attribute that is mapped to an object', () => {
    expect(plainly(originsOfTraits({ name: { first: 'Ada' } }, { Name: 'name' }))).toEqual([
      {
        attribute: 'Name',
        leftOut: 'Name was left out: it must be text.',
        from: ['traits.name'],
        original: { first: 'Ada' }
      }
    ])
  })

  it('may be a field of its own', () => {
    const mapping = { identity: { '@path': '$.userId' }, ts: { '@path': '$.timestamp' } }
    const payload = { identity: 'ada-1', ts: 'soon' }
    const event = { type: 'identify', userId: 'ada-1', timestamp: 'soon' }
    expect(originsOf('userUpload', mapping, payload, event)).toEqual([
      {
        attribute: 'Created At',
        leftOut: expect.stringMatching(/^Created At was left out/),
        from: ['timestamp'],
        field: 'ts',
        original: 'soon'
      }
    ])
  })
})

describe('what is no loss', () => {
  it.each<{ name: string; traits: JsonObject }>([
    { name: 'null', traits: { plan: null } },
    { name: 'an object without values', traits: { plan: { a: null, b: {} } } }
  ])('$name is not mentioned', ({ traits }) => {
    expect(originsOfTraits(traits)).toEqual([])
  })

  it('a trait that repeats the identity says no more', () => {
    expect(plainly(originsOfTraits({ id: ' ada-1 ' }))).toEqual([{ attribute: 'id', from: ['traits.id'] }])
  })
})

it('explains an event with properties in the same way', () => {
  const event = {
    type: 'track',
    event: 'Order Completed',
    userId: 'ada-1',
    properties: { total: '27.5', currency: 'eur', products: [{ sku: 'G-32' }], coupon: 'SPRING' }
  }
  const either = { '@if': { exists: { '@path': '$.properties.total' }, then: { '@path': '$.properties.total' } } }
  const mapping = {
    eventData: { '@path': '$.properties' },
    chargedData: {
      Amount: either,
      Currency: { '@path': '$.properties.currency' },
      Items: { '@path': '$.properties.products' }
    }
  }
  const payload = {
    identity: 'ada-1',
    eventName: 'Order Completed',
    chargedOrders: true,
    eventData: event.properties,
    chargedData: { Amount: '27.5', Currency: 'eur', Items: [{ sku: 'G-32' }] }
  }
  expect(plainly(originsOf('eventUpload', mapping, payload, event))).toEqual([
    { attribute: 'Amount', sent: 27.5, from: ['properties.total'], original: '27.5' },
    { attribute: 'Currency', sent: 'EUR', from: ['properties.currency'], original: 'eur' },
    { attribute: 'Items', sent: [{ sku: 'G-32' }], from: ['properties.products'] },
    { attribute: 'coupon', sent: 'SPRING', from: ['properties.coupon'] }
  ])
})

it.each([
  ['track', 'properties'],
  ['identify', 'traits']
])('explains an audience by its key, and by what a %s event says of the membership', (type, part) => {
  const context = { personas: { computation_key: 'vip' } }
  const event: JsonObject = { type, userId: 'ada-1', [part]: { vip: true }, context }
  const builder = builders.audienceMembership
  const mapping = { identity: { '@path': '$.userId' }, audience: { '@path': '$.context.personas.computation_key' } }
  const input = { payload: { identity: 'ada-1', audience: ' vip ' }, isMember: true }
  const record = builder.build(input)
  const { fields } = actions.audienceMembership
  expect('data' in record && toOrigins({ builder, fields, mapping, event, input, record })).toEqual([
    { attribute: 'vip', sent: true, from: ['context.personas.computation_key', `${part}.vip`], field: 'audience' }
  ])
})

describe('what a sender chooses is not multiplied', () => {
  const characters = (origins: Origin[]) => JSON.stringify(origins).length

  it.each<[string, JsonObject]>([
    ['many attributes', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`a${index}`, index]))],
    [
      'a long name around many attributes',
      { ['n'.repeat(20_000)]: Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`a${index}`, index])) }
    ],
    [
      'the same names in two objects',
      Object.fromEntries(
        ['a', 'b'].map((name) => [
          name,
          Object.fromEntries(Array.from({ length: 8_000 }, (_, index) => [`b_${index}`, index]))
        ])
      )
    ]
  ])('%s', (_name, traits) => {
    const origins = originsOfTraits(traits)
    expect(characters(origins)).toBeLessThan(20 * JSON.stringify(traits).length)
  })
})
