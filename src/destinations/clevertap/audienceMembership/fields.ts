/** The fields of Audience Membership, as the customer sees them in the mapping editor. */
import type { InputField } from '@segment/actions-core'
import { batchingFields } from '../values/fields'

export const fields: Record<string, InputField> = {
  identity: {
    label: 'Identity',
    description: 'The ID that uniquely identifies a person in CleverTap, such as the user ID.',
    type: 'string',
    required: true,
    default: { '@path': '$.userId' }
  },
  audience: {
    label: 'Audience',
    description:
      'The name of the attribute that says whether a person is in the audience: true or false. By default the key of the audience in Engage.',
    type: 'string',
    required: true,
    default: { '@path': '$.context.personas.computation_key' }
  },
  // Source of the limit: developer.clevertap.com "Upload User Profiles" (documented).
  ...batchingFields('profiles', 1000)
}
