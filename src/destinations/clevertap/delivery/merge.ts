/** The profiles of one person to as few records as keep their meaning. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { hasOwn, setOwn, valuesIn } from '../values/json'
import { bytesOf } from '../values/limits'
import { isOperator } from '../values/operators'
import type { Item } from './batch'
import { maxBodyBytes } from './requests'
import { toUploadBody } from './wire'
import type { ProfileRecord } from './wire'

/** So that a merged record fits into a request. */
const maxRecordBytes = maxBodyBytes - toUploadBody('').length

/** A record of its own, into which others may be merged, and its bytes in JSON. */
type Merged = { record: ProfileRecord; parts: Item<ProfileRecord>[]; standsAlone: boolean; bytes: number }

/**
 * In which order CleverTap applies two records of one person in one request is unknown, and each attribute of each costs
 * the customer a data point. Later values win, and the later `ts` counts.
 * @param items of one person, in the order of the events; they are not changed
 * @returns items in the same order, of which none could be merged with the next
 */
export function mergeProfiles(items: Item<ProfileRecord>[]): Item<ProfileRecord>[] {
  const merged: Merged[] = []
  for (const item of items) {
    const { record } = item
    const last = merged[merged.length - 1]
    const standsAlone = mustStandAlone(record)
    const isMergeable = last && !last.standsAlone && !standsAlone && !isEarlier(record, last.record)
    const bytes = isMergeable ? bytesWith(last, record) : Infinity
    if (bytes <= maxRecordBytes) {
      mergeInto(last, item, bytes)
    } else {
      const copy = { ...record, profileData: { ...record.profileData } }
      merged.push({ record: copy, parts: [item], standsAlone, bytes: bytesOf(JSON.stringify(record)) })
    }
  }
  return merged.map(({ record, parts }) =>
    parts.length === 1 ? parts[0] : { record, parts, positions: parts.flatMap(({ positions }) => positions) }
  )
}

/** An operator, and a subscription to a category, are done to what is there; a `ts` as it came is no time. */
function mustStandAlone({ ts, profileData }: ProfileRecord): boolean {
  if (typeof ts === 'string' || Object.keys(profileData).some((key) => key.startsWith('category-'))) {
    return true
  }
  for (const value of valuesIn(profileData)) {
    if (isOperator(value as JSONValue)) {
      return true
    }
  }
  return false
}

const isEarlier = ({ ts }: ProfileRecord, last: ProfileRecord) => Number(ts ?? last.ts ?? 0) < Number(last.ts ?? 0)

/** A value that another takes the place of is counted once more, and never again, so the work grows with the input. */
function bytesWith({ record, bytes }: Merged, { ts, profileData }: ProfileRecord): number {
  const bytesOfTs = (value: unknown) => (value === undefined ? 0 : bytesOfEntry('ts', value))
  let sum = bytes + (ts === undefined ? 0 : bytesOfTs(ts) - bytesOfTs(record.ts))
  for (const [key, value] of Object.entries(profileData)) {
    const replaced = hasOwn(record.profileData, key) ? bytesOfEntry(key, record.profileData[key]) : 0
    sum += bytesOfEntry(key, value) - replaced
  }
  return sum
}

/** The braces of the object that is written here count as its colon and its comma. */
const bytesOfEntry = (key: string, value: unknown) => bytesOf(JSON.stringify({ [key]: value })) - 1

function mergeInto(last: Merged, item: Item<ProfileRecord>, bytes: number) {
  const { ts, profileData } = item.record
  if (ts !== undefined) {
    last.record.ts = ts
  }
  Object.entries(profileData).forEach(([key, value]) => setOwn(last.record.profileData, key, value))
  last.parts.push(item)
  last.bytes = bytes
}
