/** Which record each refusal in a reply is about. Pure. */
import { isObject } from './json'
import type { Refusal } from './wire'

/** A record of a request, upload or deletion. */
export type SentRecord = { identity: string; profileData?: unknown }

/** CleverTap's note of the 1-based position of a refused record in the request (recorded). */
export const positionNote = /\.?\s*Skipped record number\s*:\s*(\d{1,9})/i

/**
 * Ties refusals to records: by the position that CleverTap names, checked against the identity that it echoes; without
 * a position, by the identity if just one record has it. Whatever fits no record, or contradicts itself, is unmatched.
 */
export function matchRefusals(unprocessed: unknown[], records: SentRecord[]) {
  const refusals = new Map<number, Refusal>()
  let allMatched = true
  let indexOf: Map<string, number | undefined> | undefined
  for (const item of unprocessed) {
    const refusal: Refusal = isObject(item) ? item : {}
    const position = typeof refusal.error === 'string' ? positionNote.exec(refusal.error)?.[1] : undefined
    const echoed = isObject(refusal.record) ? refusal.record.identity : undefined
    let index: number | undefined
    if (position !== undefined) {
      index = Number(position) - 1
    } else if (echoed !== undefined) {
      indexOf = indexOf ?? indexIdentities(records)
      index = indexOf.get(normalise(echoed))
    }
    const record = index === undefined ? undefined : records[index]
    const fits = record && (echoed === undefined || normalise(echoed) === normalise(record.identity))
    if (index === undefined || !fits) {
      allMatched = false
    } else if (!refusals.has(index)) {
      refusals.set(index, refusal)
    }
  }
  return { refusals, allMatched }
}

/** Position of each identity; undefined for one that several records share, since it tells them apart no more. */
function indexIdentities(records: SentRecord[]): Map<string, number | undefined> {
  const indexOf = new Map<string, number | undefined>()
  records.forEach(({ identity }, index) => {
    const key = normalise(identity)
    indexOf.set(key, indexOf.has(key) ? undefined : index)
  })
  return indexOf
}

/**
 * Replies echo phone numbers as numbers, without their plus (recorded); identities may be phone numbers. Anything else
 * than text or a number is no identity.
 */
export const normalise = (identity: unknown) =>
  typeof identity === 'string' || typeof identity === 'number' ? String(identity).trim().replace(/^\+/, '') : ''
