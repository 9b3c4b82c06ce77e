/** The fields of User Delete, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description: 'The ID of the profile which you want to delete.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  enable_batching: {
    label: 'Batch Data to CleverTap?',
    description: 'Delete many profiles in one request. This is faster, and CleverTap limits concurrent requests.',
    type: 'boolean',
    default: true
  },
  batch_size: {
    label: 'Batch Size',
    description: 'The largest number of profiles in one request. CleverTap takes 100.',
    type: 'number',
    unsafe_hidden: true,
    default: 100
  }
}
