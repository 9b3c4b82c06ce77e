/** Adds attributes of a person, or properties of an event, under their own names: dates converted, nesting as wanted. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { quoteName, warnOfName, warnOfValue } from './limits'
import type { Noun } from './limits'
import { convertTimestamps } from './timestamp'
import type { TimestampFormat } from './timestamp'
import { hasOwn, isObject, setOwn } from './json'
import { leftOut } from './warning'
import type { Warning } from './warning'

export type NestedData = 'flatten' | 'flattenKeepLists' | 'json' | 'native'

export type Entry = { key: string; value: JSONValue }

export type NestingOptions = {
  /** undefined: values go out as they came */
  timestampFormat?: TimestampFormat
  nestedData: NestedData
}

/** What is particular to attributes of a person, or to properties of an event. */
export type Meaning = {
  noun: Noun
  /** What means something to CleverTap as it is, in every mode. `key` is its name on the wire, if it has one. */
  isUntouched: (value: JSONValue, key?: string) => boolean
  /** What is not worth sending. To be asked of values of bounded depth. */
  isEmpty: (value: JSONValue) => boolean
}

/**
 * Flattening repeats the name of an object in the name of each of its values: without a bound, an event of 30 kB becomes
 * a record of 30 MB, and CleverTap refuses the whole batch. CleverTap itself takes names of 120 bytes (documented).
 */
const maxPrefixCharacters = 512

/**
 * @param target gets the entries; what is there already stays
 * @param entries of bounded depth, none of them empty
 */
export function addEntries(
  target: JSONObject,
  entries: Entry[],
  meaning: Meaning,
  options: NestingOptions,
  warnings: Warning[]
) {
  const flattens = options.nestedData === 'flatten' || options.nestedData === 'flattenKeepLists'
  const add = (key: string, value: JSONValue) => addEntry(target, key, value, meaning, options, warnings)
  const nested: Entry[] = []
  for (const entry of entries) {
    if (flattens && isObject(entry.value) && !meaning.isUntouched(entry.value, entry.key)) {
      nested.push(entry)
    } else {
      add(entry.key, entry.value)
    }
  }
  // After all others, so that a key which stands there explicitly is never overwritten.
  for (const { key, value } of nested) {
    flatten(key, value as JSONObject, meaning, warnings, (name, leaf) => {
      if (hasOwn(target, name)) {
        const subject = `The nested ${meaning.noun} ${quoteName(name)}`
        warnings.push(leftOut(name, `${subject} was left out: there is one of that name already. Rename one of them.`))
      } else {
        add(name, leaf)
      }
    })
  }
}

function flatten(
  prefix: string,
  object: JSONObject,
  meaning: Meaning,
  warnings: Warning[],
  add: (key: string, value: JSONValue) => void
) {
  if (prefix.length > maxPrefixCharacters) {
    const names = meaning.noun === 'attribute' ? 'attributes' : 'properties'
    const why = `a name of more than ${maxPrefixCharacters} characters would stand before each of theirs.`
    warnings.push(leftOut(prefix, `The nested ${names} of ${quoteName(prefix)} were left out: ${why}`))
    return
  }
  for (const childKey of Object.keys(object)) {
    const key = `${prefix}_${childKey}`
    const value = object[childKey]
    if (meaning.isEmpty(value)) {
      continue
    } else if (isObject(value) && !meaning.isUntouched(value, key)) {
      flatten(key, value, meaning, warnings, add)
    } else {
      add(key, value)
    }
  }
}

function addEntry(
  target: JSONObject,
  key: string,
  value: JSONValue,
  { noun, isUntouched }: Meaning,
  options: NestingOptions,
  warnings: Warning[]
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
