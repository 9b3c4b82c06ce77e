/** Sorts what an event says of a person: what claims to be a standard attribute, and every other attribute. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { admit } from '../values/limits'
import type { Entry } from '../values/nesting'
import { hasValue, isBlank, isSame } from '../values/json'
import { leftOut, quoteName, Warnings } from '../values/warning'
import { halvesOfName, standardAttributes } from './standard-attributes'
import type { StandardAttribute } from './standard-attributes'

/** What an event says of one standard attribute. */
export type Claim = {
  attribute: StandardAttribute
  /** What Standard Attributes map, then what Person Attributes hold under CleverTap's name. */
  candidates: JSONValue[]
  /** The traits that it stands for. */
  traits: Entry[]
}

export type Sorted = {
  claims: Claim[]
  /** What is mapped to First Name and Last Name, in this order; empty if neither is. */
  halves: (JSONValue | undefined)[]
  custom: Entry[]
  warnings: Warnings
}

const attributeOfName = new Map(standardAttributes.map((attribute) => [attribute.name, attribute]))

/** By trait in lower case. */
const attributeOfTrait = new Map(
  standardAttributes.flatMap((attribute) =>
    attribute.standsFor.map((trait): [string, StandardAttribute] => [trait, attribute])
  )
)

const none: never[] = []

const namesOfHalves = halvesOfName.map(({ name }) => name)
const [nameAttribute] = standardAttributes

/** Traits that say the identity again, in the spellings of Segment's specification and of databases. */
const keysOfIdentity = new Set(['id', 'userId', 'user_id'])

/**
 * What says nothing is left out without a word: `null`, objects without any value, and blank text in what a standard
 * attribute is made of.
 * @param person Person Attributes, any JSON object
 * @param mapped Standard Attributes; without them no attribute stands for a trait
 * @param identity of the record
 */
export function sortAttributes(person: JSONObject, mapped: JSONObject | undefined, identity: string): Sorted {
  const sorted: Sorted = { claims: [], halves: [], custom: [], warnings: new Warnings() }
  const isMapped = mapped !== undefined
  const attributes = mapped ?? {}
  let overriding: Map<string, JSONValue> | undefined
  for (const key of Object.keys(attributes)) {
    const value = admit('attribute', key, attributes[key], sorted.warnings)
    const attribute = attributeOfName.get(key)
    if (value === undefined || !hasValue(value)) {
      continue
    } else if (attribute) {
      sortCandidate(sorted, attribute, value)
    } else if (namesOfHalves.includes(key)) {
      sortHalf(sorted, key, value)
    } else {
      overriding = (overriding ?? new Map<string, JSONValue>()).set(key, value)
      sortOther(sorted, key, value, isMapped, identity)
    }
  }
  for (const key of Object.keys(person)) {
    const value = admit('attribute', key, person[key], sorted.warnings)
    const attribute = attributeOfName.get(key)
    const other = overriding?.get(key)
    if (value === undefined || !hasValue(value)) {
      continue
    } else if (attribute) {
      sortCandidate(sorted, attribute, value)
    } else if (other === undefined) {
      sortOther(sorted, key, value, isMapped, identity)
    } else if (!isSame(value, other)) {
      sorted.warnings.push(secondValueWarning(key, `The attribute ${quoteName(key)}`))
    }
  }
  return sorted
}

/** @param subject which attribute, at the beginning of a sentence */
export const secondValueWarning = (attribute: string, subject: string) =>
  leftOut(attribute, `${subject} in Person Attributes was left out: Standard Attributes have another value for it.`)

/** The claim to an attribute, a new one if there is none. Its empty lists are shared: `added` makes others of them. */
function claimOf({ claims }: Sorted, attribute: StandardAttribute): Claim {
  for (const claim of claims) {
    if (claim.attribute === attribute) {
      return claim
    }
  }
  const claim: Claim = { attribute, candidates: none, traits: none }
  claims.push(claim)
  return claim
}

/** Most lists have one item, for which the first `push` would set aside the memory of seventeen. */
function added<Item>(items: Item[], item: Item): Item[] {
  if (items.length === 0) {
    return [item]
  }
  items.push(item)
  return items
}

function sortCandidate(sorted: Sorted, attribute: StandardAttribute, value: JSONValue) {
  if (!isBlank(value)) {
    const claim = claimOf(sorted, attribute)
    claim.candidates = added(claim.candidates, value)
  }
}

function sortHalf(sorted: Sorted, name: string, value: JSONValue) {
  if (!isBlank(value)) {
    claimOf(sorted, nameAttribute)
    sorted.halves = sorted.halves.length === 0 ? [undefined, undefined] : sorted.halves
    sorted.halves[namesOfHalves.indexOf(name)] = value
  }
}

function sortOther(sorted: Sorted, key: string, value: JSONValue, isMapped: boolean, identity: string) {
  const lowerCaseKey = key.toLowerCase()
  const attribute = isMapped ? attributeOfTrait.get(lowerCaseKey) : undefined
  const isIdentity = lowerCaseKey === 'identity'
  if ((isIdentity || keysOfIdentity.has(key)) && isSame(value, identity)) {
    return
  }
  if (isIdentity) {
    // One client of CleverTap changes a person's identity by such an attribute (observed in rudder-transformer).
    const text =
      `The attribute ${quoteName(key)} was left out: CleverTap may take it for one more identity of the person. ` +
      'If it is meant as an attribute, give it another name.'
    sorted.warnings.push(leftOut(key, text))
  } else if (!attribute) {
    sorted.custom.push({ key, value })
  } else if (!isBlank(value)) {
    const claim = claimOf(sorted, attribute)
    // The very value that is mapped, as most are, needs no second look.
    if (value !== claim.candidates[0]) {
      claim.traits = added(claim.traits, { key, value })
    }
  }
}
