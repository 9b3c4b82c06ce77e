/**
 * Warnings of attributes that CleverTap may drop while it answers success. Pure.
 *
 * Source: developer.clevertap.com "Upload User Profiles" and "Platform Considerations" (documented); the prefix comes
 * from a third-party note (weak).
 */
import type { JSONValue } from '@segment/actions-core'

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

/** An attribute's name as messages show it: names are the customer's, and of any length. */
export const quoteName = (key: string) => `"${key.slice(0, maxKeyBytes)}"`

const warning = (key: string, problem: string) => `CleverTap may drop the attribute ${quoteName(key)}: ${problem}`

/** Adds a warning for each documented limit that the attribute's name exceeds. */
export function warnOfName(key: string, warnings: string[]) {
  if (exceeds(key, maxKeyBytes)) {
    warnings.push(warning(key, `its name is longer than ${maxKeyBytes} bytes.`))
  }
  if (forbiddenCharacters.test(key)) {
    warnings.push(warning(key, `its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`))
  }
  if (key.startsWith(reservedPrefix)) {
    warnings.push(warning(key, `names that begin with ${reservedPrefix} belong to CleverTap.`))
  }
}

/** Adds a warning if the attribute's value exceeds a documented limit. Names the attribute, never its value. */
export function warnOfValue(key: string, value: JSONValue, warnings: string[]) {
  if (typeof value === 'string' ? exceeds(value, maxValueBytes) : Array.isArray(value) && value.some(isTooLong)) {
    warnings.push(warning(key, `its value is longer than ${maxValueBytes} bytes.`))
  }
  if (Array.isArray(value) && value.length > maxListValues) {
    warnings.push(warning(key, `it has more than ${maxListValues} values, and CleverTap keeps the last ones.`))
  }
}

const isTooLong = (value: JSONValue) => typeof value === 'string' && exceeds(value, maxValueBytes)
