/** What a mapping gives for an event. Pure. */
import { transform } from '@segment/actions-core'
import type { Delivery, Field, JsonObject } from '../protocol'
import { createProvenance } from './provenance'

/** Batching changes nothing for a single event. */
const unshown = ['enable_batching']

/**
 * The fields that the customer sees, in their order.
 * @param payload as the framework hands it to the action; if it refuses the event, what the mapping gives is shown
 */
export function listMapped(
  fields: Field[],
  mapping: JsonObject,
  event: JsonObject,
  payload: JsonObject = applyMapping(mapping, event)
): Delivery['mapped'] {
  return fields
    .filter(({ key, isHidden }) => !isHidden && !unshown.includes(key) && payload[key] !== undefined)
    .map(({ key, label }) => ({
      key,
      label,
      value: payload[key],
      from: createProvenance(mapping[key] ?? null, event)([])
    }))
}

/** @returns the value of each field that has one; empty if the framework cannot apply the mapping to this event */
export function applyMapping(mapping: JsonObject, event: JsonObject): JsonObject {
  try {
    return transform(mapping, event) as JsonObject
  } catch {
    return {}
  }
}
