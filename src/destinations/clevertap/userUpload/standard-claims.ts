/** Decides what is sent of each standard attribute. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { chooseCandidate } from '../candidates'
import { toSingle } from '../values'
import { isOperator } from '../wire'
import type { Claim, Sorted } from './claims'
import { halvesOfName } from './standard-attributes'
import { toNonBlank } from './standard-values'

export type ClaimOptions = {
  /** Whether values that CleverTap would refuse are sent all the same. */
  sendInvalid: boolean
  /** The country of phone numbers without a country code: two letters, in capitals. */
  phoneCountry?: string
}

/** What CleverTap would refuse, and what it must be. `isOtherSent`: the attribute has a second value, which is sent. */
export type InvalidAttribute = { name: string; rule: string; isOtherSent: boolean }

export type Decision = {
  /** Absent if there is nothing that CleverTap takes. */
  sent?: JSONValue
  /** The values that were tried, as they came and as sent. */
  said: JSONValue[]
  invalid: InvalidAttribute[]
  /** Whether there is a value that was not tried and says something else. */
  hasSecondValue: boolean
}

/**
 * The first valid candidate is sent. One that was tried and is not valid is reported even if another is sent; one that
 * was not tried only if it says something else.
 * @param halves first and last name, which make the Name of whoever has no other
 */
export function decideClaim(
  { attribute: { name, rule, convert }, candidates }: Claim,
  halves: Sorted['halves'],
  { sendInvalid, phoneCountry }: ClaimOptions
): Decision {
  const choice = chooseCandidate(candidates, (candidate) => {
    const value = toSingle(candidate)
    const converted = isOperator(value) ? value : typeof value === 'object' ? undefined : convert(value, phoneCountry)
    return converted ?? (sendInvalid ? candidate : undefined)
  })
  const joined = name === 'Name' && choice.sent === undefined ? joinName(halves, sendInvalid) : undefined
  const sent = choice.sent ?? joined?.name
  const said = joined?.name === undefined ? choice.said : [...choice.said, joined.name]
  const refused = choice.isInvalid ? [{ name, rule, isOtherSent: sent !== undefined }] : []
  const invalid = joined ? [...refused, ...joined.invalid] : refused
  return { sent, said, invalid, hasSecondValue: choice.hasSecondValue }
}

/** Half a name is no name: it would overwrite a full one. */
function joinName(
  [first, last]: Sorted['halves'],
  sendInvalid: boolean
): { name?: string; invalid: InvalidAttribute[] } {
  const firstText = first === undefined ? undefined : toNonBlank(toSingle(first))
  const lastText = last === undefined ? undefined : toNonBlank(toSingle(last))
  if (firstText !== undefined && lastText !== undefined) {
    return { name: `${firstText} ${lastText}`, invalid: [] }
  }
  const isInvalid = [isRefused(first, firstText), isRefused(last, lastText)]
  const invalid = halvesOfName.filter((_half, index) => isInvalid[index] && !sendInvalid)
  return { invalid: invalid.map(({ name, rule }) => ({ name, rule, isOtherSent: false })) }
}

/** An operator is no half of a name, and no mistake either: `{"$delete":1}` removes the custom attribute. */
const isRefused = (half: JSONValue | undefined, text: string | undefined) =>
  half !== undefined && text === undefined && !isOperator(toSingle(half))
