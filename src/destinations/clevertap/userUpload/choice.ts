/** Chooses what is sent of one standard attribute. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { chooseValue } from '../values/candidates'
import type { ChosenValue } from '../values/candidates'
import { toSingle } from '../values/json'
import { isDeletion } from '../values/operators'
import type { Claim } from './claims'
import type { Context, StandardAttribute } from './standard-attributes'

export type ChoiceOptions = Context & {
  /** Whether values that CleverTap would refuse are sent all the same. */
  sendsInvalid: boolean
}

export const chooseClaim = (attribute: StandardAttribute, claim: Claim, options: ChoiceOptions): ChosenValue =>
  chooseValue(claim.candidates, (value) => toWire(value, attribute, options))

/** What is sent of a candidate; undefined if CleverTap would refuse it, or if it is no half of a name. */
function toWire(candidate: JSONValue, { convert, isHalf }: StandardAttribute, options: ChoiceOptions) {
  const value = toSingle(candidate)
  if (isDeletion(value) && !isHalf) {
    return value
  }
  const converted = typeof value === 'object' ? undefined : convert(value, options)
  return converted ?? (options.sendsInvalid && !isHalf ? candidate : undefined)
}
