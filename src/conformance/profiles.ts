/** The profiles that a run may have stored, all of random identities, and their deletion. */
import { isObject } from '../destinations/clevertap/values/json'
import { toReading } from './answer'
import { read, remove } from './calls'
import { deleted, noProfile } from './expectations'
import type { Expectation } from './expectations'
import type { Backend, Call, Cast } from './scenario'

/** Waits before each attempt of a deletion. */
const waitsMs = [0, 1000, 2000, 4000]

/** After so many deletions in a row that failed, CleverTap takes none any more. */
const maxFailures = 2

export type Profiles = ReturnType<typeof createProfiles>

export function createProfiles({ endpoint, send, wait, random, nowSeconds }: Backend) {
  const stored = new Map<string, 'identity' | 'objectId'>()
  const prefix = `conform-${random()}-`
  let casts = 0

  /** Notes whom an upload that is kept is about, before it is sent. */
  const note = ({ body }: Call) => {
    const records = isObject(body) && Array.isArray(body.d) ? body.d.filter(isObject) : []
    for (const { identity, objectId, profileData } of records) {
      const further = isObject(profileData) ? profileData.identity : undefined
      const ids = [identity, further].filter((id): id is string => typeof id === 'string')
      ids.forEach((id) => stored.set(id, 'identity'))
      if (typeof objectId === 'string') {
        stored.set(objectId, 'objectId')
      }
    }
  }

  const says = async (call: Call, expected: Expectation) => {
    const answer = await send(call)
    return answer.kind === 'answer' && toReading(answer).body !== undefined && expected.isMet(toReading(answer))
  }

  /** Whether CleverTap says that it has deleted a profile, or, where it refuses to, that there is none. */
  const isRemoved = async (id: string, key: 'identity' | 'objectId') => {
    const deletion = remove(endpoint, key === 'identity' ? { identity: id } : { guid: id })
    for (const ms of waitsMs) {
      await wait(ms)
      if ((await says(deletion, deleted)) || (await says(read(endpoint, { [key]: id }), noProfile))) {
        return true
      }
    }
    return false
  }

  return {
    /** Identities for one scenario that no profile has. */
    createCast: (): Cast => {
      const cast = ++casts
      return { endpoint, nowSeconds: nowSeconds(), person: (number = 1) => `${prefix}${cast}-${number}` }
    },
    note,
    /** Identities and object IDs that may be stored and were not deleted. */
    remaining: () => Array.from(stored.keys()),
    /** How the identities of this run begin. */
    prefix,
    /** Deletes one by one, since one that is unknown may fail a list; also when the run was stopped. Never rejects. */
    removeAll: async () => {
      let failures = 0
      for (const [id, key] of Array.from(stored)) {
        if (failures < maxFailures && (await isRemoved(id, key))) {
          stored.delete(id)
          failures = 0
        } else {
          failures++
        }
      }
    }
  }
}
