/** The records in a request to CleverTap. Pure; takes the bodies that the destination makes. */
import type { Delivery, Exchange, JsonObject } from '../protocol'

/** The attributes of a profile or the properties of an event; a deletion has none. */
export type SentRecord = { identity: string; sentAs: NonNullable<Delivery['sentAs']>; data: JsonObject }

/** @returns the records of a request, in order */
export function parseRecords({ body }: Exchange): SentRecord[] {
  const { d, identity } = JSON.parse(body) as { d?: JsonObject[]; identity?: string | string[] }
  if (identity !== undefined) {
    return (Array.isArray(identity) ? identity : [identity]).map((one) => ({
      identity: one,
      sentAs: 'deletion',
      data: {}
    }))
  }
  return (d ?? []).map((record) => ({
    identity: String(record.identity),
    sentAs: record.type === 'event' ? 'event' : 'profile',
    data: (record.profileData ?? record.evtData ?? {}) as JsonObject
  }))
}
