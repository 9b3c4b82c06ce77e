/** Person Attributes and Standard Attributes to CleverTap's `profileData`. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { convertTimestamps } from '../timestamp'
import type { TimestampFormat } from '../timestamp'
import { isOperator } from '../wire'
import { quoteName, warnOfLimits } from './limits'
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
export function buildAttributes(
  person: JSONObject,
  mapped: { [key: string]: string | undefined },
  options: AttributeOptions
): Attributes {
  const { named, traits, custom, tooDeep } = partition(person)
  const profileData: JSONObject = {}
  const invalid: InvalidAttribute[] = []
  const warnings = tooDeep.map(
    (key) => `The attribute ${quoteName(key)} was left out: it is nested more than ${maxDepth} deep.`
  )
  /** Standard attributes with a value, sent or not: the traits that they stand for are not sent again. */
  const taken = new Set<StandardAttribute>()

  for (const attribute of standardAttributes) {
    const { key, name, rule, convert } = attribute
    const text = mapped[key]
    const isRendered =
      text !== undefined && traits.some((trait) => trait.attribute === attribute && isRenderingOf(trait.value, text))
    const value = isRendered || !isBlank(text) ? text : named.get(name)
    if (value === undefined) {
      continue
    }
    taken.add(attribute)
    const converted = isOperator(value) ? value : isRendered ? undefined : convert(value)
    if (converted !== undefined) {
      profileData[name] = converted
    } else if (options.sendInvalid) {
      profileData[name] = value
    } else {
      invalid.push({ name, rule })
    }
  }

  for (const { attribute, key, value } of traits) {
    const isMappedBlank = mapped[attribute.key] !== undefined && isBlank(value)
    if (!taken.has(attribute) && !isMappedBlank) {
      custom.push([key, value])
    }
  }

  const nested: [string, JSONObject][] = []
  for (const [key, value] of custom) {
    if (categoryKeys.has(key)) {
      profileData[key] = value
    } else if (options.nestedData === 'flatten' && isPlainObject(value)) {
      nested.push([key, value])
    } else {
      profileData[key] = toAttribute(value, options)
    }
  }
  // After all others, so that a key which stands there explicitly is never overwritten.
  for (const [key, value] of nested) {
    flattenInto(profileData, key, value, options, warnings)
  }
  for (const [key, value] of Object.entries(profileData)) {
    if (!categoryKeys.has(key)) {
      warnOfLimits(key, value, warnings)
    }
  }
  return { profileData, invalid, warnings }
}

/**
 * A person's attributes without those that are null: `named` as CleverTap does, `traits` that a standard attribute
 * stands for, all others, and the names of those that are `tooDeep`.
 */
function partition(person: JSONObject) {
  const named = new Map<string, JSONValue>()
  const traits: { attribute: StandardAttribute; key: string; value: JSONValue }[] = []
  const custom: [string, JSONValue][] = []
  const tooDeep: string[] = []
  for (const [key, value] of Object.entries(person)) {
    const attribute = attributeOfTrait.get(key.toLowerCase())
    if (value === null) {
      continue
    } else if (isDeeperThan(maxDepth, value)) {
      tooDeep.push(key)
    } else if (standardNames.has(key)) {
      named.set(key, value)
    } else if (attribute) {
      traits.push({ attribute, key, value })
    } else {
      custom.push([key, value])
    }
  }
  return { named, traits, custom, tooDeep }
}

const isDeeperThan = (levels: number, value: JSONValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item)))

function flattenInto(
  profileData: JSONObject,
  prefix: string,
  object: JSONObject,
  options: AttributeOptions,
  warnings: string[]
) {
  for (const [childKey, value] of Object.entries(object)) {
    const key = `${prefix}_${childKey}`
    if (value === null) {
      continue
    }
    if (isPlainObject(value)) {
      flattenInto(profileData, key, value, options, warnings)
    } else if (Object.prototype.hasOwnProperty.call(profileData, key)) {
      warnings.push(
        `The nested attribute ${quoteName(
          key
        )} was left out: an attribute of that name is there already. Rename one of them.`
      )
    } else {
      profileData[key] = toAttribute(value, options)
    }
  }
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

/** Whether `text` is what a mapping template makes of a list or an object: such as `a,b` or `[object Object]`. */
function isRenderingOf(value: JSONValue, text: string): boolean {
  if (typeof value !== 'object') {
    return false
  }
  try {
    return String(value).trim() === text.trim()
  } catch {
    // An object may have a `toString` of its own that is no function.
    return true
  }
}
