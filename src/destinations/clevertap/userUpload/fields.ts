/** The fields of User Upload, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import { standardAttributes } from './standard-attributes'

const byKey = <Value>(entries: [string, Value][]): Record<string, Value> => Object.fromEntries(entries)

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description:
      'The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates the profile if it has none with this identity, and updates it otherwise.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  ts: {
    label: 'Created At',
    description:
      'When the person was created or updated: an ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp in seconds or milliseconds. CleverTap files the record under this time. It is always sent as a Unix timestamp in seconds.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  profileData: {
    label: 'Person Attributes',
    description:
      'Optional attributes for the person. An update adds or changes attributes; it never removes any. Attributes that CleverTap does not know become custom attributes under the same name.',
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
    description:
      'The attributes by which CleverTap reaches and segments people. They are written in the form that CleverTap takes, and the traits they come from are not sent again as custom attributes. An attribute set here wins over one of the same name in Person Attributes.',
    type: 'object',
    defaultObjectUI: 'keyvalue',
    properties: byKey(
      standardAttributes.map(({ key, label, description }) => [key, { label, description, type: 'string' }])
    ),
    default: byKey(
      standardAttributes.flatMap(({ key, default: directive }) => (directive === undefined ? [] : [[key, directive]]))
    )
  },
  convertTimestamps: {
    label: 'Convert Timestamps',
    description:
      'Convert every attribute whose whole value is an ISO-8601 date to a Unix timestamp in seconds: 2006-01-02T18:04:07Z becomes 1136225047. A date without a time zone is taken as UTC. Created At and Date of Birth are converted with or without this setting.',
    type: 'boolean',
    default: true
  },
  timestampFormat: {
    label: 'Timestamp Format',
    description:
      'What Convert Timestamps makes of a date. Choose the CleverTap date to build segments by date, such as people who renew this week.',
    type: 'string',
    choices: [
      { label: 'Unix timestamp, a number such as 1136225047', value: 'unix' },
      { label: 'CleverTap date, such as $D_1136225047', value: 'date' }
    ],
    default: 'unix'
  },
  nestedData: {
    label: 'Nested Attributes',
    description:
      'What to do with attributes that hold objects or lists. An attribute address with a city becomes address_city, and a list becomes its JSON text, unless you choose otherwise.',
    type: 'string',
    choices: [
      { label: 'Flatten: address with a city becomes address_city, a list becomes text', value: 'flatten' },
      { label: 'JSON: objects and lists become text', value: 'json' },
      { label: 'Native: as they are, for accounts in the nested objects beta of CleverTap', value: 'native' }
    ],
    default: 'flatten'
  },
  invalidAttributes: {
    label: 'Invalid Attributes',
    description:
      'What to do when a standard attribute or Created At has a value that CleverTap does not take, such as a phone number without a country code. CleverTap would refuse the whole profile.',
    type: 'string',
    choices: [
      { label: 'Drop: leave the attribute out and send the rest', value: 'drop' },
      { label: 'Send: send the attribute unchecked', value: 'send' },
      { label: 'Reject: send nothing and report the event as failed', value: 'reject' }
    ],
    default: 'drop'
  },
  enable_batching: {
    label: 'Batch Data to CleverTap?',
    description:
      'Send many profiles in one request. Leave this on: CleverTap limits how many requests may be under way at once.',
    type: 'boolean',
    default: true
  },
  batch_size: {
    label: 'Batch Size',
    description: 'The largest number of profiles in one request. CleverTap takes 1,000.',
    type: 'number',
    unsafe_hidden: true,
    default: 1000
  }
}
