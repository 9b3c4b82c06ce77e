/**
 * What saved configurations of customers refer to. A change here loses settings or mappings, so these lists only grow.
 * Runs here and, copied by `npm run check:dropin`, under the monorepo's toolchain.
 */
import { fieldsToJsonSchema } from '@segment/actions-core'
import destination from '../../src/destinations/clevertap'

const types = (fields: { [key: string]: { type: string } } = {}) =>
  Object.fromEntries(Object.entries(fields).map(([key, { type }]) => [key, type]))

const { userUpload, userDelete } = destination.actions

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

it('keeps every field of User Upload and its type', () => {
  expect(types(userUpload.fields)).toMatchObject({
    identity: 'string',
    ts: 'string',
    profileData: 'object',
    standardAttributes: 'object',
    convertTimestamps: 'boolean',
    timestampFormat: 'string',
    nestedData: 'string',
    invalidAttributes: 'string',
    enable_batching: 'boolean',
    batch_size: 'number'
  })
})

it('keeps every standard attribute', () => {
  const expected = [
    ...['name', 'email', 'phone', 'gender', 'dateOfBirth', 'age', 'photo', 'education', 'employed', 'married'],
    ...['customerType', 'emailSubscribed', 'pushSubscribed', 'smsSubscribed', 'whatsappSubscribed']
  ]
  const schema = fieldsToJsonSchema(userUpload.fields).properties?.standardAttributes
  expect(Object.keys(schema?.properties ?? {})).toEqual(expect.arrayContaining(expected))
})

it.each([
  ['timestampFormat', ['unix', 'date']],
  ['nestedData', ['flatten', 'json', 'native']],
  ['invalidAttributes', ['drop', 'reject', 'send']]
])('keeps every choice of %s', (key, expected) => {
  const choices = fieldsToJsonSchema(userUpload.fields).properties?.[key].enum
  expect(choices).toEqual(expect.arrayContaining(expected))
})

it('keeps every field of User Delete and its type', () => {
  expect(types(userDelete.fields)).toMatchObject({
    identity: 'string',
    enable_batching: 'boolean',
    batch_size: 'number'
  })
})

it('requires no more than it did in 2022', () => {
  const required = ({ fields }: typeof userUpload) => Object.keys(fields).filter((key) => fields[key].required)
  expect(required(userUpload)).toEqual(['identity'])
  expect(required(userDelete)).toEqual(['identity'])
})
