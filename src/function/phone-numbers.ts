/**
 * Stands in for `google-libphonenumber` in the built file, which it would make 580 kB longer. It knows no country's
 * numbers, so it reads only those with a country code, and takes every one of a possible length for valid. What it does
 * know is the 0 that people write after the country code and that is dialled only within the country.
 */

/** ITU-T E.164: country codes of one digit, of two, and all others of three. */
const international = /^(?:tel:)?\+([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d{1,14})$/i

/**
 * Benin, Congo, Côte d'Ivoire, Gabon, Italy with Vatican City, and San Marino: a 0 after these codes is part of the
 * number. Source: the metadata of google-libphonenumber 3.2 (observed); a test compares every country with it.
 */
const codesBefore0 = new Set(['229', '242', '225', '241', '39', '378'])

/** What people write between digits. */
const formatting = /[\s().\-\u2010-\u2015[\]]/g

/** At least 7 digits, code included, and at most 15. */
const e164Shape = /^\+[1-9]\d{6,14}$/

class PhoneNumber {
  constructor(readonly code: string, readonly national: string) {}

  getCountryCode = () => Number(this.code)
}

const format = ({ code, national }: PhoneNumber) => `+${code}${national}`

const library = {
  /** No country is known, so that of Country of Phone Numbers would be refused. */
  getSupportedRegions: (): string[] => [],

  /** @throws Error if the text is not one number with its country code */
  parse(text: string): PhoneNumber {
    const [, code, digits] = international.exec(text.replace(formatting, '')) ?? []
    if (code === undefined) {
      throw new Error('No international phone number')
    }
    return new PhoneNumber(code, codesBefore0.has(code) ? digits : digits.replace(/^0/, ''))
  },

  isValidNumber: (number: PhoneNumber) => e164Shape.test(format(number)),
  format,
  /** What is not valid is of no possible length. */
  isPossibleNumberWithReason: (_number: PhoneNumber) => -1,
  getNationalSignificantNumber: ({ national }: PhoneNumber) => national,
  /** Not known. */
  getNumberType: (_number: PhoneNumber) => -1
}

export const PhoneNumberUtil = { getInstance: () => library, ValidationResult: { IS_POSSIBLE: 0 } }

export const PhoneNumberFormat = { E164: 0 }

export const PhoneNumberType = { MOBILE: 1 }
