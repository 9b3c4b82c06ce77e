/**
 * Warnings of attributes and properties that CleverTap may drop while it answers success. Pure.
 *
 * Source: developer.clevertap.com "Upload User Profiles" and "Platform Considerations" (documented); the prefix comes
 * from a third-party note (weak).
 */
import type { JSONValue } from '@segment/actions-core'
import { hasEndless, isDeeperThan, withoutEndless } from './json'
import { doubtful, leftOut, quoteName } from './warning'
import type { Warnings } from './warning'

export type Noun = 'attribute' | 'property'

export const maxNameBytes = 120
const maxValueBytes = 512
const forbiddenCharacters = /[%><!|&.:;$'"\\#]/
const reservedPrefix = 'wzrk_'

/** Multi-value attributes; of a longer list the oldest values go first. */
const maxListValues = 100

/** Bytes in UTF-8, counted by hand: `TextEncoder` is not everywhere where Segment runs code. */
export function bytesOf(text: string): number {
  // Most texts have no other characters, and a search for one takes a third of the time of counting.
  if (!/[^\0-\x7f]/.test(text)) {
    return text.length
  }
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    // Two surrogates are one character of four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3
  }
  return bytes
}

export function isLongerThan(maxBytes: number, text: string): boolean {
  // No UTF-16 unit needs more than three bytes, and none less than one.
  return text.length * 3 > maxBytes && (text.length > maxBytes || bytesOf(text) > maxBytes)
}

const warning = (noun: Noun, key: string, problem: string) =>
  doubtful(key, `CleverTap may drop the ${noun} ${quoteName(key)}: ${problem}`)

/**
 * Real values are not nested deeper. Some thousands of levels would exhaust the stack, which fails the whole batch. CleverTap
 * itself takes three (documented for its nested objects beta).
 */
const maxDepth = 50

/**
 * Checks a value before it goes into the record, so that later code can walk through it and write it as JSON.
 * @returns the value, without numbers that JSON cannot hold; undefined, with a warning, if it cannot be sent
 */
export function admit(noun: Noun, key: string, value: JSONValue, warnings: Warnings): JSONValue | undefined {
  if (isDeeperThan(maxDepth, value)) {
    const text = `The ${noun} ${quoteName(key)} was left out: it is nested more than ${maxDepth} deep.`
    warnings.push(leftOut(key, text))
    return undefined
  }
  if (!hasEndless(value)) {
    return value
  }
  const [subject, rest] = typeof value === 'number' ? ['The', undefined] : ['A value of the', withoutEndless(value)]
  warnings.push(leftOut(key, `${subject} ${noun} ${quoteName(key)} was left out: it is a number too large for JSON.`))
  return rest
}

/** Adds a warning for each documented limit that the name exceeds. */
export function warnOfName(noun: Noun, key: string, warnings: Warnings) {
  if (isLongerThan(maxNameBytes, key)) {
    warnings.push(warning(noun, key, `its name is longer than ${maxNameBytes} bytes.`))
  }
  if (forbiddenCharacters.test(key)) {
    warnings.push(warning(noun, key, `its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`))
  }
  if (key.startsWith(reservedPrefix)) {
    warnings.push(warning(noun, key, `names that begin with ${reservedPrefix} belong to CleverTap.`))
  }
}

/** Adds a warning if the value exceeds a documented limit. Shows the name, never the value. */
export function warnOfValue(noun: Noun, key: string, value: JSONValue, warnings: Warnings) {
  if (isTooLong(value) || (Array.isArray(value) && value.some(isTooLong))) {
    warnings.push(warning(noun, key, `its value is longer than ${maxValueBytes} bytes.`))
  }
  if (Array.isArray(value) && value.length > maxListValues) {
    warnings.push(warning(noun, key, `it has more than ${maxListValues} values, and CleverTap keeps the last ones.`))
  }
}

const isTooLong = (value: JSONValue) => typeof value === 'string' && isLongerThan(maxValueBytes, value)
