/**
 * CleverTap's standard attributes, once: their names, rules and converters, and the documentation's table come from here.
 *
 * Names and forms: developer.clevertap.com "Upload User Profiles" (documented); `Tz`: CleverTap's Android SDK
 * (documented). That one bad Email (code 515), Phone (516), Employed (517), Education (518), Married (519) or Age (520)
 * makes CleverTap refuse the whole profile was recorded by tradeo/clevertap-ruby; Gender (514) is documented by its error
 * code. For the others CleverTap names no code.
 */
import type { JSONValue } from '@segment/actions-core'
import { toPhone } from './phone'
import {
  oneOf,
  toAge,
  toDateOfBirth,
  toEmail,
  toNonBlank,
  toTimeZone,
  toWebAddress,
  toYesOrNo
} from './standard-values'

export type StandardAttribute = {
  /** CleverTap's name, spelled as on the wire: the key within the Standard Attributes field. */
  name: string
  /** The names of traits by which it is recognized, in whatever letter case, with or without `_`, `-` and spaces. */
  recognizedBy: string[]
  /** What a value must be; completes "Phone was left out: it must be …". */
  rule: string
  /** Half a name: joined to `Name` and never sent under its own name, which CleverTap does not know. */
  isHalf?: true
  /**
   * @param value a single value, no list and no object
   * @returns the value as CleverTap takes it, undefined if it would refuse it
   */
  convert: (value: JSONValue, context: Context) => JSONValue | undefined
}

/** What a converter needs beside the value. */
export type Context = {
  /** The country of phone numbers without a country code: two letters, in capitals. */
  phoneCountry?: string
  /** The time of sending, in epoch seconds. */
  nowSeconds: number
}

const half = (name: string, recognizedBy: string): StandardAttribute => ({
  name,
  recognizedBy: [recognizedBy],
  rule: 'text',
  isHalf: true,
  convert: toNonBlank
})

export const [firstName, lastName] = [half('First Name', 'first name'), half('Last Name', 'last name')]

/** Segment has no traits for the channels; customers map them. */
const channel = (name: string): StandardAttribute => ({
  name,
  recognizedBy: [],
  rule: 'true or false',
  convert: oneOf({ true: true, false: false })
})

export const fullName: StandardAttribute = { name: 'Name', recognizedBy: ['name'], rule: 'text', convert: toNonBlank }

export const standardAttributes: StandardAttribute[] = [
  fullName,
  firstName,
  lastName,
  {
    name: 'Email',
    recognizedBy: ['email'],
    rule: 'an email address, such as ada@example.com',
    convert: toEmail
  },
  {
    name: 'Phone',
    recognizedBy: ['phone', 'phone number'],
    rule: 'a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers',
    convert: (value, { phoneCountry }) => toPhone(value, phoneCountry)
  },
  {
    name: 'Gender',
    recognizedBy: ['gender'],
    rule: 'M, male, F or female',
    convert: oneOf({ m: 'M', male: 'M', f: 'F', female: 'F' })
  },
  {
    name: 'DOB',
    recognizedBy: ['birthday', 'dob', 'birthdate', 'date of birth'],
    rule: 'an ISO-8601 date, such as 1990-05-17, or a Unix timestamp, from 1900 to today',
    convert: toDateOfBirth
  },
  { name: 'Age', recognizedBy: ['age'], rule: 'a whole number from 1 to 120', convert: toAge },
  {
    name: 'Photo',
    recognizedBy: ['avatar', 'photo'],
    rule: 'a web address that begins with http:// or https://',
    convert: toWebAddress
  },
  {
    name: 'Education',
    recognizedBy: ['education'],
    rule: 'School, College or Graduate',
    convert: oneOf({ school: 'School', college: 'College', graduate: 'Graduate' })
  },
  {
    name: 'Employed',
    recognizedBy: ['employed'],
    rule: 'true or false, yes or no, y or n, 1 or 0',
    convert: toYesOrNo
  },
  {
    name: 'Married',
    recognizedBy: ['married'],
    rule: 'true or false, yes or no, y or n, 1 or 0',
    convert: toYesOrNo
  },
  { name: 'Customer Type', recognizedBy: ['customer type'], rule: 'text', convert: toNonBlank },
  {
    name: 'Tz',
    recognizedBy: ['timezone'],
    rule: 'a time zone, such as America/New_York, GMT-5:00 or EST',
    convert: toTimeZone
  },
  channel('MSG-email'),
  channel('MSG-push'),
  channel('MSG-sms'),
  channel('MSG-whatsapp')
]
