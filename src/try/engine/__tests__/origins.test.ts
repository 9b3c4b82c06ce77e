/** Where the attributes of a record come from, and what was left out of it. */
import { toOrigins } from '../origins'
import type { Sent } from '../origins'
import type { Field, JsonObject } from '../../protocol'

const field = (key: string, type: string, isKeyValue = false): Field => ({
  key,
  label: key,
  description: key,
  type,
  isRequired: false,
  isKeyValue,
  isHidden: false
})

const upload = [
  field('identity', 'string'),
  field('profileData', 'object'),
  field('standardAttributes', 'object', true)
]

const toSent = (
  traits: JsonObject,
  standard: { [name: string]: string },
  data: JsonObject,
  warnings: string[] = []
): Sent => {
  const entries = Object.entries(standard)
  return {
    fields: upload,
    mapping: {
      identity: { '@path': '$.userId' },
      profileData: { '@path': '$.traits' },
      standardAttributes: Object.fromEntries(entries.map(([name, trait]) => [name, { '@path': `$.traits.${trait}` }]))
    },
    event: { type: 'identify', userId: 'ada-1', traits },
    payload: {
      identity: 'ada-1',
      profileData: traits,
      standardAttributes: Object.fromEntries(
        entries.filter(([, trait]) => trait in traits).map(([name, trait]) => [name, traits[trait]])
      )
    },
    identity: 'ada-1',
    data,
    warnings
  }
}

describe('an attribute that was sent', () => {
  it('comes from its trait, as it is or changed', () => {
    const traits = { plan: 'gold', joined: '2021-06-01' }
    expect(toOrigins(toSent(traits, {}, { plan: 'gold', joined: 1622505600 }))).toEqual([
      { attribute: 'plan', sent: 'gold', from: ['traits.plan'] },
      { attribute: 'joined', sent: 1622505600, from: ['traits.joined'], original: '2021-06-01' }
    ])
  })

  it('under a standard name comes from what is mapped there, and its trait is not missing', () => {
    const traits = { phone: '+44 20 7946 0958', birthday: '1990-12-10' }
    const data = { Phone: '+442079460958', DOB: '$D_660787200' }
    expect(toOrigins(toSent(traits, { Phone: 'phone', DOB: 'birthday' }, data))).toEqual([
      { attribute: 'Phone', sent: '+442079460958', from: ['traits.phone'], original: '+44 20 7946 0958' },
      { attribute: 'DOB', sent: '$D_660787200', from: ['traits.birthday'], original: '1990-12-10' }
    ])
  })

  it('names every trait that it stands for', () => {
    const traits = { email: 'ada@example.com', Email: 'ada@example.com', EMAIL: ' ada@example.com ' }
    const sent = toSent(traits, { Email: 'email' }, { Email: 'ada@example.com' })
    expect(toOrigins(sent)).toEqual([
      { attribute: 'Email', sent: 'ada@example.com', from: ['traits.email', 'traits.Email', 'traits.EMAIL'] }
    ])
  })

  it('may come from the second candidate when the first is not valid', () => {
    const traits = { email: 'nobody', Email: 'ada@example.com' }
    const warnings = ['Email was left out: it must be an email address, such as ada@example.com.']
    expect(toOrigins(toSent(traits, { Email: 'email' }, { Email: 'ada@example.com' }, warnings))).toEqual([
      { attribute: 'Email', leftOut: warnings[0], from: ['traits.email'], original: 'nobody' },
      { attribute: 'Email', sent: 'ada@example.com', from: ['traits.Email'] }
    ])
  })

  it('may be made of two halves', () => {
    const traits = { firstName: 'Grace', lastName: 'Hopper' }
    const data = { Name: 'Grace Hopper', firstName: 'Grace', lastName: 'Hopper' }
    const sent = toSent(traits, { 'First Name': 'firstName', 'Last Name': 'lastName' }, data)
    expect(toOrigins(sent)).toEqual([
      { attribute: 'Name', sent: 'Grace Hopper', from: ['traits.firstName', 'traits.lastName'] },
      { attribute: 'firstName', sent: 'Grace', from: ['traits.firstName'] },
      { attribute: 'lastName', sent: 'Hopper', from: ['traits.lastName'] }
    ])
  })

  it('may be a flattened one, at any depth', () => {
    const traits = { address: { city: 'London', geo: { lat: 51.5 } } }
    expect(toOrigins(toSent(traits, {}, { address_city: 'London', address_geo_lat: 51.5 }))).toEqual([
      { attribute: 'address_city', sent: 'London', from: ['traits.address.city'] },
      { attribute: 'address_geo_lat', sent: 51.5, from: ['traits.address.geo.lat'] }
    ])
  })

  it('may be the JSON text of a list or an object, with all that is in it', () => {
    const traits = { interests: ['tea', 'trains'], address: { city: 'London' } }
    const data = { interests: '["tea","trains"]', address: '{"city":"London"}' }
    expect(toOrigins(toSent(traits, {}, data))).toEqual([
      { attribute: 'interests', sent: '["tea","trains"]', from: ['traits.interests'], original: ['tea', 'trains'] },
      { attribute: 'address', sent: '{"city":"London"}', from: ['traits.address'], original: { city: 'London' } }
    ])
  })

  it('may come from nowhere in the event', () => {
    const sent = toSent({}, {}, { plan: 'premium' })
    sent.mapping.profileData = { plan: 'premium' }
    sent.payload.profileData = { plan: 'premium' }
    expect(toOrigins(sent)).toEqual([{ attribute: 'plan', sent: 'premium', from: [] }])
  })
})

describe('an attribute that was left out', () => {
  it('comes first, once, with the words of its warning', () => {
    const traits = { name: 'Asha Rao', phone: '98450 12345' }
    const warnings = ['Phone was left out: it must be a phone number with + and the country code.']
    const sent = toSent(traits, { Name: 'name', Phone: 'phone' }, { Name: 'Asha Rao' }, warnings)
    expect(toOrigins(sent)).toEqual([
      { attribute: 'Phone', leftOut: warnings[0], from: ['traits.phone'], original: '98450 12345' },
      { attribute: 'Name', sent: 'Asha Rao', from: ['traits.name'] }
    ])
  })

  it('is found within an object, beside a part of it that was sent', () => {
    const traits = { address: { city: 'London', zip: 'N1' }, address_city: 'Paris' }
    const warnings = [
      'The nested attribute "address_city" was left out: an attribute of that name is there already. Rename one of them.'
    ]
    expect(toOrigins(toSent(traits, {}, { address_zip: 'N1', address_city: 'Paris' }, warnings))).toEqual([
      { attribute: 'address_city', leftOut: warnings[0], from: ['traits.address.city'], original: 'London' },
      { attribute: 'address_zip', sent: 'N1', from: ['traits.address.zip'] },
      { attribute: 'address_city', sent: 'Paris', from: ['traits.address_city'] }
    ])
  })

  it('may be a whole object', () => {
    const warnings = ['The attribute "deep" was left out: it is nested more than 50 deep.']
    expect(toOrigins(toSent({ deep: { a: { b: 1 } } }, {}, {}, warnings))).toEqual([
      { attribute: 'deep', leftOut: warnings[0], from: ['traits.deep'], original: { a: { b: 1 } } }
    ])
  })

  it('may be a standard attribute that is mapped to an object', () => {
    const warnings = ['Name was left out: it must be text.']
    expect(toOrigins(toSent({ name: { first: 'Ada' } }, { Name: 'name' }, {}, warnings))).toEqual([
      { attribute: 'Name', leftOut: warnings[0], from: ['traits.name'], original: { first: 'Ada' } }
    ])
  })

  it('is named even where no warning does', () => {
    expect(toOrigins(toSent({ plan: 'gold' }, {}, {}))).toEqual([
      { attribute: 'plan', leftOut: 'It is not in what was sent.', from: ['traits.plan'], original: 'gold' }
    ])
  })
})

describe('what is no loss', () => {
  it.each<{ name: string; traits: JsonObject }>([
    { name: 'null', traits: { plan: null } },
    { name: 'blank text', traits: { plan: ' ' } },
    { name: 'an object without values', traits: { plan: { a: null, b: {} } } },
    { name: 'an empty list', traits: { plan: [] } }
  ])('$name is not mentioned', ({ traits }) => {
    expect(toOrigins(toSent(traits, {}, {}))).toEqual([])
  })

  it('a trait that repeats the identity says no more', () => {
    expect(toOrigins(toSent({ id: ' ada-1 ' }, {}, {}))).toEqual([{ attribute: 'id', from: ['traits.id'] }])
  })
})

it('knows no attribute by name: an event with properties is explained the same way', () => {
  const event = {
    type: 'track',
    event: 'Order Completed',
    userId: 'ada-1',
    properties: { total: '27.5', currency: 'eur', products: [{ sku: 'G-32' }], coupon: 'SPRING' }
  }
  const chargedData = {
    Amount: { '@if': { exists: { '@path': '$.properties.total' }, then: { '@path': '$.properties.total' } } },
    Currency: { '@path': '$.properties.currency' },
    Items: { '@path': '$.properties.products' }
  }
  expect(
    toOrigins({
      fields: [field('eventData', 'object'), field('chargedData', 'object', true)],
      mapping: { eventData: { '@path': '$.properties' }, chargedData },
      event,
      payload: {
        eventData: event.properties,
        chargedData: { Amount: '27.5', Currency: 'eur', Items: [{ sku: 'G-32' }] }
      },
      identity: 'ada-1',
      data: { coupon: 'SPRING', Amount: 27.5, Currency: 'EUR', Items: [{ sku: 'G-32' }] },
      warnings: []
    })
  ).toEqual([
    { attribute: 'coupon', sent: 'SPRING', from: ['properties.coupon'] },
    { attribute: 'Amount', sent: 27.5, from: ['properties.total'], original: '27.5' },
    { attribute: 'Currency', sent: 'EUR', from: ['properties.currency'], original: 'eur' },
    { attribute: 'Items', sent: [{ sku: 'G-32' }], from: ['properties.products'] }
  ])
})

it('stays fast for thousands of attributes', () => {
  const traits = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`a${index}`, index]))
  const warnings = Object.keys(traits).map((name) => `The attribute "${name}" was left out: it is a test.`)
  const sent = toSent(traits, { Email: 'a1' }, {}, warnings)
  const origins = toOrigins(sent)
  expect(origins).toHaveLength(20_000)
  expect(origins[19_999]).toMatchObject({ leftOut: 'The attribute "a19999" was left out: it is a test.' })
})
