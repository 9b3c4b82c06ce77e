/**
 * What saved configurations of customers refer to. A change here loses settings or mappings, so these lists only grow.
 * Runs here and, copied by `npm run check:dropin`, under the monorepo's toolchain.
 */
import { fieldsToJsonSchema } from '@segment/actions-core'
import destination from '../../src/destinations/clevertap'

const types = (fields: { [key: string]: { type: string } } = {}) =>
  Object.fromEntries(Object.entries(fields).map(([key, { type }]) => [key, type]))

const { userUpload, userDelete, eventUpload } = destination.actions

type Fields = typeof userUpload.fields

it('keeps name and slug', () => {
  expect([destination.name, destination.slug]).toEqual(['CleverTap (Actions)', 'actions-clevertap'])
})

it('keeps every setting and its type', () => {
  expect(types(destination.authentication?.fields)).toMatchObject({
    clevertapAccountId: 'string',
    clevertapPasscode: 'password',
    clevertapEndpoint: 'string'
  })
})

it.each(['eu1', 'in1', 'sg1', 'us1', 'aps3', 'mec1', 'sk1'])('keeps the region %s', (region) => {
  const choices = destination.authentication?.fields.clevertapEndpoint.choices?.map(({ value }) => value)
  expect(choices).toContain(`https://${region}.api.clevertap.com`)
})

it.each<[string, Fields, { [key: string]: string }]>([
  [
    'User Upload',
    userUpload.fields,
    {
      identity: 'string',
      ts: 'string',
      profileData: 'object',
      standardAttributes: 'object',
      phoneCountry: 'string',
      convertTimestamps: 'boolean',
      timestampFormat: 'string',
      nestedData: 'string',
      invalidAttributes: 'string',
      enable_batching: 'boolean',
      batch_size: 'number'
    }
  ],
  ['User Delete', userDelete.fields, { identity: 'string', enable_batching: 'boolean', batch_size: 'number' }],
  [
    'Event Upload',
    eventUpload.fields,
    {
      identity: 'string',
      eventName: 'string',
      ts: 'string',
      eventData: 'object',
      chargedOrders: 'boolean',
      chargedData: 'object',
      convertTimestamps: 'boolean',
      timestampFormat: 'string',
      nestedData: 'string',
      enable_batching: 'boolean',
      batch_size: 'number'
    }
  ]
])('keeps every field of %s and its type', (_action, fields, expected) => {
  expect(types(fields)).toMatchObject(expected)
})

it.each<[string, Fields, string, string[]]>([
  ['User Upload', userUpload.fields, 'timestampFormat', ['unix', 'date']],
  ['User Upload', userUpload.fields, 'nestedData', ['flatten', 'flattenKeepLists', 'json', 'native']],
  ['User Upload', userUpload.fields, 'invalidAttributes', ['drop', 'reject', 'send']],
  ['Event Upload', eventUpload.fields, 'timestampFormat', ['unix', 'date']],
  ['Event Upload', eventUpload.fields, 'nestedData', ['flatten', 'flattenKeepLists', 'json', 'native']]
])('keeps, of %s, every choice of %s', (_action, fields, key, expected) => {
  expect(fieldsToJsonSchema(fields).properties?.[key].enum).toEqual(expect.arrayContaining(expected))
})

/** Key-value fields have no typed properties: one would let the framework refuse a whole event for one list. */
it.each<[string, Fields, string, string[]]>([
  [
    'User Upload',
    userUpload.fields,
    'standardAttributes',
    [
      ...['Name', 'First Name', 'Last Name', 'Email', 'Phone', 'Gender', 'DOB', 'Age', 'Photo', 'Education'],
      ...['Employed', 'Married', 'Customer Type', 'Tz', 'MSG-email', 'MSG-push', 'MSG-sms', 'MSG-whatsapp']
    ]
  ],
  ['Event Upload', eventUpload.fields, 'chargedData', ['Amount', 'Currency', 'Charged ID', 'Payment mode', 'Items']]
])('names, in %s, every key of %s', (_action, fields, field, keys) => {
  expect(fields[field].properties).toBeUndefined()
  expect(keys.filter((key) => !fields[field].description.includes(key))).toEqual([])
})

it('requires no more than it did in 2022, and of a new action only what it cannot do without', () => {
  const required = ({ fields }: { fields: Fields }) => Object.keys(fields).filter((key) => fields[key].required)
  expect([userUpload, userDelete, eventUpload].map(required)).toEqual([
    ['identity'],
    ['identity'],
    ['identity', 'eventName']
  ])
})
