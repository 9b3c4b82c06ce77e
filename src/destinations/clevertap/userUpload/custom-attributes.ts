/** Adds attributes that CleverTap does not know: under their own names, dates converted, nesting as the customer wants it. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { convertTimestamps } from '../timestamp'
import type { TimestampFormat } from '../timestamp'
import { isOperator } from '../wire'
import type { Attribute } from './claims'
import { quoteName, warnOfName, warnOfValue } from './limits'
import { hasOwn, hasValue, isPlainObject, setOwn } from './values'

export type NestedData = 'flatten' | 'flattenKeepLists' | 'json' | 'native'

export type CustomOptions = {
  /** undefined: attributes go out as they came */
  timestampFormat?: TimestampFormat
  nestedData: NestedData
}

/** Subscriptions by category. Source: developer.clevertap.com "Upload User Profiles" (documented). */
const categoryKeys = new Set(['category-unsubscribe', 'category-resubscribe'])

/**
 * Flattening repeats the name of an object in the name of each of its values: without a bound, an event of 30 kB becomes
 * a record of 30 MB, and CleverTap refuses the whole batch. CleverTap itself takes names of 120 bytes (documented).
 */
const maxPrefixCharacters = 512

/** @param profileData gets the attributes; those that are there already stay */
export function addCustomAttributes(
  profileData: JSONObject,
  attributes: Attribute[],
  options: CustomOptions,
  warnings: string[]
) {
  const flattens = options.nestedData === 'flatten' || options.nestedData === 'flattenKeepLists'
  const nested: Attribute[] = []
  for (const { key, value } of attributes) {
    if (categoryKeys.has(key)) {
      profileData[key] = value
    } else if (flattens && isPlainObject(value)) {
      nested.push({ key, value })
    } else {
      addAttribute(profileData, key, value, options, warnings)
    }
  }
  // After all others, so that a key which stands there explicitly is never overwritten.
  for (const { key, value } of nested) {
    flattenInto(profileData, key, value as JSONObject, options, warnings)
  }
}

function flattenInto(
  profileData: JSONObject,
  prefix: string,
  object: JSONObject,
  options: CustomOptions,
  warnings: string[]
) {
  if (prefix.length > maxPrefixCharacters) {
    warnings.push(
      `The nested attributes of ${quoteName(
        prefix
      )} were left out: a name of more than ${maxPrefixCharacters} characters would stand before each of theirs.`
    )
    return
  }
  for (const childKey of Object.keys(object)) {
    const key = `${prefix}_${childKey}`
    const value = object[childKey]
    if (!hasValue(value)) {
      continue
    }
    if (isPlainObject(value)) {
      flattenInto(profileData, key, value, options, warnings)
    } else if (hasOwn(profileData, key)) {
      warnings.push(
        `The nested attribute ${quoteName(
          key
        )} was left out: an attribute of that name is there already. Rename one of them.`
      )
    } else {
      addAttribute(profileData, key, value, options, warnings)
    }
  }
}

function addAttribute(
  profileData: JSONObject,
  key: string,
  value: JSONValue,
  options: CustomOptions,
  warnings: string[]
) {
  const attribute = toAttribute(value, options)
  setOwn(profileData, key, attribute)
  warnOfName(key, warnings)
  warnOfValue(key, attribute, warnings)
}

/** One attribute's value, with its timestamps converted and, unless it may be nested, no deeper than text. */
function toAttribute(value: JSONValue, { timestampFormat, nestedData }: CustomOptions): JSONValue {
  if (isOperator(value) || (nestedData === 'flattenKeepLists' && isMultiValue(value))) {
    return value
  }
  const converted = timestampFormat ? convertTimestamps(value, timestampFormat) : value
  return typeof converted === 'object' && nestedData !== 'native' ? JSON.stringify(converted) : converted
}

/**
 * What CleverTap's SDKs send as a multi-value attribute (observed); whether the API takes such lists from every account
 * is unknown.
 */
const isMultiValue = (value: JSONValue) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => typeof item === 'string' || typeof item === 'number')
