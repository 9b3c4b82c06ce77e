/** The fields of User Delete, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import { batchingFields } from '../values/fields'

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description:
      'The ID of the profile which you want to delete, such as the user ID. A deletion cannot be undone and takes CleverTap up to 48 hours. New data for the same ID creates the profile again.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  // Source of the limit: developer.clevertap.com "Delete User Profile" (documented).
  ...batchingFields('profiles', 100)
}
