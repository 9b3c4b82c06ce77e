/** One User Delete payload to the identity to delete, or the reason why the event is refused. Pure. */
import type { Built } from '../delivery/batch'
import { parseIdentity } from '../values/identity'
import type { DeleteRecord } from '../delivery/wire'

/** @param payload any object with an identity: a mapped payload, or the userId of a deletion request */
export function buildDeleteRecord(payload: { identity?: unknown }): Built<DeleteRecord> {
  const parsed = parseIdentity(payload.identity)
  return 'reason' in parsed
    ? { fate: 'invalid', reason: parsed.reason }
    : { fate: 'valid', record: { identity: parsed.identity }, warnings: parsed.warnings }
}
