/** The User Upload action: creates or updates profiles. */
import type { ActionDefinition } from '@segment/actions-core'
import { deliver } from '../delivery'
import type { Delivery } from '../delivery'
import { uploadUrl } from '../endpoints'
import type { Settings } from '../generated-types'
import { settle, toMultiStatus } from '../outcome'
import { unaccounted } from '../policy'
import { hasCounter } from '../wire'
import type { ProfileRecord } from '../wire'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { buildProfileRecord } from './record'

/** Source of the limit: developer.clevertap.com "Upload User Profiles" (documented). */
const upload: Delivery<Payload, ProfileRecord> = {
  buildRecord: buildProfileRecord,
  url: uploadUrl,
  buildBody: (records) => ({ d: records }),
  maxRecordsPerRequest: 1000,
  oncePerIdentity: false,
  rules: { echoKeys: ['identity'], isRepeatable: (record) => !hasCounter(record), unaccounted }
}

const action: ActionDefinition<Settings, Payload> = {
  title: 'User Upload',
  description:
    'The User Upload Action enables you to create or update user profiles in CleverTap. People without a user ID are not sent.',
  platform: 'cloud',
  defaultSubscription: 'type = "identify"',
  fields,
  perform: async (request, { payload, settings }) => settle((await deliver(request, upload, [payload], settings))[0]),
  performBatch: async (request, { payload, settings }) =>
    toMultiStatus(await deliver(request, upload, payload, settings))
}

export default action
