/** Chooses what is sent of one standard attribute. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { chooseValue } from '../values/candidates'
import type { ChosenValue } from '../values/candidates'
import { toComparable, toSingle } from '../values/json'
import { isDeletion } from '../values/operators'
import type { Claim } from './claims'
import type { Context, StandardAttribute } from './standard-attributes'

export type ChoiceOptions = Context & {
  /** Whether values that CleverTap would refuse are sent all the same. */
  sendsInvalid: boolean
}

/** @returns `others`: what was not tried and says something else than what was */
export function chooseClaim(attribute: StandardAttribute, { candidates }: Claim, options: ChoiceOptions): ChosenValue {
  const chosen = chooseValue(candidates, (value) => toWire(value, attribute, options))
  if (chosen.others.length === 0 || chosen.refused.length === 0) {
    return chosen
  }
  const refused = chosen.refused.map(({ value }) => toComparable(value))
  // The very value that is invalid under CleverTap's name is not sent under another one by mappings that never looked there.
  const isRefused = ({ kind, value }: { kind: string; value: JSONValue }) =>
    kind === 'compared' && refused.includes(toComparable(value))
  return { ...chosen, others: chosen.others.filter((other) => !isRefused(other)) }
}

/** What is sent of a candidate; undefined if CleverTap would refuse it, or if it is no half of a name. */
function toWire(candidate: JSONValue, { convert, isHalf }: StandardAttribute, options: ChoiceOptions) {
  const value = toSingle(candidate)
  if (isDeletion(value) && !isHalf) {
    return value
  }
  const converted = typeof value === 'object' ? undefined : convert(value, options)
  return converted ?? (options.sendsInvalid && !isHalf ? candidate : undefined)
}
