/** The User Upload action: creates or updates profiles. */
import type { ActionDefinition } from '@segment/actions-core'
import { performers } from '../delivery/delivery'
import type { Delivery } from '../delivery/delivery'
import { uploadUrl } from '../endpoints'
import type { Settings } from '../generated-types'
import { mergeProfiles } from '../delivery/merge'
import { unaccounted } from '../delivery/policy'
import { toUploadBody } from '../delivery/wire'
import type { ProfileRecord } from '../delivery/wire'
import { hasCounter } from '../values/operators'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { buildProfileRecord } from './record'

/** The fields state CleverTap's limit. Source: developer.clevertap.com "Upload User Profiles" (documented). */
export const upload: Delivery<Payload, ProfileRecord> = {
  buildRecord: buildProfileRecord,
  url: uploadUrl,
  combine: mergeProfiles,
  wire: { toElement: (record) => record, toBody: toUploadBody, maxRecords: Number(fields.batch_size.default) },
  rules: { echoKeys: ['identity'], isRepeatable: (record) => !hasCounter(record), unaccounted }
}

const action: ActionDefinition<Settings, Payload> = {
  title: 'User Upload',
  description:
    'The User Upload Action enables you to create or update user profiles in CleverTap. People without a user ID are not sent.',
  platform: 'cloud',
  defaultSubscription: 'type = "identify"',
  fields,
  ...performers(upload)
}

export default action
