/** Person Attributes and Standard Attributes to CleverTap's `profileData`. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { convertTimestamps } from '../timestamp'
import type { TimestampFormat } from '../timestamp'
import { isOperator } from '../wire'
import { quoteName, warnOfName, warnOfValue } from './limits'
import { standardAttributes } from './standard-attributes'
import type { StandardAttribute } from './standard-attributes'

export type AttributeOptions = {
  /** undefined: attributes go out as they came */
  timestampFormat?: TimestampFormat
  nestedData: 'flatten' | 'json' | 'native'
  /** Whether standard attributes that CleverTap would refuse are sent all the same. */
  sendInvalid: boolean
}

/** A standard attribute that was left out and what its value must be. */
export type InvalidAttribute = { name: string; rule: string }

/** Standard Attributes as mapped: text by key. */
type Mapped = { [key: string]: string | undefined }

export type Attributes = { profileData: JSONObject; invalid: InvalidAttribute[]; warnings: string[] }

const standardNames = new Set(standardAttributes.map(({ name }) => name))

const attributeOfTrait = new Map(
  standardAttributes.flatMap((attribute) => attribute.supersedes.map((trait) => [trait, attribute]))
)

/**
 * No attribute that means anything is nested deeper, and some thousands of levels exhaust the stack, which would fail
 * the whole batch. CleverTap itself takes three (documented for its nested objects beta).
 */
const maxDepth = 50

/** Subscriptions by category. Source: developer.clevertap.com "Upload User Profiles" (documented). */
const categoryKeys = new Set(['category-unsubscribe', 'category-resubscribe'])

/**
 * @param person Person Attributes, any JSON object; is not changed
 * @param mapped Standard Attributes, by key; they win over those that `person` spells as CleverTap does
 * @returns what to send, what was left out, and what CleverTap may drop; only names and rules, never values
 */
export function buildAttributes(person: JSONObject, mapped: Mapped, options: AttributeOptions): Attributes {
  const attributes: Attributes = { profileData: {}, invalid: [], warnings: [] }
  const taken = addStandardAttributes(attributes, person, mapped, options)
  addCustomAttributes(attributes, person, mapped, taken, options)
  return attributes
}

/** @returns the attributes that have a value, sent or not: the traits that they stand for are not sent again */
function addStandardAttributes(
  { profileData, invalid, warnings }: Attributes,
  person: JSONObject,
  mapped: Mapped,
  { sendInvalid }: AttributeOptions
): Set<StandardAttribute> {
  const taken = new Set<StandardAttribute>()
  for (const attribute of standardAttributes) {
    const { key, name, rule, convert } = attribute
    const text = mapped[key]
    const value = isBlank(text) ? person[name] : text
    if (value === undefined || value === null || isTooDeep(value)) {
      continue
    }
    taken.add(attribute)
    const converted = isOperator(value) ? value : convert(value)
    if (converted !== undefined || sendInvalid) {
      profileData[name] = converted ?? value
      warnOfValue(name, profileData[name], warnings)
    } else {
      invalid.push({ name, rule })
    }
  }
  return taken
}

function addCustomAttributes(
  attributes: Attributes,
  person: JSONObject,
  mapped: Mapped,
  taken: Set<StandardAttribute>,
  options: AttributeOptions
) {
  const { profileData, warnings } = attributes
  const nested: string[] = []
  for (const key of Object.keys(person)) {
    const value = person[key]
    const attribute = attributeOfTrait.get(key.toLowerCase())
    if (value === null) {
      continue
    } else if (isTooDeep(value)) {
      warnings.push(`The attribute ${quoteName(key)} was left out: it is nested more than ${maxDepth} deep.`)
    } else if (standardNames.has(key)) {
      continue
    } else if (attribute && !options.sendInvalid && isRenderingOf(value, mapped[attribute.key])) {
      leaveOut(attributes, attribute)
    } else if (attribute && (taken.has(attribute) || (isBlank(value) && mapped[attribute.key] !== undefined))) {
      continue
    } else if (categoryKeys.has(key)) {
      profileData[key] = value
    } else if (options.nestedData === 'flatten' && isPlainObject(value)) {
      nested.push(key)
    } else {
      addCustomAttribute(attributes, key, value, options)
    }
  }
  // After all others, so that a key which stands there explicitly is never overwritten.
  for (const key of nested) {
    flattenInto(attributes, key, person[key] as JSONObject, options)
  }
}

/** Leaves out a standard attribute that was made of a list or an object, unless its check has done so already. */
function leaveOut({ profileData, invalid }: Attributes, { name, rule }: StandardAttribute) {
  delete profileData[name]
  if (!invalid.some((other) => other.name === name)) {
    invalid.push({ name, rule })
  }
}

function flattenInto(attributes: Attributes, prefix: string, object: JSONObject, options: AttributeOptions) {
  for (const childKey of Object.keys(object)) {
    const key = `${prefix}_${childKey}`
    const value = object[childKey]
    if (value === null) {
      continue
    }
    if (isPlainObject(value)) {
      flattenInto(attributes, key, value, options)
    } else if (Object.prototype.hasOwnProperty.call(attributes.profileData, key)) {
      attributes.warnings.push(
        `The nested attribute ${quoteName(
          key
        )} was left out: an attribute of that name is there already. Rename one of them.`
      )
    } else {
      addCustomAttribute(attributes, key, value, options)
    }
  }
}

function addCustomAttribute(
  { profileData, warnings }: Attributes,
  key: string,
  value: JSONValue,
  options: AttributeOptions
) {
  const attribute = toAttribute(value, options)
  profileData[key] = attribute
  warnOfName(key, warnings)
  warnOfValue(key, attribute, warnings)
}

/** One attribute's value, with its timestamps converted and, unless nested data is native, no deeper than text. */
function toAttribute(value: JSONValue, { timestampFormat, nestedData }: AttributeOptions): JSONValue {
  if (isOperator(value)) {
    return value
  }
  const converted = timestampFormat ? convertTimestamps(value, timestampFormat) : value
  return typeof converted === 'object' && nestedData !== 'native' ? JSON.stringify(converted) : converted
}

/** An object with attributes of its own, which an operator is not. */
const isPlainObject = (value: JSONValue): value is JSONObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isOperator(value)

const isBlank = (value: JSONValue | undefined) =>
  value === undefined || (typeof value === 'string' && value.trim() === '')

const isTooDeep = (value: JSONValue) => typeof value === 'object' && isDeeperThan(maxDepth, value)

const isDeeperThan = (levels: number, value: JSONValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item)))

/** Whether `text` is what a mapping template makes of a list or an object: such as `a,b` or `[object Object]`. */
function isRenderingOf(value: JSONValue, text: string | undefined): boolean {
  if (typeof value !== 'object' || text === undefined) {
    return false
  }
  try {
    return String(value).trim() === text.trim()
  } catch {
    // An object may have a `toString` of its own that is no function.
    return true
  }
}
