/** The made-up people of a run: who may have been stored, and their deletion. */
import { isSuccess } from '../destinations/clevertap/delivery/answer'
import { isObject } from '../destinations/clevertap/values/json'
import { profileIn, toReading } from './answer'
import type { Answer } from './answer'
import { read, remove } from './calls'
import type { Call, Cast } from './scenario'

/** How often a deletion is tried, and the wait before each further attempt. */
const waitsMs = [1000, 2000, 4000]

/** Nobody takes deletions any more. */
const maxFailures = 2

type Sender = {
  endpoint: string
  send: (call: Call) => Promise<Answer>
  wait: (ms: number) => Promise<void>
  random: () => string
  nowSeconds: () => number
}

export type People = {
  /** A cast of people that nobody has had, for one scenario. */
  createCast: () => Cast
  /** Notes who is in an upload that will be kept, before it is sent. */
  note: (call: Call) => void
  /** Who may have been stored and was not deleted. */
  created: () => string[]
  /** How the identities of this run begin. */
  prefix: string
  /**
   * Deletes them one by one, since one who is unknown may fail a list, and waits whether or not the run was stopped.
   * Ends early when two in a row could not be deleted. Never rejects.
   */
  removeAll: () => Promise<void>
}

export function createPeople(sender: Sender): People {
  const { endpoint, send, wait, random, nowSeconds } = sender
  const identities = new Set<string>()
  const objectIds = new Set<string>()
  const prefix = `conform-${random()}-`
  let casts = 0

  const note = ({ body }: Call) => {
    const records = isObject(body) && Array.isArray(body.d) ? body.d : []
    for (const record of records.filter(isObject)) {
      const { identity, objectId, profileData } = record
      const others = isObject(profileData) ? profileData.identity : undefined
      for (const each of [identity, others]) {
        if (typeof each === 'string') {
          identities.add(each)
        }
      }
      if (typeof objectId === 'string') {
        objectIds.add(objectId)
      }
    }
  }

  const isGone = async (call: Call, by: Record<string, string>) => {
    for (const ms of [0, ...waitsMs]) {
      await wait(ms)
      const answer = await send(call)
      if (
        answer.kind === 'answer' &&
        isSuccess(toReading(answer).status) &&
        toReading(answer).body?.status === 'success'
      ) {
        return true
      }
      // Deletion of somebody unknown may be refused; then reading says that nobody is there.
      if (await isUnknown(by)) {
        return true
      }
    }
    return false
  }

  const isUnknown = async (by: Record<string, string>) => {
    const answer = await send(read(endpoint, by))
    if (answer.kind === 'silence') {
      return false
    }
    const reading = toReading(answer)
    return isSuccess(reading.status) && reading.body !== undefined && profileIn(reading) === undefined
  }

  return {
    createCast: () => {
      const cast = ++casts
      return { endpoint, nowSeconds: nowSeconds(), person: (number = 1) => `${prefix}${cast}-${number}` }
    },
    prefix,
    note,
    created: () => [...Array.from(identities), ...Array.from(objectIds)],
    removeAll: async () => {
      const cast = { endpoint, nowSeconds: nowSeconds(), person: () => '' }
      let failures = 0
      const removeFrom = async (waiting: Set<string>, isRemoved: (each: string) => Promise<boolean>) => {
        for (const each of Array.from(waiting)) {
          if (failures >= maxFailures) {
            return
          }
          if (await isRemoved(each)) {
            waiting.delete(each)
            failures = 0
          } else {
            failures++
          }
        }
      }
      await removeFrom(identities, (identity) => isGone(remove(cast, { identity }), { identity }))
      // Whoever has an identity as well is most likely gone by now.
      await removeFrom(
        objectIds,
        async (objectId) => (await isUnknown({ objectId })) || isGone(remove(cast, { guid: objectId }), { objectId })
      )
    }
  }
}
