/** CleverTap profiles in memory: merge, operators, delete. */
import { isObject, toJsonText } from './json'
import type { Json, JsonObject } from './json'

/** What is kept of one person. Profiles are replaced, never changed in place, so a reference is a snapshot. */
export type Profile = { readonly identity: string; readonly profileData: JsonObject; readonly ts?: Json }

/** Documented by developer.clevertap.com "Platform Considerations": the oldest values of a longer list go first. */
const maxListValues = 100

/** Whether a value is one of CleverTap's operators: an object with keys, all of which start with `$`. */
export function isOperator(value: Json): value is JsonObject {
  if (!isObject(value)) {
    return false
  }
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => key.startsWith('$'))
}

function toTexts(value: Json | undefined): string[] {
  if (value === undefined || value === null) {
    return []
  }
  return (Array.isArray(value) ? value : [value]).map((item) =>
    typeof item === 'object' ? toJsonText(item) : String(item)
  )
}

/**
 * One operator on one attribute. `$add`, `$remove`, `$incr`, `$decr` are documented; `$delete` is documented for
 * Name and Gender and applied here to any attribute (approximated); `$set` is documented for file imports only;
 * counting from 0 where there is no number, and ignoring unknown operators, are approximated.
 */
function applyOperator(current: Json | undefined, operator: string, operand: Json): Json | undefined {
  const total = typeof current === 'number' ? current : 0
  const step = typeof operand === 'number' ? operand : 0
  switch (operator) {
    case '$delete':
      return undefined
    case '$set':
      return operand
    case '$incr':
      return total + step
    case '$decr':
      return total - step
    case '$add':
      return Array.from(new Set([...toTexts(current), ...toTexts(operand)])).slice(-maxListValues)
    case '$remove': {
      const removed = new Set(toTexts(operand))
      return current === undefined ? undefined : toTexts(current).filter((item) => !removed.has(item))
    }
    default:
      return current
  }
}

/** All profiles of one account, by identity. Reads and writes cost the size of one profile, never of the store. */
export class ProfileStore {
  private readonly profiles = new Map<string, Profile>()

  get size(): number {
    return this.profiles.size
  }

  /** The profile of an identity, or undefined. */
  find(identity: string): Profile | undefined {
    return this.profiles.get(identity)
  }

  /** Every profile, in order of creation. */
  all(): IterableIterator<Profile> {
    return this.profiles.values()
  }

  /**
   * Creates or updates a profile: the keys sent are merged, the others stay (documented); `null` is ignored
   * (approximated: unknown). A `Map` and `Object.fromEntries` keep keys such as `__proto__` plain data.
   */
  upsert(identity: string, profileData: JsonObject, ts?: Json): void {
    const existing = this.profiles.get(identity)
    const merged = new Map<string, Json>(existing ? Object.entries(existing.profileData) : [])
    for (const [key, value] of Object.entries(profileData)) {
      if (value === null) {
        continue
      }
      if (!isOperator(value)) {
        merged.set(key, value)
        continue
      }
      for (const [operator, operand] of Object.entries(value)) {
        const result = applyOperator(merged.get(key), operator, operand)
        if (result === undefined) {
          merged.delete(key)
        } else {
          merged.set(key, result)
        }
      }
    }
    const filedAt = ts === undefined ? existing?.ts : ts
    const data = Object.fromEntries(merged)
    this.profiles.set(
      identity,
      filedAt === undefined ? { identity, profileData: data } : { identity, profileData: data, ts: filedAt }
    )
  }

  /** Removes a profile at once (CleverTap documents up to 48 hours) and says whether there was one. */
  delete(identity: string): boolean {
    return this.profiles.delete(identity)
  }

  /** Forgets everything. */
  clear(): void {
    this.profiles.clear()
  }
}
