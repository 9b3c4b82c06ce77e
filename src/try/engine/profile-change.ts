/** What a run, and what each event of it, changed in the profiles. Pure. */
import type { AttributeChange, Json, JsonObject, ProfileChange } from '../protocol'

type Profiles = ReadonlyMap<string, JsonObject>

/** A profile before and after one step; absent where there is none. */
export type Step = { identity: string; before?: JsonObject; after?: JsonObject }

/**
 * @param before the attributes of each profile before the run, by identity
 * @param after the same after it
 * @param concerned identities that requests were about, whether CleverTap has them or not
 * @returns one change per profile, those that requests were about first
 */
export function toProfileChanges(before: Profiles, after: Profiles, concerned: string[]): ProfileChange[] {
  const identities = new Set([...concerned, ...Array.from(after.keys()), ...Array.from(before.keys())])
  return Array.from(identities, (identity) =>
    toChange({ identity, before: before.get(identity), after: after.get(identity) })
  )
}

/**
 * Splits what several events of one person changed together. Later values win, as in the record that they share.
 * @param own the attributes that each of them sent, in order; undefined: they were not taken
 * @returns one step per event
 */
export function splitStep(whole: Step, own: (JsonObject | undefined)[]): Step[] {
  const { identity, before, after } = whole
  if (!after || own.length === 1) {
    return own.map(() => whole)
  }
  const final = new Map(Object.entries(after))
  const lastWriter = new Map<string, number>()
  own.forEach((data, index) => Object.keys(data ?? {}).forEach((key) => lastWriter.set(key, index)))
  let state = before
  return own.map((data, index) => {
    const next = new Map(Object.entries(state ?? {}))
    for (const [key, value] of Object.entries(data ?? {})) {
      // What an operator made of the value is known only of the last one.
      const stored = lastWriter.get(key) === index ? final.get(key) : isOperator(value) ? next.get(key) : value
      if (stored === undefined) {
        next.delete(key)
      } else {
        next.set(key, stored)
      }
    }
    const step = { identity, before: state, after: data ? Object.fromEntries(next) : state }
    state = step.after
    return step
  })
}

const isOperator = (value: Json) =>
  typeof value === 'object' && value !== null && Object.keys(value)[0]?.startsWith('$')

/**
 * @param steps of one event, in order; between two of them other events may have changed the same profile
 * @returns what these steps changed, one change per profile
 */
export function toEventChanges(steps: Step[]): ProfileChange[] {
  const byIdentity = new Map<string, Step>()
  for (const step of steps) {
    const known = byIdentity.get(step.identity)
    byIdentity.set(step.identity, known ? join(known, step) : step)
  }
  return Array.from(byIdentity.values(), toChange)
}

/** The first step, with what the second one changed. */
function join({ identity, before, after: between }: Step, second: Step): Step {
  if (!second.after || !between) {
    return { identity, before, after: second.after }
  }
  const after = new Map(Object.entries(between))
  for (const { key, change, after: value } of toChange(second).attributes) {
    if (change === 'removed') {
      after.delete(key)
    } else if (change !== 'same' && value !== undefined) {
      after.set(key, value)
    }
  }
  return { identity, before, after: Object.fromEntries(after) }
}

const toChange = ({ identity, before, after }: Step): ProfileChange => ({
  identity,
  existed: before !== undefined,
  exists: after !== undefined,
  attributes: toAttributeChanges(new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {})))
})

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

/** Values with another order of keys differ, as they look different to a reader. */
const isSame = (left: Json, right: Json) => JSON.stringify(left) === JSON.stringify(right)
