/** The people of one account in memory: who is who, and their profiles. */
import { mergeAttributes } from './attributes'
import type { Json, JsonObject } from './json'

/** The keys that name a person in a record, documented by "Upload User Profiles"; the first one given decides. */
export const identifierKeys = ['identity', 'objectId', 'FBID', 'GPID'] as const
export type IdentifierKey = typeof identifierKeys[number]

/** Who a record is about; at least one is there. */
export type Identifiers = { readonly [Key in IdentifierKey]?: string }

/** What is kept of one person. Profiles are replaced, never changed in place, so a reference is a snapshot. */
export type Profile = Identifiers & { readonly profileData: JsonObject; readonly ts?: Json }

/** An identifier as one text; no key contains a colon. */
const toName = (key: IdentifierKey, value: string) => `${key}:${value}`

/** All profiles of one account. Reads and writes by an identifier cost the size of one profile, never of the store. */
export class ProfileStore {
  private readonly profiles = new Map<number, Profile>()
  private readonly numbers = new Map<string, number>()
  private nextNumber = 0

  get size(): number {
    return this.profiles.size
  }

  /** The profile that has this identifier, or undefined. */
  find(key: IdentifierKey, value: string): Profile | undefined {
    const number = this.numbers.get(toName(key, value))
    return number === undefined ? undefined : this.profiles.get(number)
  }

  /** Every profile, in order of creation. */
  all(): IterableIterator<Profile> {
    return this.profiles.values()
  }

  /** Creates or updates a profile. */
  upsert(given: Identifiers, profileData: JsonObject, ts?: Json): void {
    const number = this.numberOf(given)
    const existing = this.profiles.get(number)
    const filedAt = ts === undefined ? existing?.ts : ts
    this.profiles.set(number, {
      ...this.attach(number, given, existing),
      profileData: mergeAttributes(existing?.profileData ?? {}, profileData),
      ...(filedAt !== undefined && { ts: filedAt })
    })
  }

  /**
   * The number of the profile that a record is about: that of its first identifier which has one, unless that profile
   * is known by another value of one before it; else a new one.
   */
  private numberOf(given: Identifiers): number {
    const before: IdentifierKey[] = []
    for (const key of identifierKeys) {
      const value = given[key]
      if (value === undefined) {
        continue
      }
      const number = this.numbers.get(toName(key, value))
      const profile = number === undefined ? undefined : this.profiles.get(number)
      if (number !== undefined && before.every((earlier) => profile?.[earlier] === undefined)) {
        return number
      }
      before.push(key)
    }
    return this.nextNumber++
  }

  /** The identifiers of a profile and those that are new to it and to every other (approximated: CleverTap may merge). */
  private attach(number: number, given: Identifiers, existing: Identifiers = {}): Identifiers {
    const attached: { -readonly [Key in keyof Identifiers]: Identifiers[Key] } = {}
    for (const key of identifierKeys) {
      const [known, added] = [existing[key], given[key]]
      if (known !== undefined) {
        attached[key] = known
      } else if (added !== undefined && !this.numbers.has(toName(key, added))) {
        attached[key] = added
        this.numbers.set(toName(key, added), number)
      }
    }
    return attached
  }

  /** Removes the profile of an identity at once (CleverTap documents up to 48 hours) and says whether there was one. */
  delete(identity: string): boolean {
    const number = this.numbers.get(toName('identity', identity))
    if (number === undefined) {
      return false
    }
    for (const key of identifierKeys) {
      const value = this.profiles.get(number)?.[key]
      if (value !== undefined) {
        this.numbers.delete(toName(key, value))
      }
    }
    return this.profiles.delete(number)
  }

  /** Forgets everything. */
  clear(): void {
    this.profiles.clear()
    this.numbers.clear()
  }
}
