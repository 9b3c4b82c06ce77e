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

/** ITU-T E.164: at most 15 digits, and no country code begins with 0. No number has fewer than 7. */
const e164Shape = /^\+[1-9]\d{6,14}$/

/** Longer than any number with its extension; the library's patterns must not get texts of any length. */
const maxCharacters = 64

/** What a spreadsheet makes of a number: `9812345678.0`. */
const fraction = /^([^.]*)\.0+$/

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
  const given = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  if (given.length > maxCharacters) {
    return undefined
  }
  const text = given.replace(fraction, '$1')
  return e164Shape.test(text) ? text : readPhone(text, country)
}

/** The library finds a number anywhere in a text. `Order 98123 45678` is not one, and a telephone link is. */
const beginning = /^(?:tel:)?[+(\p{Nd}]/iu

function readPhone(text: string, country: string | undefined): string | undefined {
  // Marks that steer the direction of writing are copied along with numbers, and other alphabets have a + of their own.
  const written = text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
  const plain = written.replace(/^\(?(?:\+|00)/, '+')
  const isInternational = plain.startsWith('+')
  // One character can become several digits, which the number does not have.
  if (countDigits(text) !== countDigits(written) || !beginning.test(plain) || !(country || plain.includes('+'))) {
    return undefined
  }
  // In some countries 00 is only the beginning of what is dialled before a country code: 0011 in Australia. People write
  // (0), which is dialled within a country only, for countries too where no 0 is dialled.
  const readings = new Set([plain, written, isInternational ? plain.replace(/\(\s?0\s?\)/, '') : plain])
  const number = parseValid(readings, country)
  if (number) {
    return isInternational ? toE164(number) : toUnambiguous(plain, number)
  }
  return isInternational ? toPossible(plain) : undefined
}

const countDigits = (text: string) => (text.match(/\p{Nd}/gu) ?? []).length

/** The number as the library reads it; undefined if it is none. */
function parse(text: string, country?: string): PhoneNumber | undefined {
  try {
    return library.parse(text, country)
  } catch {
    // The library throws for what is no number.
    return undefined
  }
}

/** The first of the texts that is a number which could have been given to a person. */
function parseValid(texts: Iterable<string>, country?: string): PhoneNumber | undefined {
  for (const text of texts) {
    const number = parse(text, country)
    if (number && library.isValidNumber(number)) {
      return number
    }
  }
  return undefined
}

/**
 * Numbering plans change faster than libraries. A number that the library does not know, but that has a length of its
 * country, is sent just as it is written, or not at all.
 */
function toPossible(text: string): string | undefined {
  const number = parse(text)
  const isPossible =
    number && library.isPossibleNumberWithReason(number) === PhoneNumberUtil.ValidationResult.IS_POSSIBLE
  const e164 = isPossible ? toE164(number) : undefined
  return e164 === `+${text.replace(/\P{Nd}/gu, '')}` ? e164 : undefined
}

function toE164(number: PhoneNumber): string | undefined {
  const text = library.format(number, PhoneNumberFormat.E164)
  return e164Shape.test(text) ? text : undefined
}

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
  const international = isWhole ? parseValid([`+${text}`]) : undefined
  if (!international) {
    return toE164(national)
  }
  if (isMobile(international) === isMobile(national)) {
    return undefined
  }
  return toE164(isMobile(international) ? international : national)
}
