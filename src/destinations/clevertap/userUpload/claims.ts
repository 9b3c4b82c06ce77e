/** Sorts a person's attributes: candidates for each standard attribute, and all others. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { toUsualName } from '../values/candidates'
import type { Candidate } from '../values/candidates'
import { hasOwn, hasValue, isBlank, isSame } from '../values/json'
import { admit } from '../values/limits'
import type { Entry } from '../values/nesting'
import { leftOut, quoteName } from '../values/warning'
import type { Warnings } from '../values/warning'
import { fullName, standardAttributes } from './standard-attributes'
import type { StandardAttribute } from './standard-attributes'

/** The values that an event has for one standard attribute. */
export type Claim = {
  /**
   * The value of Standard Attributes and the one of Person Attributes under CleverTap's own name, then those under the names
   * by which it is recognized, in their order.
   */
  candidates: Candidate[]
  /** Whether one of them is `null`. */
  isNull: boolean
}

export type Claims = Map<StandardAttribute, Claim>

export type Sorted = { claims: Claims; custom: Entry[] }

export type SortOptions = {
  /** The identity of the record. */
  identity: string
  /** How the usual names of standard attributes are read; undefined: they are names like any other. */
  usualNames?: 'recognized' | 'compared'
  /** Whether a value is not sent. */
  isEmpty: (value: JSONValue) => boolean
}

const attributeOfName = new Map(standardAttributes.map((attribute) => [attribute.name, attribute]))
const attributeOfUsualName = new Map(
  standardAttributes.flatMap((attribute) => attribute.recognizedBy.map((key) => [toUsualName(key), attribute]))
)

/** Longer names are not looked at: with the separators that people use, a usual name has at most half of it. */
const maxUsualCharacters = 32

/** Traits that repeat the identity, in the spellings of Segment's specification and of databases. */
const keysOfIdentity = ['id', 'userId', 'user_id']

/**
 * @param person Person Attributes, any JSON object
 * @param mapped Standard Attributes, any JSON object
 */
export function sortAttributes(
  person: JSONObject,
  mapped: JSONObject,
  options: SortOptions,
  warnings: Warnings
): Sorted {
  const sorted: Sorted = { claims: new Map(), custom: [] }
  const overriding = new Map<string, JSONValue>()
  for (const key of Object.keys(mapped)) {
    const value = admit('attribute', key, mapped[key], warnings)
    const attribute = attributeOfName.get(key)
    if (value === undefined || options.isEmpty(value)) {
      continue
    } else if (attribute) {
      addCandidate(sorted, attribute, { key, value, kind: 'named' })
    } else if (value !== null || !hasOwn(person, key) || person[key] === null) {
      overriding.set(key, value)
      sortOther(sorted, key, value, options, warnings)
    }
  }
  for (const key of Object.keys(person)) {
    const value = admit('attribute', key, person[key], warnings)
    const attribute = attributeOfName.get(key)
    if (value === undefined || options.isEmpty(value)) {
      continue
    } else if (attribute && !attribute.isHalf) {
      addCandidate(sorted, attribute, { key, value, kind: 'named' })
    } else if (!overriding.has(key)) {
      sortOther(sorted, key, value, options, warnings)
    } else if (value !== null && !isSame(value, overriding.get(key) ?? null)) {
      warnings.push(secondValueWarning(key, `The attribute ${quoteName(key)}`))
    }
  }
  return sorted
}

/** @param subject which attribute, at the beginning of a sentence */
export const secondValueWarning = (attribute: string, subject: string) =>
  leftOut(attribute, `${subject} in Person Attributes was left out: Standard Attributes have another value for it.`)

function claimOf({ claims }: Sorted, attribute: StandardAttribute): Claim {
  let claim = claims.get(attribute)
  if (!claim) {
    claim = { candidates: [], isNull: false }
    claims.set(attribute, claim)
  }
  return claim
}

/** Drops blank text and objects without any value. */
function addCandidate(sorted: Sorted, attribute: StandardAttribute, candidate: Candidate) {
  if (candidate.value === null) {
    claimOf(sorted, attribute).isNull = true
  } else if (!isBlank(candidate.value) && hasValue(candidate.value)) {
    const { candidates } = claimOf(sorted, attribute)
    const firstOther = candidate.kind === 'named' ? candidates.findIndex(({ kind }) => kind !== 'named') : -1
    candidates.splice(firstOther === -1 ? candidates.length : firstOther, 0, candidate)
    if (attribute.isHalf) {
      claimOf(sorted, fullName)
    }
  }
}

function sortOther(sorted: Sorted, key: string, value: JSONValue, options: SortOptions, warnings: Warnings) {
  const isIdentity = key.toLowerCase() === 'identity'
  if ((isIdentity || keysOfIdentity.includes(key)) && isSame(value, options.identity)) {
    return
  }
  if (isIdentity) {
    warnOfIdentity(key, value, warnings)
    return
  }
  const { usualNames } = options
  const attribute =
    usualNames && key.length <= maxUsualCharacters ? attributeOfUsualName.get(toUsualName(key)) : undefined
  const isCompared = usualNames === 'compared'
  if (attribute && usualNames && !(isCompared && value === null)) {
    addCandidate(sorted, attribute, { key, value, kind: usualNames })
  }
  if (!attribute || attribute.isHalf || (isCompared && value === null)) {
    sorted.custom.push({ key, value })
  }
}

/** One client of CleverTap changes a person's identity by such an attribute (observed in rudder-transformer). */
function warnOfIdentity(key: string, value: JSONValue, warnings: Warnings) {
  if (value !== null) {
    const text =
      `The attribute ${quoteName(key)} was left out: CleverTap may take it for one more identity of the person. ` +
      'If it is meant as an attribute, give it another name.'
    warnings.push(leftOut(key, text))
  }
}
