/** The people of one account in memory: who is who, their profiles and their events. */
import { mergeAttributes } from './attributes'
import type { Json, JsonObject } from './json'

/** The keys that name a person in a record, documented by "Upload User Profiles"; the first one given decides. */
export const identifierKeys = ['identity', 'objectId', 'FBID', 'GPID'] as const
export type IdentifierKey = typeof identifierKeys[number]

/** Who a record is about; at least one is there. */
export type Identifiers = { readonly [Key in IdentifierKey]?: string }

/** What is kept of one person. Profiles are replaced, never changed in place, so a reference is a snapshot. */
export type Profile = Identifiers & { readonly profileData: JsonObject; readonly ts?: Json }

/** An event as it was sent, with the identifiers of its person. */
export type StoredEvent = Identifiers & { readonly evtName: string; readonly evtData: JsonObject; readonly ts?: Json }

/** The events of one name of one person; times in epoch seconds. */
export type EventSummary = { name: string; count: number; firstSeen: number; lastSeen: number }

/** The name of an event as CleverTap compares names: without letter case and spaces (documented). */
export function toEventKey(name: string): string {
  return name.toLowerCase().replace(/\s+/g, '')
}

/** An identifier as one text; no key contains a colon. */
const toName = (key: IdentifierKey, value: string) => `${key}:${value}`

/** All that an account holds. Reads and writes by an identifier cost the size of one profile, never of the store. */
export class Store {
  private readonly profiles = new Map<number, Profile>()
  private readonly summaries = new Map<number, Map<string, EventSummary>>()
  private stored: StoredEvent[] = []
  private readonly numbers = new Map<string, number>()
  private nextNumber = 0

  /** How many profiles there are. */
  get size(): number {
    return this.profiles.size
  }

  /** The profile that has the first of these identifiers, or undefined. */
  find(given: Identifiers): Profile | undefined {
    const number = this.firstNumberOf(given)
    return number === undefined ? undefined : this.profiles.get(number)
  }

  /** The oldest profile with this email address, or undefined. Costs the size of the store. */
  findByEmail(email: string): Profile | undefined {
    for (const profile of this.profiles.values()) {
      if (profile.profileData.Email === email) {
        return profile
      }
    }
    return undefined
  }

  /** Every event, in order of arrival. */
  get events(): readonly StoredEvent[] {
    return this.stored
  }

  /** The events of a person, by name in order of their first arrival. */
  summariesOf(person: Identifiers): EventSummary[] {
    const number = this.firstNumberOf(person)
    const byName = number === undefined ? undefined : this.summaries.get(number)
    return Array.from(byName?.values() ?? [])
  }

  private firstNumberOf(given: Identifiers): number | undefined {
    const key = identifierKeys.find((candidate) => given[candidate] !== undefined)
    return key && this.numbers.get(toName(key, given[key] ?? ''))
  }

  /** Every profile, in order of creation. */
  all(): IterableIterator<Profile> {
    return this.profiles.values()
  }

  /** Creates a profile or puts it in the place of the one that the identity has. */
  replace(identity: string, profileData: JsonObject): void {
    const number = this.numberOf({ identity })
    this.profiles.set(number, { ...this.attach(number, { identity }), profileData })
  }

  /** Creates or updates a profile. */
  upsert(given: Identifiers, profileData: JsonObject, ts?: Json): void {
    const number = this.numberOf(given)
    this.merge(number, this.attach(number, given), profileData, ts)
  }

  /**
   * Keeps an event; the same one twice is two (CleverTap removes no duplicates). It creates the profile of a person who
   * has none, as any new data does (documented).
   * @param now epoch seconds, the time of an event that has none of its own
   */
  record(given: Identifiers, { evtName, evtData, ts }: Omit<StoredEvent, IdentifierKey>, now: number): void {
    const number = this.numberOf(given)
    const identifiers = this.attach(number, given)
    this.merge(number, identifiers, {})
    this.stored.push({ ...identifiers, evtName, evtData, ...(ts !== undefined && { ts }) })

    const seconds = Number(ts ?? now)
    const byName = this.summaries.get(number) ?? new Map<string, EventSummary>()
    const known = byName.get(toEventKey(evtName))
    byName.set(toEventKey(evtName), {
      name: known?.name ?? evtName,
      count: (known?.count ?? 0) + 1,
      firstSeen: Math.min(known?.firstSeen ?? seconds, seconds),
      lastSeen: Math.max(known?.lastSeen ?? seconds, seconds)
    })
    this.summaries.set(number, byName)
  }

  private merge(number: number, identifiers: Identifiers, profileData: JsonObject, ts?: Json): void {
    const existing = this.profiles.get(number)
    const filedAt = ts === undefined ? existing?.ts : ts
    this.profiles.set(number, {
      ...identifiers,
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
  private attach(number: number, given: Identifiers): Identifiers {
    const existing: Identifiers = this.profiles.get(number) ?? {}
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

  /**
   * Removes the profile of an identity at once (CleverTap documents up to 48 hours) and says whether there was one.
   * Events stay, as CleverTap documents for the time of their retention.
   */
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
    this.summaries.delete(number)
    return this.profiles.delete(number)
  }

  /** Forgets everything. */
  clear(): void {
    this.profiles.clear()
    this.numbers.clear()
    this.summaries.clear()
    this.stored = []
  }
}
