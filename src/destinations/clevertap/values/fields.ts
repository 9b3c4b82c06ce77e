/** The fields that several actions have, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import type { TimestampFormat } from './timestamp'

type Fields = Record<string, InputField>

/** @param maxRecords CleverTap's limit of records in one request; the batches of a mapping without a limit are split by it */
export const batchingFields = (records: 'profiles' | 'events', maxRecords: number): Fields => ({
  enable_batching: {
    label: 'Batch Data to CleverTap?',
    description: `Put many ${records} into one request. Leave this on: CleverTap limits how many requests may be under way at once.`,
    type: 'boolean',
    default: true
  },
  batch_size: {
    label: 'Batch Size',
    description: `The largest number of ${records} in one request. CleverTap takes ${maxRecords}.`,
    type: 'number',
    unsafe_hidden: true,
    default: maxRecords
  }
})

/**
 * @param values what may be a date
 * @param alwaysConverted the fields that are sent as a time whatever the setting
 * @param whichFormat the advice for choosing one
 */
export const timestampFields = (
  values: 'attribute' | 'property',
  { alwaysConverted, whichFormat, format }: { alwaysConverted: string; whichFormat: string; format: TimestampFormat }
): Fields => ({
  convertTimestamps: {
    label: 'Convert Timestamps',
    description: `Convert every ${values} whose whole value is an ISO-8601 date, such as 2006-01-02T18:04:07Z, to a timestamp. A date without a time zone is taken as UTC. ${alwaysConverted} converted with or without this setting.`,
    type: 'boolean',
    default: true
  },
  timestampFormat: {
    label: 'Timestamp Format',
    description: `What Convert Timestamps makes of a date. ${whichFormat}`,
    type: 'string',
    choices: [
      { label: 'Unix timestamp, a number such as 1136225047', value: 'unix' },
      { label: 'CleverTap date, such as $D_1136225047', value: 'date' }
    ],
    default: format,
    depends_on: { match: 'all', conditions: [{ fieldKey: 'convertTimestamps', operator: 'is', value: true }] }
  }
})

/** @param example an object with a value in it, such as `address` with a `city` */
export const nestingField = (values: 'attribute' | 'property', [holder, part]: [string, string]): Fields => ({
  nestedData: {
    label: 'Nested Attributes',
    description: `What to do with objects and lists. Flattening makes one ${values} of each value in an object: ${holder} with a ${part} becomes ${holder}_${part}.`,
    type: 'string',
    choices: [
      { label: `Flatten: ${holder} with a ${part} becomes ${holder}_${part}, a list becomes text`, value: 'flatten' },
      {
        label: 'Flatten, keep lists: the same, but a list of texts and numbers is sent as a list',
        value: 'flattenKeepLists'
      },
      { label: 'JSON: objects and lists become text', value: 'json' },
      { label: 'Native: as they are, for accounts in the nested objects beta of CleverTap', value: 'native' }
    ],
    default: 'flatten'
  }
})
