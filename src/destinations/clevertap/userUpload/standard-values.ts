/** A value of a standard attribute in the form that CleverTap takes, or undefined if there is none. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { parseEpochSeconds, parseDay, toCleverTapDate } from '../values/timestamp'

/** Text, or a number as text: anything else is no single value. */
const toText = (value: JSONValue): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined

export const toNonBlank = (value: JSONValue) => toText(value) || undefined

/** One of a few words, in any letter case; booleans and numbers count as their text. */
export const oneOf = <Value extends JSONValue>(words: Record<string, Value>) => {
  const values = new Map(Object.entries(words))
  return (value: JSONValue): Value | undefined =>
    typeof value === 'object' ? undefined : values.get(String(value).trim().toLowerCase())
}

export const toYesOrNo = oneOf({ true: 'Y', yes: 'Y', y: 'Y', 1: 'Y', false: 'N', no: 'N', n: 'N', 0: 'N' })

/**
 * An address that CleverTap is likely to take: a local part without spaces, quotes and other separators, then at least
 * two labels. CleverTap's own rule is not published (inferred).
 */
const emailShape =
  /^(?=[^@]{1,64}@)[^\s@."(),:;<>[\]\\\p{C}]+(?:\.[^\s@."(),:;<>[\]\\\p{C}]+)*@[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?(?:\.[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?)+$/u

/** RFC 5321 leaves 254 characters for an address. */
const maxEmailCharacters = 254

export function toEmail(value: JSONValue): string | undefined {
  const text = toText(value)
  return text !== undefined && text.length <= maxEmailCharacters && emailShape.test(text) ? text : undefined
}

export function toWebAddress(value: JSONValue): string | undefined {
  const text = toText(value)
  return text !== undefined && /^https?:\/\/[^\s/?#]/i.test(text) && !/\s/.test(text) ? text : undefined
}

/**
 * A zero, a bare year and a date written as eight digits are whole numbers too: read as an epoch they would be a day in
 * 1970, so they are refused rather than guessed at.
 */
const noEpochShape = /^(?:0|(?:1[89]|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?)$/

/** The day 1900-01-01. Earlier and future dates are what databases hold where there is no date. */
const earliestBirth = -2_208_988_800

/** The day of a birth is the same in every time zone: of a date with a time, the date as it is written counts. */
export function toDateOfBirth(value: JSONValue, { nowSeconds }: { nowSeconds: number }): string | undefined {
  const text = toText(value)
  if (text === undefined || noEpochShape.test(text)) {
    return undefined
  }
  const [, written] = /^\$D_(-?\d{1,17})$/.exec(text) ?? []
  const epochSeconds = written === undefined ? parseDay(text) ?? parseEpochSeconds(text) : Number(written)
  const isBirth = epochSeconds !== undefined && epochSeconds >= earliestBirth && epochSeconds <= nowSeconds
  return isBirth ? toCleverTapDate(epochSeconds) : undefined
}

export function toAge(value: JSONValue): number | undefined {
  const text = toText(value)
  const age = text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : 0
  return age >= 1 && age <= 120 ? age : undefined
}

/**
 * `Area/City`, `GMT±h:mm` or an abbreviation such as `PST`, by its shape only; a bare offset such as `+05:30` is none.
 * Source: CleverTap's Android SDK (documented and seen in its code).
 */
const timeZoneShape = /^(?:[A-Za-z_]+(?:\/[\w+-]+){1,2}|GMT[+-]\d{1,2}:\d{2}|[A-Z]{2,5})$/

/** Twice the longest name in the IANA database. Over megabytes a pattern runs out of stack, and throws. */
const maxTimeZoneCharacters = 64

export function toTimeZone(value: JSONValue): string | undefined {
  const text = toText(value)
  const isShort = text !== undefined && text.length <= maxTimeZoneCharacters
  return isShort && timeZoneShape.test(text) ? text : undefined
}
