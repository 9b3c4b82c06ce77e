/** The fields of Event Upload, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import { fields as uploadFields } from '../userUpload/fields'

const either = (path: string, otherPath: string) => ({
  '@if': { exists: { '@path': path }, then: { '@path': path }, else: { '@path': otherPath } }
})

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description:
      'The ID that uniquely identifies a person in CleverTap, such as the user ID. CleverTap creates a profile if it has none with this identity. An event without it is not sent.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  eventName: {
    label: 'Event Name',
    description:
      'The name of the event in CleverTap, such as Product Viewed. The characters . : $ \' " \\ are taken out of it. An account has room for 512 different names, so do not put an ID or a page title into a name.',
    type: 'string',
    required: true,
    default: either('$.event', '$.name')
  },
  ts: {
    label: 'Event Time',
    description:
      'When it happened: an ISO-8601 date such as 2006-01-02T18:04:07Z, or a Unix timestamp in seconds or milliseconds. Live campaigns see an event only if it is at most two hours old.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  eventData: {
    label: 'Event Properties',
    description:
      'What is known of the event, such as the product and its price. CleverTap takes 100 properties of an event unless it has raised the limit of your account.',
    type: 'object',
    default: { '@path': '$.properties' }
  },
  chargedOrders: {
    label: 'Orders as Charged',
    description:
      'Send the event Order Completed as Charged, the event from which CleverTap counts purchases and revenue.',
    type: 'boolean',
    default: true
  },
  chargedData: {
    label: 'Charged Properties',
    description:
      "The properties of Charged, under CleverTap's own names: Amount (a number), Currency (such as USD), Charged ID (of the order), Payment mode, Items (a list of objects, one for each product). They win over Event Properties and are used for Charged only.",
    type: 'object',
    defaultObjectUI: 'keyvalue',
    default: {
      Amount: either('$.properties.total', '$.properties.revenue'),
      Currency: { '@path': '$.properties.currency' },
      'Charged ID': either('$.properties.order_id', '$.properties.checkout_id'),
      'Payment mode': { '@path': '$.properties.payment_method' },
      Items: { '@path': '$.properties.products' }
    }
  },
  convertTimestamps: {
    label: 'Convert Timestamps',
    description:
      'Convert every property whose whole value is an ISO-8601 date, such as 2006-01-02T18:04:07Z. A date without a time zone is taken as UTC. Event Time is converted with or without this setting.',
    type: 'boolean',
    default: true
  },
  timestampFormat: {
    ...uploadFields.timestampFormat,
    description:
      'What Convert Timestamps makes of a date. The CleverTap date is the only form of a date that CleverTap documents for events, and the one to compare dates with in segments.',
    default: 'date'
  },
  nestedData: {
    ...uploadFields.nestedData,
    description:
      'What to do with properties that hold objects or lists. Flattening makes one property of each value in an object: a property coupon with a code becomes coupon_code. Items of Charged stay a list.',
    choices: [
      { label: 'Flatten: coupon with a code becomes coupon_code, a list becomes text', value: 'flatten' },
      {
        label: 'Flatten, keep lists: the same, but a list of texts and numbers is sent as a list',
        value: 'flattenKeepLists'
      },
      { label: 'JSON: objects and lists become text', value: 'json' },
      { label: 'Native: as they are, for accounts in the nested objects beta of CleverTap', value: 'native' }
    ]
  },
  enable_batching: {
    label: 'Batch Data to CleverTap?',
    description:
      'Send many events in one request. Leave this on: CleverTap limits how many requests may be under way at once.',
    type: 'boolean',
    default: true
  },
  batch_size: {
    label: 'Batch Size',
    description: 'The largest number of events in one request. CleverTap takes 1,000.',
    type: 'number',
    unsafe_hidden: true,
    default: 1000
  }
}
