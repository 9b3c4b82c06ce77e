/**
 * Warnings of attributes and properties that CleverTap may drop while it answers success. Pure.
 *
 * Source: developer.clevertap.com "Upload User Profiles" and "Platform Considerations" (documented); the prefix comes
 * from a third-party note (weak).
 */
import type { JSONValue } from '@segment/actions-core'
import { isDeeperThan } from './json'
import { doubtful, leftOut } from './warning'
import type { Warning } from './warning'

export type Noun = 'attribute' | 'property'

const maxKeyBytes = 120
const maxValueBytes = 512
const forbiddenCharacters = /[%><!|&.:;$'"\\#]/
const reservedPrefix = 'wzrk_'

/** Multi-value attributes; of a longer list the oldest values go first. */
const maxListValues = 100

/** Bytes in UTF-8, counted by hand: `TextEncoder` is not everywhere where Segment runs code. */
function exceeds(text: string, maxBytes: number): boolean {
  // No UTF-16 unit needs more than three bytes, and none less than one.
  if (text.length * 3 <= maxBytes || text.length > maxBytes) {
    return text.length > maxBytes
  }
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes > maxBytes
}

/** A name as messages show it: names are the customer's, and of any length. */
export const quoteName = (key: string) => `"${key.slice(0, maxKeyBytes)}"`

const warning = (noun: Noun, key: string, problem: string) =>
  doubtful(key, `CleverTap may drop the ${noun} ${quoteName(key)}: ${problem}`)

/**
 * Nothing that means anything is nested deeper, and some thousands of levels exhaust the stack, which would fail the whole
 * batch. CleverTap itself takes three (documented for its nested objects beta).
 */
const maxDepth = 50

/** Whether a value can be walked through; if not, a warning says that it was left out. */
export function isWithinDepth(noun: Noun, key: string, value: JSONValue, warnings: Warning[]): boolean {
  const isTooDeep = isDeeperThan(maxDepth, value)
  if (isTooDeep) {
    warnings.push(leftOut(key, `The ${noun} ${quoteName(key)} was left out: it is nested more than ${maxDepth} deep.`))
  }
  return !isTooDeep
}

/** Adds a warning for each documented limit that the name exceeds. */
export function warnOfName(noun: Noun, key: string, warnings: Warning[]) {
  if (exceeds(key, maxKeyBytes)) {
    warnings.push(warning(noun, key, `its name is longer than ${maxKeyBytes} bytes.`))
  }
  if (forbiddenCharacters.test(key)) {
    warnings.push(warning(noun, key, `its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`))
  }
  if (key.startsWith(reservedPrefix)) {
    warnings.push(warning(noun, key, `names that begin with ${reservedPrefix} belong to CleverTap.`))
  }
}

/** Adds a warning if the value exceeds a documented limit. Shows the name, never the value. */
export function warnOfValue(noun: Noun, key: string, value: JSONValue, warnings: Warning[]) {
  if (typeof value === 'string' ? exceeds(value, maxValueBytes) : Array.isArray(value) && value.some(isTooLong)) {
    warnings.push(warning(noun, key, `its value is longer than ${maxValueBytes} bytes.`))
  }
  if (Array.isArray(value) && value.length > maxListValues) {
    warnings.push(warning(noun, key, `it has more than ${maxListValues} values, and CleverTap keeps the last ones.`))
  }
}

const isTooLong = (value: JSONValue) => typeof value === 'string' && exceeds(value, maxValueBytes)
