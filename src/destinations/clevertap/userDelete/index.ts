/** The User Delete action, and Segment's user-deletion requests: removes profiles. */
import type { ActionDefinition, DestinationDefinition } from '@segment/actions-core'
import { onePerPerson } from '../delivery/batch'
import { performers } from '../delivery/delivery'
import type { Delivery } from '../delivery/delivery'
import { deleteUrl } from '../endpoints'
import type { Settings } from '../generated-types'
import { unaccounted } from '../delivery/policy'
import { toDeleteBody } from '../delivery/wire'
import type { DeleteRecord } from '../delivery/wire'
import { isBlank } from '../values/json'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { buildDeleteRecord } from './record'

/** The fields state CleverTap's limit. */
export const deletion: Delivery<{ identity?: unknown }, DeleteRecord> = {
  buildRecord: buildDeleteRecord,
  url: deleteUrl,
  combine: onePerPerson,
  wire: { toElement: ({ identity }) => identity, toBody: toDeleteBody, maxRecords: Number(fields.batch_size.default) },
  rules: { echoKeys: ['identity'], isRepeatable: () => true, unaccounted }
}

const { perform, performBatch } = performers(deletion)

/** Deletes the profile of the user of a deletion request. Without a userId there is nothing to delete. */
export const onDelete: DestinationDefinition<Settings>['onDelete'] = async (request, { payload, settings }) => {
  const { userId } = payload
  if (isBlank(userId)) {
    return { output: 'The deletion request has no userId, so there is no profile to delete' }
  }
  return perform(request, { payload: { identity: userId }, settings })
}

const action: ActionDefinition<Settings, Payload> = {
  title: 'User Delete',
  description:
    'The User Delete Action enables you to remove user profiles in CleverTap. A deletion cannot be undone and takes CleverTap up to 48 hours. New data for the same identity creates the profile again.',
  platform: 'cloud',
  defaultSubscription: 'event = "Delete User"',
  fields,
  perform,
  performBatch
}

export default action
