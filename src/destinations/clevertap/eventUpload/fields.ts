/** The fields of Event Upload, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import { batchingFields, nestingField, timestampFields } from '../values/fields'

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
      'The name of the event in CleverTap, such as Product Viewed. The characters . : $ \' " \\ are taken out of it. An account has room for 512 names, so do not put an ID or a page title into a name.',
    type: 'string',
    required: true,
    default: {
      '@if': { exists: { '@path': '$.event' }, then: { '@path': '$.event' }, else: { '@path': '$.name' } }
    }
  },
  ts: {
    label: 'Event Time',
    description:
      'When the event happened: an ISO-8601 date such as 2006-01-02T18:04:07Z, a date and time of a database, or a Unix timestamp in seconds or milliseconds. Live campaigns see an event only if it is at most two hours old.',
    type: 'string',
    default: { '@path': '$.timestamp' }
  },
  eventData: {
    label: 'Event Properties',
    description:
      'The properties of the event, such as the product and its price. CleverTap takes 100 properties of an event unless it has raised the limit of your account.',
    type: 'object',
    default: { '@path': '$.properties' }
  },
  chargedOrders: {
    label: 'Orders as Charged',
    description:
      'Send Order Completed as Charged, the event from which CleverTap counts purchases and revenue. Amount, Currency, Charged ID, Payment mode and Items are found among Event Properties by their usual names, such as total, order_id and products.',
    type: 'boolean',
    default: true
  },
  chargedData: {
    label: 'Charged Properties',
    description:
      "Properties of Charged that have unusual names in your events. The keys are CleverTap's names: Amount, Currency, Charged ID, Payment mode, Items. Example: map Amount to the property paid. What is mapped here is used before Event Properties.",
    type: 'object',
    defaultObjectUI: 'keyvalue'
  },
  ...timestampFields('property', {
    alwaysConverted: 'Event Time is',
    whichFormat:
      'The CleverTap date is the only form of a date that CleverTap documents for events, and the one to compare dates with in segments.',
    format: 'date'
  }),
  ...nestingField('property', ['coupon', 'code']),
  // Source of the limit: developer.clevertap.com "Upload Events" (documented).
  ...batchingFields('events', 1000)
}
