/** One event to the payload of an action, as the framework makes it: the mapping, then the types of the fields. Pure. */
import type { ActionDefinition, InputField, JSONObject, JSONValue } from '@segment/actions-core'
import { transform } from '@segment/actions-core/mapping-kit'
import { toText } from '../segment/event'
import type { FunctionEvent } from './segment'

export type Mapped = { payload: JSONObject } | { reason: string }

/** @returns the payload, or why the action cannot take the event; the reason holds no value of the event */
export function buildPayload(action: ActionDefinition<never>, mapping: JSONObject, event: FunctionEvent): Mapped {
  let payload: JSONObject
  try {
    payload = transform(mapping, event) as JSONObject
  } catch {
    // The kit walks what is mapped without a bound, and what it throws may hold a part of the event.
    return { reason: 'The event could not be mapped: it is nested too deeply.' }
  }
  const reasons: string[] = []
  for (const [key, field] of Object.entries(action.fields)) {
    const { value, problem } = toType(field, payload[key])
    if (problem !== undefined) {
      reasons.push(`${field.label} ${problem}.`)
    } else if (value === undefined) {
      delete payload[key]
    } else {
      payload[key] = value
    }
  }
  return reasons.length > 0 ? { reason: reasons.join(' ') } : { payload }
}

/** What the framework's schema makes of a value: it takes `null` for absence, and numbers and lists of one as text. */
function toType(
  { type, required }: InputField,
  mapped: JSONValue | undefined
): { value?: JSONValue; problem?: string } {
  if (mapped === undefined || mapped === null || (mapped === '' && type !== 'string')) {
    return required ? { problem: 'is missing' } : {}
  }
  if (type === 'object') {
    return typeof mapped === 'object' && !Array.isArray(mapped) ? { value: mapped } : { problem: 'must be an object' }
  }
  if (type !== 'string') {
    return { value: mapped }
  }
  const text = Array.isArray(mapped) && mapped.length === 1 && mapped[0] === null ? '' : toText(mapped)
  return text === undefined ? { problem: 'must be text' } : { value: text }
}
