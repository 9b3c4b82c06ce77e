/** What a mapping gives for an event, and what is wrong with a mapping whatever the event. Pure. */
import { transform } from '@segment/actions-core'
import type { Field, JsonObject } from '../protocol'

/** Batching is of no concern to a single event. */
const unshown = ['enable_batching']

/** @returns the value of each field that has one; empty if the framework cannot apply the mapping to this event */
export function applyMapping(mapping: JsonObject, event: JsonObject): JsonObject {
  try {
    return transform(mapping, event) as JsonObject
  } catch {
    return {}
  }
}

/** The fields that the customer sees, in their order, as the framework hands them to the action. */
export const listMapped = (fields: Field[], payload: JsonObject) =>
  fields
    .filter(({ key, isHidden }) => !isHidden && !unshown.includes(key) && payload[key] !== undefined)
    .map(({ key, label }) => ({ key, label, value: payload[key] }))

/** The framework gathers its errors into one whose own message holds their stacks. */
const toWords = (error: unknown) => (isIterable(error) ? Array.from(error) : [error]).map(toMessage).join(' ')

const isIterable = (error: unknown): error is Iterable<unknown> =>
  typeof error === 'object' && error !== null && Symbol.iterator in error

const toMessage = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** @returns what the framework says of each field that cannot be mapped as it stands, by key */
export function findMappingProblems(mapping: JsonObject): Map<string, string> {
  const problems = new Map<string, string>()
  for (const [key, value] of Object.entries(mapping)) {
    try {
      transform({ [key]: value }, {})
    } catch (error) {
      problems.set(key, toWords(error))
    }
  }
  return problems
}
