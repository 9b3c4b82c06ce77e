/** The fields of User Delete, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description:
      'The ID of the profile which you want to delete, such as the user ID. A deletion cannot be undone and takes CleverTap up to 48 hours. New data for the same ID creates the profile again.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  enable_batching: {
    label: 'Batch Data to CleverTap?',
    description:
      'Delete many profiles in one request. Leave this on: CleverTap limits how many requests may be under way at once.',
    type: 'boolean',
    default: true
  },
  // Also the limit by which batches are split. Source: developer.clevertap.com "Delete User Profile" (documented).
  batch_size: {
    label: 'Batch Size',
    description: 'The largest number of profiles in one request. CleverTap takes 100.',
    type: 'number',
    unsafe_hidden: true,
    default: 100
  }
}
