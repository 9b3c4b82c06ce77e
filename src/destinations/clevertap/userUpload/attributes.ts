/** Person Attributes and Standard Attributes to CleverTap's `profileData`. Pure. */
import type { JSONObject } from '@segment/actions-core'
import { isSaid } from '../values/candidates'
import { warnOfValue } from '../values/limits'
import { addEntries } from '../values/nesting'
import type { Meaning, NestingOptions } from '../values/nesting'
import { hasValue, toComparable } from '../values/json'
import { doubtful, leftOut } from '../values/warning'
import type { Warnings } from '../values/warning'
import { isOperator } from '../values/operators'
import { secondValueWarning, sortAttributes } from './claims'
import type { Sorted } from './claims'
import { halvesOfName } from './standard-attributes'
import { decideClaim, joinName } from './standard-claims'
import type { ClaimOptions, InvalidAttribute } from './standard-claims'

export type AttributeOptions = ClaimOptions & NestingOptions

export type Attributes = { profileData: JSONObject; invalid: InvalidAttribute[]; warnings: Warnings }

/** Subscriptions by category. Source: developer.clevertap.com "Upload User Profiles" (documented). */
const categoryKeys = ['category-unsubscribe', 'category-resubscribe']

const attributeMeaning: Meaning = {
  noun: 'attribute',
  isUntouched: (value, key) => isOperator(value) || (key !== undefined && categoryKeys.includes(key)),
  isEmpty: (value) => !hasValue(value)
}

/**
 * @param person Person Attributes, any JSON object; is not changed
 * @param mapped Standard Attributes by CleverTap's name, any JSON object; undefined in a mapping that lacks the field
 * @param identity of the record
 * @returns what to send; what CleverTap would refuse; and warnings of all else that is not sent or may be dropped, which
 * hold names and rules, never values
 */
export function buildAttributes(
  person: JSONObject,
  mapped: JSONObject | undefined,
  identity: string,
  options: AttributeOptions
): Attributes {
  const { claims, halves, custom, warnings } = sortAttributes(person, mapped, identity)
  const profileData: JSONObject = {}
  const invalid: InvalidAttribute[] = []
  const unmapped: Unmapped[] = []
  const joined = halves.length > 0 ? joinName(halves, options.sendInvalid) : undefined
  for (const claim of claims) {
    const { name } = claim.attribute
    const { sent, said, hasSecondValue } = decideClaim(claim, joined, options, invalid)
    if (sent !== undefined) {
      profileData[name] = sent
      warnOfValue('attribute', name, sent, warnings)
    }
    if (hasSecondValue) {
      warnings.push(secondValueWarning(name, name))
    }
    // One trait has thousands of spellings: what all of them are compared with is turned to text once.
    const texts = claim.traits.length > 1 ? said.map(toComparable) : said
    for (const trait of claim.traits) {
      if (!isSaid(texts, trait.value)) {
        custom.push(trait)
        if (said.length === 0 && unmapped[unmapped.length - 1]?.name !== name) {
          unmapped.push({ name, trait: trait.key })
        }
      }
    }
  }
  addEntries(profileData, custom, attributeMeaning, options, warnings)
  if (joined && (joined.name === undefined || profileData.Name !== joined.name)) {
    warnOfHalves(halves, profileData, invalid, warnings)
  }
  warnOfUnmapped(unmapped, warnings)
  return { profileData, invalid, warnings }
}

/** Says of a half of a name, which alone is never sent as `Name`, that it is on the wire nowhere. */
function warnOfHalves(
  halves: Sorted['halves'],
  profileData: JSONObject,
  invalid: InvalidAttribute[],
  warnings: Warnings
) {
  const texts = halves.map((half) => half !== undefined && toComparable(half))
  const sent = new Set(Object.values(profileData).map(toComparable))
  halvesOfName.forEach(({ name }, index) => {
    const text = texts[index]
    if (typeof text === 'string' && !sent.has(text) && !invalid.some((other) => other.name === name)) {
      const why =
        profileData.Name === undefined
          ? `it is sent only together with ${halvesOfName[1 - index].name}, as Name.`
          : 'Name has a value of its own.'
      warnings.push(leftOut(name, `${name} was left out: ${why}`))
    }
  })
}

/** A standard attribute without a value, and the trait that could be its value. */
type Unmapped = { name: string; trait: string }

/** The default mapping takes standard attributes from traits: whoever has them elsewhere, in warehouse rows, maps them. */
function warnOfUnmapped(unmapped: Unmapped[], warnings: Warnings) {
  if (unmapped.length > 0) {
    const [has, it] = unmapped.length === 1 ? ['has', 'it'] : ['have', 'them']
    const names = unmapped.map(({ name }) => name).join(', ')
    const traits = unmapped.map(({ trait }) => trait).join(', ')
    const text = `${names} ${has} no value, but Person Attributes have ${traits}: map ${it} in Standard Attributes.`
    warnings.push(doubtful(unmapped[0].name, text))
  }
}
