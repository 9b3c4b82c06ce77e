/** What a run changed in the profiles. Pure. */
import type { AttributeChange, Json, JsonObject, ProfileChange } from '../protocol'

type Profiles = ReadonlyMap<string, JsonObject>

/**
 * @param before the attributes of each profile before the run, by identity
 * @param after the same after it
 * @param concerned identities that requests were about, whether CleverTap has them or not
 * @returns one change per profile, those that requests were about first
 */
export function toProfileChanges(before: Profiles, after: Profiles, concerned: string[]): ProfileChange[] {
  const identities = new Set([...concerned, ...Array.from(after.keys()), ...Array.from(before.keys())])
  return Array.from(identities, (identity) => {
    const old = before.get(identity)
    const now = after.get(identity)
    return {
      identity,
      existed: old !== undefined,
      exists: now !== undefined,
      attributes: toAttributeChanges(new Map(Object.entries(old ?? {})), new Map(Object.entries(now ?? {})))
    }
  })
}

function toAttributeChanges(before: Map<string, Json>, after: Map<string, Json>): AttributeChange[] {
  const keys = new Set([...Array.from(after.keys()), ...Array.from(before.keys())])
  return Array.from(keys, (key) => {
    const old = before.get(key)
    const now = after.get(key)
    return {
      key,
      ...(old !== undefined && { before: old }),
      ...(now !== undefined && { after: now }),
      change: old === undefined ? 'new' : now === undefined ? 'removed' : isSame(old, now) ? 'same' : 'changed'
    }
  })
}

/** The order of keys tells two values apart too, which is what a reader sees. */
const isSame = (left: Json, right: Json) => JSON.stringify(left) === JSON.stringify(right)
