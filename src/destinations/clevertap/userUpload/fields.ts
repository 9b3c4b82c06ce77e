/** The fields of User Upload, as the customer sees them in the mapping editor. */
import type { FieldValue, InputField } from '@segment/actions-core'
import { batchingFields, nestingField, timestampFields } from '../values/fields'
import { halvesOfName, standardAttributes } from './standard-attributes'

const attributes = [standardAttributes[0], ...halvesOfName, ...standardAttributes.slice(1)]

/** `Gender (M or F)`, or the bare name where nothing has to be said. */
const keys = standardAttributes.map(({ name, accepts }) => (accepts === undefined ? name : `${name} (${accepts})`))

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description:
      'The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates the profile if it has none with this identity, and updates it otherwise. An event without it is not sent.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  ts: {
    label: 'Created At',
    description:
      'The time of this update, not the trait createdAt. CleverTap files the update under it. An ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp in seconds or milliseconds; it is always sent as a Unix timestamp in seconds.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  profileData: {
    label: 'Person Attributes',
    description:
      'Optional attributes for the person. An update adds or changes attributes; it never removes any. They become custom attributes under the same names, of which CleverTap takes 256 in all. For rows of a warehouse, map email, phone and the like in Standard Attributes as well.',
    type: 'object',
    default: {
      '@if': {
        exists: { '@path': '$.traits' },
        then: { '@path': '$.traits' },
        else: { '@path': '$.properties' }
      }
    }
  },
  standardAttributes: {
    label: 'Standard Attributes',
    description: `The attributes by which CleverTap reaches and segments people, under CleverTap's own names: ${keys.join(
      ', '
    )}. The MSG- attributes are true or false: whether the person may be sent messages on that channel. First Name and Last Name are joined to Name where there is no other. A trait that is sent here is not sent again as a custom attribute. Any other name becomes a custom attribute.`,
    type: 'object',
    defaultObjectUI: 'keyvalue',
    default: Object.fromEntries(
      attributes.flatMap((attribute): [string, FieldValue][] =>
        'default' in attribute && attribute.default !== undefined ? [[attribute.name, attribute.default]] : []
      )
    )
  },
  phoneCountry: {
    label: 'Country of Phone Numbers',
    description:
      'The country of phone numbers that are written without a country code, as two letters: with IN, 98123 45678 is sent as +919812345678. You can map it from the event. Without it, only numbers with a country code are sent as Phone.',
    type: 'string'
  },
  ...timestampFields('attribute', {
    alwaysConverted: 'Created At and DOB are',
    whichFormat:
      'Segments by date, such as people who renew this week, need the CleverTap date. The Unix timestamp is a number, which CleverTap compares only as a number.',
    format: 'unix'
  }),
  ...nestingField('attribute', ['address', 'city']),
  invalidAttributes: {
    label: 'Invalid Attributes',
    description:
      'What to do when a standard attribute or Created At has a value that CleverTap does not take, such as an email address without @. CleverTap refuses the whole profile for one such value.',
    type: 'string',
    choices: [
      { label: 'Drop: leave the attribute out and send the rest', value: 'drop' },
      { label: 'Send: send the attribute unchecked', value: 'send' },
      { label: 'Reject: send nothing and report the event as failed', value: 'reject' }
    ],
    default: 'drop'
  },
  // Source of the limit: developer.clevertap.com "Upload User Profiles" (documented).
  ...batchingFields('profiles', 1000)
}
