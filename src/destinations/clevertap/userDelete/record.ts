/** One User Delete payload to the identity to delete, or the reason why the event is refused. Pure. */
import { recordBuilder } from '../delivery/build'
import type { DeleteRecord } from '../delivery/wire'

/** Builds from any object with an identity: a mapped payload, or the userId of a deletion request. */
export const buildDeleteRecord = recordBuilder<{ identity?: unknown }, DeleteRecord>((_payload, { identity }) => ({
  record: { identity }
}))
