/** Person Attributes and Standard Attributes to CleverTap's `profileData`. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { hasValue, isObject } from '../values/json'
import { warnOfValue } from '../values/limits'
import { addEntries } from '../values/nesting'
import type { Meaning, NestingOptions } from '../values/nesting'
import { deletion, isOperator } from '../values/operators'
import { leftOut } from '../values/warning'
import type { Warnings } from '../values/warning'
import { chooseClaim } from './choice'
import type { ChoiceOptions } from './choice'
import { secondValueWarning, sortAttributes } from './claims'
import { joinHalves, warnOfHalves } from './full-name'
import type { InvalidAttribute } from './full-name'
import { fullName, standardAttributes } from './standard-attributes'

export type AttributeOptions = NestingOptions &
  ChoiceOptions & {
    /** Whether the standard attributes are found among Person Attributes by their usual names. */
    recognizesNames: boolean
    /** Whether `null` deletes its attribute. */
    deletesNull: boolean
  }

/** Subscriptions by category. Source: developer.clevertap.com "Upload User Profiles" (documented). */
const categoryKeys = ['category-unsubscribe', 'category-resubscribe']

/** Whether there are only objects, without even a `null` in them. */
const holdsNothing = (value: JSONValue): boolean => isObject(value) && Object.values(value).every(holdsNothing)

const withoutNull: Meaning = {
  noun: 'attribute',
  isUntouched: (value, key) => isOperator(value) || (key !== undefined && categoryKeys.includes(key)),
  isEmpty: (value) => !hasValue(value)
}
const withNull: Meaning = { ...withoutNull, isEmpty: holdsNothing }

/**
 * @param person Person Attributes, any JSON object; is not changed
 * @param mapped Standard Attributes by CleverTap's name, any JSON object; undefined in a mapping that lacks the field
 * @param identity of the record
 * @param warnings gets what is not sent, or may be dropped
 * @returns what to send, and what CleverTap would refuse
 */
export function buildAttributes(
  person: JSONObject,
  mapped: JSONObject | undefined,
  identity: string,
  options: AttributeOptions,
  warnings: Warnings
): { profileData: JSONObject; invalid: InvalidAttribute[] } {
  const meaning = options.deletesNull ? withNull : withoutNull
  const usualNames = options.recognizesNames ? 'recognized' : mapped && 'compared'
  const { isEmpty } = meaning
  const { claims, custom } = sortAttributes(person, mapped ?? {}, { identity, usualNames, isEmpty }, warnings)
  const joined = joinHalves(claims, options)
  const profileData: JSONObject = {}
  const invalid: InvalidAttribute[] = []
  for (const attribute of standardAttributes) {
    const claim = claims.get(attribute)
    if (claim === undefined || attribute.isHalf) {
      continue
    }
    const { name, rule } = attribute
    const { sent: chosen, refused, others } = chooseClaim(attribute, claim, options)
    const isJoined = attribute === fullName && chosen === undefined
    const sent = isJoined ? joined?.text : chosen
    if (refused.length > 0) {
      invalid.push({ name, rule, isOtherSent: sent !== undefined })
    }
    if (isJoined && joined) {
      invalid.push(...joined.invalid)
    }
    if (sent !== undefined) {
      profileData[name] = sent
    } else if (claim.isNull && claim.candidates.length === 0) {
      profileData[name] = deletion()
    }
    if (others.some(({ kind }) => kind === 'named')) {
      warnings.push(secondValueWarning(name, name))
    }
    others.filter(({ kind }) => kind !== 'named').forEach((other) => custom.push(other))
  }
  invalid.forEach((attribute) => warnings.push(invalidWarning(attribute)))
  Object.keys(profileData).forEach((name) => warnOfValue('attribute', name, profileData[name], warnings))
  addEntries(profileData, custom, meaning, options, warnings)
  if (joined) {
    warnOfHalves(claims, joined, profileData, invalid, warnings)
  }
  return { profileData, invalid }
}

export const invalidWarning = ({ name, rule, isOtherSent }: InvalidAttribute) =>
  leftOut(
    name,
    isOtherSent
      ? `A value of ${name} was left out: it must be ${rule}. Another value was sent.`
      : `${name} was left out: it must be ${rule}.`
  )
