/**
 * CleverTap's standard attributes, once: defaults, checks, descriptions and the table in the documentation come from here.
 *
 * Names and forms: developer.clevertap.com "Upload User Profiles" (documented); `Tz`: CleverTap's Android SDK
 * (documented). That one bad Email, Phone, Employed, Education, Married or Age makes CleverTap refuse the whole profile
 * was recorded by tradeo/clevertap-ruby; Gender is documented by its error code. For the others CleverTap names no code.
 */
import type { FieldValue, JSONValue } from '@segment/actions-core'
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
  /** What the Quick Setup maps here; none for the channels, since Segment has no such trait. */
  default?: FieldValue
  /** The traits that this attribute stands for, in lower case: with the same value they are not sent again. */
  standsFor: string[]
  /** What a value must be; completes "Phone was left out: it must be …". */
  rule: string
  /** The same in a few words, for the description of the field; what needs no words has none. */
  accepts?: string
  /** CleverTap's error code for a bad value, where it documents one. */
  errorCode?: number
  /**
   * @param value a single value, no list and no object
   * @param phoneCountry the country of phone numbers without a country code, where one is known
   * @returns the value as CleverTap takes it, undefined if it would refuse it
   */
  convert: (value: JSONValue, phoneCountry?: string) => JSONValue | undefined
}

/** `@path` hands a trait of any type to our own checks; a template would fail the whole batch for some objects. */
const trait = (key: string): FieldValue => ({ '@path': `$.traits.${key}` })

const eitherTrait = (key: string, otherKey: string): FieldValue => ({
  '@if': { exists: trait(key), then: trait(key), else: trait(otherKey) }
})

/** The two halves of a name: joined to `Name`, and never sent under these keys, which CleverTap does not know. */
export const halvesOfName = ['First Name', 'Last Name'].map((name, index) => ({
  name,
  default: index === 0 ? eitherTrait('firstName', 'first_name') : eitherTrait('lastName', 'last_name'),
  rule: 'text'
}))

const channel = (name: string): StandardAttribute => ({
  name,
  standsFor: [],
  rule: 'true or false',
  convert: oneOf({ true: true, false: false })
})

export const standardAttributes: StandardAttribute[] = [
  {
    name: 'Name',
    default: trait('name'),
    standsFor: ['name'],
    rule: 'text',
    convert: toNonBlank
  },
  {
    name: 'Email',
    default: trait('email'),
    standsFor: ['email'],
    rule: 'an email address, such as ada@example.com',
    errorCode: 515,
    convert: toEmail
  },
  {
    name: 'Phone',
    default: trait('phone'),
    standsFor: ['phone'],
    rule: 'a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers',
    accepts: '+ and the country code, or set Country of Phone Numbers',
    errorCode: 516,
    convert: toPhone
  },
  {
    name: 'Gender',
    default: trait('gender'),
    standsFor: ['gender'],
    rule: 'M, male, F or female',
    accepts: 'M or F',
    errorCode: 514,
    convert: oneOf({ m: 'M', male: 'M', f: 'F', female: 'F' })
  },
  {
    name: 'DOB',
    default: trait('birthday'),
    standsFor: ['birthday', 'dob'],
    rule: 'an ISO-8601 date, such as 1990-05-17, or a Unix timestamp',
    accepts: 'date of birth, such as 1990-05-17',
    convert: toDateOfBirth
  },
  {
    name: 'Age',
    default: trait('age'),
    standsFor: ['age'],
    rule: 'a whole number from 1 to 120',
    accepts: '1 to 120',
    errorCode: 520,
    convert: toAge
  },
  {
    name: 'Photo',
    default: trait('avatar'),
    standsFor: ['avatar', 'photo'],
    rule: 'a web address that begins with http:// or https://',
    accepts: 'web address of a picture',
    convert: toWebAddress
  },
  {
    name: 'Education',
    default: trait('education'),
    standsFor: ['education'],
    rule: 'School, College or Graduate',
    accepts: 'School, College or Graduate',
    errorCode: 518,
    convert: oneOf({ school: 'School', college: 'College', graduate: 'Graduate' })
  },
  {
    name: 'Employed',
    default: trait('employed'),
    standsFor: ['employed'],
    rule: 'true or false, yes or no, y or n, 1 or 0',
    accepts: 'true or false',
    errorCode: 517,
    convert: toYesOrNo
  },
  {
    name: 'Married',
    default: trait('married'),
    standsFor: ['married'],
    rule: 'true or false, yes or no, y or n, 1 or 0',
    accepts: 'true or false',
    errorCode: 519,
    convert: toYesOrNo
  },
  {
    name: 'Customer Type',
    default: trait('customerType'),
    standsFor: ['customertype'],
    rule: 'text',
    convert: toNonBlank
  },
  {
    name: 'Tz',
    default: trait('timezone'),
    standsFor: ['timezone'],
    rule: 'a time zone, such as America/New_York, GMT-5:00 or EST',
    accepts: 'time zone, such as America/New_York',
    convert: toTimeZone
  },
  channel('MSG-email'),
  channel('MSG-push'),
  channel('MSG-sms'),
  channel('MSG-whatsapp')
]
