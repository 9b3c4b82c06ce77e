/**
 * A phone number in the form that CleverTap takes: E.164, which is `+`, the country code and the number. Pure.
 * Source: developer.clevertap.com "Upload User Profiles" (documented); that CleverTap refuses the whole profile for
 * another form was recorded by tradeo/clevertap-ruby (code 516).
 */
import { PhoneNumberFormat, PhoneNumberUtil } from 'google-libphonenumber'
import type { PhoneNumber } from 'google-libphonenumber'
import type { JSONValue } from '@segment/actions-core'

const library = PhoneNumberUtil.getInstance()

const countries = new Set(library.getSupportedRegions())

/** ITU-T E.164: at most 15 digits, and no country code begins with 0. Fewer than 7 reach nobody. */
const e164Shape = /^\+[1-9]\d{6,14}$/

/** Longer than any number with its extension; the library's patterns must not get texts of any length. */
const maxCharacters = 64

/** What people write between digits. Anything else, an extension or a second number, is no formatting. */
const formatting = /[\s().\-/\u2010-\u2015[\]]/g

/**
 * @param value what was mapped to Country of Phone Numbers
 * @returns the two-letter code in capitals; undefined if there is no such country
 */
export function parseCountry(value: string): string | undefined {
  const country = value.trim().toUpperCase()
  return countries.has(country) ? country : undefined
}

/**
 * @param value text or a number. With `+` or `00` it names its country; without, it is a number of `country`.
 * @param country two-letter code in capitals; no country is guessed
 * @returns E.164, undefined if the number is none
 */
export function toPhone(value: JSONValue, country?: string): string | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  if (e164Shape.test(text)) {
    return text
  }
  return text !== '' && text.length <= maxCharacters ? readPhone(text, country) : undefined
}

function readPhone(text: string, country: string | undefined): string | undefined {
  // Marks that steer the direction of writing are copied along with numbers, and other alphabets have a + of their own.
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replace(/^\(?(?:\+|00)/, '+')
  if (country === undefined && !plain.includes('+')) {
    return undefined
  }
  const number = parseValid(plain, country)
  if (number) {
    return format(number)
  }
  return plain.startsWith('+') ? toDigits(plain) : undefined
}

/** The number as the library reads it, if it is one that could have been given to somebody. */
function parseValid(text: string, country: string | undefined): PhoneNumber | undefined {
  try {
    const number = library.parse(text, country)
    return library.isValidNumber(number) ? number : undefined
  } catch {
    // The library throws for what is no number.
    return undefined
  }
}

const format = (number: PhoneNumber) => library.format(number, PhoneNumberFormat.E164)

/**
 * Numbering plans change faster than libraries, so a number that only the library does not know is left to CleverTap.
 * `(0)` is dialled within the country only.
 */
function toDigits(text: string): string | undefined {
  const digits = text.replace(/\(\s?0\s?\)/, '').replace(formatting, '')
  return e164Shape.test(digits) ? digits : undefined
}
