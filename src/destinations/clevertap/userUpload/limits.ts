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

const utf8 = new TextEncoder()

/** UTF-8 needs at most three bytes for each UTF-16 unit, so short texts need no encoding. */
const exceeds = (text: string, maxBytes: number) => text.length * 3 > maxBytes && utf8.encode(text).length > maxBytes

/** An attribute's name as messages show it: names are the customer's, and of any length. */
export const quoteName = (key: string) => `"${key.slice(0, maxKeyBytes)}"`

/** Adds a warning for each documented limit that the attribute exceeds. Names the attribute, never its value. */
export function warnOfLimits(key: string, value: JSONValue, warnings: string[]) {
  const warn = (problem: string) => warnings.push(`CleverTap may drop the attribute ${quoteName(key)}: ${problem}`)
  if (exceeds(key, maxKeyBytes)) {
    warn(`its name is longer than ${maxKeyBytes} bytes.`)
  }
  if (forbiddenCharacters.test(key)) {
    warn(`its name has one of the characters % > < ! | & . : ; $ ' " \\ #.`)
  }
  if (key.startsWith(reservedPrefix)) {
    warn(`names that begin with ${reservedPrefix} belong to CleverTap.`)
  }
  if (typeof value === 'string' && exceeds(value, maxValueBytes)) {
    warn(`its value is longer than ${maxValueBytes} bytes.`)
  }
}
