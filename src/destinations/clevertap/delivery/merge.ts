/** The profiles of one person to as few records as keep their meaning. Pure. */
import type { JSONObject } from '@segment/actions-core'
import { setOwn, valuesIn } from '../values/json'
import { bytesOf } from '../values/limits'
import { isOperator } from '../values/operators'
import type { Item } from './batch'
import { maxBodyBytes } from './requests'
import { toUploadBody } from './wire'
import type { ProfileRecord } from './wire'

/** So that a merged record fits into a request. */
const maxRecordBytes = maxBodyBytes - toUploadBody('').length

/** A record that others are merged into; it belongs to nobody else. */
type Open = {
  record: ProfileRecord
  parts: Item<ProfileRecord>[]
  isMergeable: boolean
  /** In JSON: without attributes, of all of them, and of each. */
  bytesWithout: number
  bytesOfAll: number
  bytesByKey: Map<string, number>
}

/**
 * In which order CleverTap applies two records of one person in one request is unknown, and each attribute of each costs
 * the customer a data point. Later values win, and the later `ts` counts.
 * @param items of one person, in the order of the events; they are not changed
 * @returns items in the same order, of which none could be merged with the next
 */
export function mergeProfiles(items: Item<ProfileRecord>[]): Item<ProfileRecord>[] {
  const merged: Open[] = []
  for (const item of items) {
    const next = toOpen(item)
    const last = merged[merged.length - 1]
    if (!last || !tryMerge(last, next)) {
      merged.push(next)
    }
  }
  return merged.map(({ record, parts }) =>
    parts.length === 1 ? parts[0] : { record, parts, positions: parts.flatMap(({ positions }) => positions) }
  )
}

function toOpen(item: Item<ProfileRecord>): Open {
  const { record } = item
  const { profileData } = record
  const bytesByKey = new Map(
    Object.entries(profileData).map(([key, value]): [string, number] => [
      key,
      bytesOf(JSON.stringify(key)) + bytesOf(JSON.stringify(value)) + ':,'.length
    ])
  )
  const copy: JSONObject = {}
  Object.entries(profileData).forEach(([key, value]) => setOwn(copy, key, value))
  return {
    record: { ...record, profileData: copy },
    parts: [item],
    isMergeable: isMergeable(record),
    // The last attribute has no comma.
    bytesWithout: bytesOf(JSON.stringify({ ...record, profileData: {} })) - 1,
    bytesOfAll: Array.from(bytesByKey.values()).reduce((sum, bytes) => sum + bytes, 0),
    bytesByKey
  }
}

/** An operator, and a subscription to a category, are done to what is there; a `ts` as it came is no time. */
function isMergeable({ ts, profileData }: ProfileRecord): boolean {
  if (typeof ts === 'string' || Object.keys(profileData).some((key) => key.startsWith('category-'))) {
    return false
  }
  for (const value of valuesIn(profileData)) {
    if (isOperator(value as JSONObject)) {
      return false
    }
  }
  return true
}

/** Merges the later record into the earlier one, unless it must stay one of its own. */
function tryMerge(earlier: Open, later: Open): boolean {
  const { record } = earlier
  const { ts, profileData } = later.record
  if (!earlier.isMergeable || !later.isMergeable || Number(ts ?? record.ts ?? 0) < Number(record.ts ?? 0)) {
    return false
  }
  const bytesWithout = Math.max(earlier.bytesWithout, later.bytesWithout)
  let bytesOfAll = earlier.bytesOfAll + later.bytesOfAll
  later.bytesByKey.forEach((_bytes, key) => (bytesOfAll -= earlier.bytesByKey.get(key) ?? 0))
  if (bytesWithout + bytesOfAll > maxRecordBytes) {
    return false
  }
  if (ts !== undefined) {
    record.ts = ts
  }
  Object.entries(profileData).forEach(([key, value]) => setOwn(record.profileData, key, value))
  earlier.parts.push(...later.parts)
  later.bytesByKey.forEach((ofKey, key) => earlier.bytesByKey.set(key, ofKey))
  Object.assign(earlier, { bytesWithout, bytesOfAll })
  return true
}
