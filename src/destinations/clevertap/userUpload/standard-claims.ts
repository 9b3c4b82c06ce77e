/** Decides what is sent of each standard attribute. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { chooseCandidate } from '../values/candidates'
import type { Choice } from '../values/candidates'
import { toSingle } from '../values/json'
import { isOperator } from '../values/operators'
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

/** The Name that both halves make; absent if they make none, for which `invalid` says why where one of them is at fault. */
export type JoinedName = { name?: string; invalid: InvalidAttribute[] }

/**
 * The first valid candidate is sent. One that was tried and is not valid is reported even if another is sent; one that
 * was not tried only if it says something else.
 * @param joined the Name of whoever has no other; undefined if neither half is mapped
 * @param invalid gets what CleverTap would refuse
 */
export function decideClaim(
  { attribute: { name, rule, convert }, candidates }: Claim,
  joined: JoinedName | undefined,
  { sendInvalid, phoneCountry }: ClaimOptions,
  invalid: InvalidAttribute[]
): Choice {
  const choice = chooseCandidate(candidates, (candidate) => {
    const value = toSingle(candidate)
    const converted = isOperator(value) ? value : typeof value === 'object' ? undefined : convert(value, phoneCountry)
    return converted ?? (sendInvalid ? candidate : undefined)
  })
  const isJoined = joined !== undefined && name === 'Name' && choice.sent === undefined
  if (isJoined && joined.name !== undefined) {
    choice.sent = joined.name
    choice.said = [...choice.said, joined.name]
  }
  if (choice.isInvalid) {
    invalid.push({ name, rule, isOtherSent: choice.sent !== undefined })
  }
  if (isJoined) {
    invalid.push(...joined.invalid)
  }
  return choice
}

/**
 * Half a name is no name: it would overwrite a full one.
 * @param halves first and last name
 */
export function joinName([first, last]: Sorted['halves'], sendInvalid: boolean): JoinedName {
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
