/** The fields of User Upload, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import { batchingFields, nestingField, timestampFields } from '../values/fields'
import { standardAttributes } from './standard-attributes'

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
      'The time of this update, under which CleverTap files it; not the trait createdAt. An ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp. It is always sent as a Unix timestamp in seconds.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  profileData: {
    label: 'Person Attributes',
    description:
      'Optional attributes for the person: the traits of an event, or the columns of a warehouse row. An update adds or changes attributes; it never removes any. What is no standard attribute becomes a custom attribute, of which CleverTap takes 256 in all.',
    type: 'object',
    default: {
      '@if': {
        exists: { '@path': '$.traits' },
        then: { '@path': '$.traits' },
        else: { '@path': '$.properties' }
      }
    }
  },
  recognizeStandardAttributes: {
    label: 'Recognize Standard Attributes',
    description:
      'Find the attributes that CleverTap knows by name among Person Attributes: a trait first_name, firstName or "First Name" is the first name, birthday is DOB, avatar is Photo.',
    type: 'boolean',
    default: true
  },
  standardAttributes: {
    label: 'Standard Attributes',
    description: `What has another name in your events, or no trait: ${standardAttributes
      .map(({ name }) => name)
      .join(', ')}. For consent, map MSG-email to true or false: whether the person may be sent email.`,
    type: 'object',
    defaultObjectUI: 'keyvalue'
  },
  phoneCountry: {
    label: 'Country of Phone Numbers',
    description:
      'The country of phone numbers that are written without a country code, as two letters: with IN, 98123 45678 is sent as +919812345678. It may be mapped from the event. Without it, only numbers with a country code are sent.',
    type: 'string'
  },
  ...timestampFields('attribute', {
    alwaysConverted: 'Created At and DOB are',
    whichFormat:
      'Segments by date, such as people who renew this week, need the CleverTap date. The Unix timestamp is a number, which CleverTap compares only as a number.',
    format: 'unix'
  }),
  ...nestingField('attribute', ['address', 'city']),
  nullAttributes: {
    label: 'Null Attributes',
    description:
      'What to do with an attribute that is null: leave it as it is in CleverTap, or delete it there. A trait plan that is null then removes plan from the profile.',
    type: 'string',
    choices: [
      { label: 'Ignore: leave the attribute as it is', value: 'ignore' },
      { label: 'Delete: remove the attribute from the profile', value: 'delete' }
    ],
    default: 'ignore'
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
  // Source of the limit: developer.clevertap.com "Upload User Profiles" (documented).
  ...batchingFields('profiles', 1000)
}
