/** What a mapping gives for an event. Pure. */
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
