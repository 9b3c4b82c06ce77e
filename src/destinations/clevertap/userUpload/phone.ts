/**
 * A phone number in the form that CleverTap takes: E.164, which is `+`, the country code and the number. Pure.
 * Source: developer.clevertap.com "Upload User Profiles" (documented); that CleverTap refuses the whole profile for
 * another form was recorded by tradeo/clevertap-ruby (code 516).
 */
import { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } from 'google-libphonenumber'
import type { PhoneNumber } from 'google-libphonenumber'
import type { JSONValue } from '@segment/actions-core'

const library = PhoneNumberUtil.getInstance()

const countries = new Set(library.getSupportedRegions())

/** ITU-T E.164: at most 15 digits, and no country code begins with 0. Fewer than 7 reach nobody. */
const e164Shape = /^\+[1-9]\d{6,14}$/

/** Longer than any number with its extension; the library's patterns must not get texts of any length. */
const maxCharacters = 64

/** What people write between digits. Anything else, an extension or the ending of a second number, is no formatting. */
const formatting = /[\s().\-\u2010-\u2015[\]]/g

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

/** The library looks for a number anywhere in a text; `Order 98123 45678` is none, and a telephone link is one. */
const beginning = /^(?:tel:)?[+(\p{Nd}]/iu

function readPhone(text: string, country: string | undefined): string | undefined {
  // Marks that steer the direction of writing are copied along with numbers, and other alphabets have a + of their own.
  const written = text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  const plain = written.replace(/^\(?(?:\+|00)/, '+')
  if (!beginning.test(plain) || (country === undefined && !plain.includes('+'))) {
    return undefined
  }
  const isInternational = plain.startsWith('+')
  // In some countries 00 is only the beginning of what is dialled before a country code: 0011 in Australia.
  const number = parseValid(plain, country) ?? (plain === written ? undefined : parseValid(written, country))
  if (number) {
    return isInternational ? format(number) : toUnambiguous(plain, number)
  }
  return isInternational ? toDigits(plain) : undefined
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

const isMobile = (number: PhoneNumber) => library.getNumberType(number) === PhoneNumberType.MOBILE

/**
 * Where numbers have no fixed length, digits alone may be valid in two ways: `4915123456789` is a German mobile number
 * after the country code, and a number in the area 04915. Of the two a mobile number is taken, since CleverTap sends
 * messages; where that does not decide, a number left out is better than a wrong one.
 * @param national the text read as a number of its country
 */
function toUnambiguous(text: string, national: PhoneNumber): string | undefined {
  const digits = library.getNationalSignificantNumber(national)
  const beginsWithCode = digits.startsWith(String(national.getCountryCode()))
  const isWhole = beginsWithCode && text.replace(/\D/g, '').startsWith(digits)
  const international = isWhole ? parseValid(`+${text}`, undefined) : undefined
  if (!international) {
    return format(national)
  }
  if (isMobile(international) === isMobile(national)) {
    return undefined
  }
  return format(isMobile(international) ? international : national)
}

/**
 * Numbering plans change faster than libraries, so a number that only the library does not know is left to CleverTap.
 * `(0)` is dialled within the country only.
 */
function toDigits(text: string): string | undefined {
  const digits = text.replace(/\(\s?0\s?\)/, '').replace(formatting, '')
  return e164Shape.test(digits) ? digits : undefined
}
