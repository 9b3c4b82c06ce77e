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

/** Adds a warning if the attribute's value exceeds the documented limit. Names the attribute, never its value. */
export function warnOfValue(key: string, value: JSONValue, warnings: string[]) {
  if (typeof value === 'string' && exceeds(value, maxValueBytes)) {
    warnings.push(warning(key, `its value is longer than ${maxValueBytes} bytes.`))
  }
}
