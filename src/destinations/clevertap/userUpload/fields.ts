/** The fields of User Upload, as the customer sees them in the mapping editor. */
import type { FieldValue, InputField } from '@segment/actions-core'
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
  convertTimestamps: {
    label: 'Convert Timestamps',
    description:
      'Convert every attribute whose whole value is an ISO-8601 date to a timestamp in seconds: 2006-01-02T18:04:07Z becomes 1136225047. A date without a time zone is taken as UTC. Created At and DOB are converted with or without this setting.',
    type: 'boolean',
    default: true
  },
  timestampFormat: {
    label: 'Timestamp Format',
    description:
      'What Convert Timestamps makes of a date. Segments by date, such as people who renew this week, need the CleverTap date. The Unix timestamp is a number, which CleverTap compares only as a number.',
    type: 'string',
    choices: [
      { label: 'Unix timestamp, a number such as 1136225047', value: 'unix' },
      { label: 'CleverTap date, such as $D_1136225047', value: 'date' }
    ],
    default: 'unix',
    depends_on: { match: 'all', conditions: [{ fieldKey: 'convertTimestamps', operator: 'is', value: true }] }
  },
  nestedData: {
    label: 'Nested Attributes',
    description:
      'What to do with attributes that hold objects or lists. Flattening makes one custom attribute of each value in an object: an attribute address with a city becomes address_city.',
    type: 'string',
    choices: [
      { label: 'Flatten: address with a city becomes address_city, a list becomes text', value: 'flatten' },
      {
        label: 'Flatten, keep lists: the same, but a list of texts and numbers is sent as a list',
        value: 'flattenKeepLists'
      },
      { label: 'JSON: objects and lists become text', value: 'json' },
      { label: 'Native: as they are, for accounts in the nested objects beta of CleverTap', value: 'native' }
    ],
    default: 'flatten'
  },
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
