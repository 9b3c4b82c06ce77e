/** Adds attributes of a person, or properties of an event, under their own names: dates converted, nesting as wanted. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { hasOwn, isObject, setOwn } from './json'
import { isLongerThan, maxNameBytes, warnOfName, warnOfValue } from './limits'
import type { Noun } from './limits'
import { deletion } from './operators'
import { convertTimestamps } from './timestamp'
import type { TimestampFormat } from './timestamp'
import { leftOut, quoteName } from './warning'
import type { Warnings } from './warning'

export type NestedData = 'flatten' | 'flattenKeepLists' | 'json' | 'native'

export type Entry = { key: string; value: JSONValue }

export type NestingOptions = {
  /** undefined: values go out as they came */
  timestampFormat?: TimestampFormat
  nestedData: NestedData
}

/** How attributes of a person and properties of an event differ. */
export type Meaning = {
  noun: Noun
  /** Whether CleverTap reads a value as it is, in every mode. `key` is its name on the wire, if it has one. */
  isUntouched: (value: JSONValue, key?: string) => boolean
  /** Whether a value is not sent. A `null` that is sent deletes the attribute. For values of bounded depth. */
  isEmpty: (value: JSONValue) => boolean
}

/**
 * @param target gets the entries; what is there already stays
 * @param entries of bounded depth, none of them empty
 */
export function addEntries(
  target: JSONObject,
  entries: Entry[],
  meaning: Meaning,
  options: NestingOptions,
  warnings: Warnings
) {
  const flattens = options.nestedData === 'flatten' || options.nestedData === 'flattenKeepLists'
  const nested: Entry[] = []
  for (const entry of entries) {
    if (flattens && isObject(entry.value) && !meaning.isUntouched(entry.value, entry.key)) {
      nested.push(entry)
    } else {
      addEntry(target, entry, meaning, options, warnings)
    }
  }
  // After all others, so that a key which stands there explicitly is never overwritten.
  for (const { key, value } of nested) {
    flatten(key, value as JSONObject, meaning, warnings, (leaf) => {
      if (hasOwn(target, leaf.key)) {
        const subject = `The nested ${meaning.noun} ${quoteName(leaf.key)}`
        const why = 'there is one of that name already. Rename one of them.'
        warnings.push(leftOut(leaf.key, `${subject} was left out: ${why}`))
      } else {
        addEntry(target, leaf, meaning, options, warnings)
      }
    })
  }
}

function flatten(prefix: string, object: JSONObject, meaning: Meaning, warnings: Warnings, add: (leaf: Entry) => void) {
  for (const childKey of Object.keys(object)) {
    const value = object[childKey]
    const key = joinNames(prefix, childKey)
    if (key === undefined) {
      warnOfDepth(prefix, childKey, value, meaning, warnings)
    } else if (isObject(value) && !meaning.isUntouched(value, key)) {
      flatten(key, value, meaning, warnings, add)
    } else if (!meaning.isEmpty(value)) {
      add({ key, value })
    }
  }
}

/**
 * Flattening repeats the name of an object in the name of each of its values, so a name without a bound would let an event
 * of 30 kB become a record of 30 MB. The bound is that of the names which CleverTap takes.
 * @returns undefined if the name would be longer, written as JSON, in which one character takes up to six bytes
 */
function joinNames(prefix: string, childKey: string): string | undefined {
  if (prefix.length + childKey.length >= maxNameBytes) {
    return undefined
  }
  const name = `${prefix}_${childKey}`
  const isShort = name.length * 6 <= maxNameBytes || !isLongerThan(maxNameBytes + 2, JSON.stringify(name))
  return isShort ? name : undefined
}

function warnOfDepth(prefix: string, childKey: string, value: JSONValue, meaning: Meaning, warnings: Warnings) {
  if (!meaning.isEmpty(value)) {
    const name = `${prefix.slice(0, maxNameBytes)}_${childKey.slice(0, maxNameBytes)}`
    const text = `The nested ${meaning.noun} ${quoteName(
      name
    )} was left out: flattened, its name would be longer than ${maxNameBytes} bytes. Shorten it.`
    warnings.push(leftOut(name, text))
  }
}

function addEntry(
  target: JSONObject,
  { key, value }: Entry,
  { noun, isUntouched }: Meaning,
  options: NestingOptions,
  warnings: Warnings
) {
  const sent = isUntouched(value, key) ? value : toSent(value, options, isUntouched)
  setOwn(target, key, sent)
  warnOfName(noun, key, warnings)
  warnOfValue(noun, key, sent, warnings)
}

/** A value with its timestamps converted and, unless it may be nested, no deeper than text. */
function toSent(
  value: JSONValue,
  { timestampFormat, nestedData }: NestingOptions,
  isUntouched: Meaning['isUntouched']
): JSONValue {
  if (value === null) {
    return deletion()
  }
  if (nestedData === 'flattenKeepLists' && isMultiValue(value)) {
    return value
  }
  const converted = timestampFormat ? convertTimestamps(value, timestampFormat, isUntouched) : value
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
