/**
 * What saved configurations of customers refer to. A change here loses settings or mappings, so these lists only grow. They
 * are compared whole: what is new in the definition and missing here fails too, since it could be removed later unseen.
 * Runs here and, copied by `npm run check:dropin`, under the monorepo's toolchain.
 */
import destination from '../../src/destinations/clevertap'

const { authentication, actions } = destination

type Fields = typeof actions[string]['fields']
type Choices = readonly (string | { value: string | number })[]

const types = (fields: { [key: string]: { type: string } } = {}) =>
  Object.fromEntries(Object.entries(fields).map(([key, { type }]) => [key, type]))

const valuesOf = (choices: Choices = []) =>
  choices.map((choice) => (typeof choice === 'string' ? choice : choice.value))

/** The fields of each action with their types, and after a colon the choices. */
const fieldsOf: { [action: string]: { [key: string]: string } } = {
  userUpload: {
    identity: 'string',
    ts: 'string',
    profileData: 'object',
    recognizeStandardAttributes: 'boolean',
    standardAttributes: 'object',
    phoneCountry: 'string',
    convertTimestamps: 'boolean',
    timestampFormat: 'string: unix, date',
    nestedData: 'string: flatten, flattenKeepLists, json, native',
    nullAttributes: 'string: ignore, delete',
    invalidAttributes: 'string: drop, send, reject',
    enable_batching: 'boolean',
    batch_size: 'number'
  },
  userDelete: { identity: 'string', enable_batching: 'boolean', batch_size: 'number' },
  eventUpload: {
    identity: 'string',
    eventName: 'string',
    ts: 'string',
    eventData: 'object',
    chargedOrders: 'boolean',
    chargedData: 'object',
    convertTimestamps: 'boolean',
    timestampFormat: 'string: unix, date',
    nestedData: 'string: flatten, flattenKeepLists, json, native',
    enable_batching: 'boolean',
    batch_size: 'number'
  },
  audienceMembership: { identity: 'string', audience: 'string', enable_batching: 'boolean', batch_size: 'number' }
}

/** The fields without which an event is refused. Of the first two actions, no more than in 2022. */
const requiredOf: { [action: string]: string[] } = {
  userUpload: ['identity'],
  userDelete: ['identity'],
  eventUpload: ['identity', 'eventName'],
  audienceMembership: ['identity', 'audience']
}

const regions = ['eu1', 'in1', 'sg1', 'us1', 'aps3', 'mec1', 'sk1']

it('keeps name and slug', () => {
  expect([destination.name, destination.slug]).toEqual(['CleverTap (Actions)', 'actions-clevertap'])
})

it('keeps every setting and its type', () => {
  expect(types(authentication?.fields)).toEqual({
    clevertapAccountId: 'string',
    clevertapPasscode: 'password',
    clevertapEndpoint: 'string'
  })
})

it('keeps every region', () => {
  const endpoints = regions.map((region) => `https://${region}.api.clevertap.com`)
  expect(valuesOf(authentication?.fields.clevertapEndpoint.choices).sort()).toEqual(endpoints.sort())
})

/** The other actions come with a second pull request, so the folder may lack all of them. */
const firstActions = ['userUpload', 'userDelete']
const isFirst = Object.keys(actions).length === firstActions.length

it('keeps every action', () => {
  expect(Object.keys(actions)).toEqual(isFirst ? firstActions : Object.keys(fieldsOf))
})

const kept = <Row extends [action: string, ...others: unknown[]]>(rows: Row[]) =>
  rows.filter(([action]) => !isFirst || firstActions.includes(action))

const toType = ({ type, choices }: Fields[string]) =>
  choices === undefined ? type : `${type}: ${valuesOf(choices as Choices).join(', ')}`

it.each(kept(Object.entries(fieldsOf)))('keeps every field of %s, its type and its choices', (action, expected) => {
  const { fields } = actions[action]
  const found = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, toType(field)]))
  expect(found).toEqual(expected)
})

it.each(kept(Object.entries(requiredOf)))('requires of %s no more than it did', (action, expected) => {
  const { fields } = actions[action]
  expect(Object.keys(fields).filter((key) => fields[key].required)).toEqual(expected)
})

/** Key-value fields have no typed properties: one would let the framework refuse a whole event for one list. */
it.each(
  kept<[string, string, string[]]>([
    [
      'userUpload',
      'standardAttributes',
      [
        ...['Name', 'First Name', 'Last Name', 'Email', 'Phone', 'Gender', 'DOB', 'Age', 'Photo', 'Education'],
        ...['Employed', 'Married', 'Customer Type', 'Tz', 'MSG-email', 'MSG-push', 'MSG-sms', 'MSG-whatsapp']
      ]
    ],
    ['eventUpload', 'chargedData', ['Amount', 'Currency', 'Charged ID', 'Payment mode', 'Items']]
  ])
)('names, in %s, every key of %s', (action, field, keys) => {
  const { properties, description } = actions[action].fields[field]
  expect(properties).toBeUndefined()
  expect(keys.filter((key) => !description.includes(key))).toEqual([])
})
