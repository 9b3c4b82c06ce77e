/** The Event Upload action: records what a person did. */
import type { ActionDefinition } from '@segment/actions-core'
import { performers } from '../delivery/delivery'
import type { Delivery } from '../delivery/delivery'
import { uploadUrl } from '../endpoints'
import type { Settings } from '../generated-types'
import { unaccountedEvent } from '../delivery/policy'
import { toUploadBody } from '../delivery/wire'
import type { EventRecord } from '../delivery/wire'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { buildEventRecord } from './record'

/** The fields state CleverTap's limit. Source: developer.clevertap.com "Upload Events" (documented). */
const upload: Delivery<Payload, EventRecord> = {
  buildRecord: buildEventRecord,
  url: uploadUrl,
  wire: { toElement: (record) => record, toBody: toUploadBody, maxRecords: Number(fields.batch_size.default) },
  rules: {
    // An echo without a position is told from the others by whose event it is, which one, and when.
    echoKeys: ['identity', 'evtName', 'ts'],
    isRepeatable: () => false,
    unaccounted: unaccountedEvent
  }
}

const action: ActionDefinition<Settings, Payload> = {
  title: 'Event Upload',
  description:
    "Record what a person did as an event in CleverTap. Order Completed becomes CleverTap's Charged event. CleverTap cannot change or delete an event, and one that is sent twice counts twice.",
  platform: 'cloud',
  defaultSubscription: 'type = "track" and userId != null and event != "Delete User"',
  fields,
  ...performers(upload)
}

export default action
