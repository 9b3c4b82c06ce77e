/**
 * CleverTap's standard attributes, once: fields, conversion, checks and the table in the documentation come from here.
 * Pure.
 *
 * Names and forms: developer.clevertap.com "Upload User Profiles" (documented). That one bad Email, Phone, Employed,
 * Education, Married or Age makes CleverTap refuse the whole profile was recorded by tradeo/clevertap-ruby; Gender is
 * documented by its error code. For the others CleverTap names no code.
 */
import type { FieldValue, JSONValue } from '@segment/actions-core'
import { parseEpochSeconds, parseIsoSeconds, toCleverTapDate } from '../timestamp'

export type StandardAttribute = {
  /** Key within the Standard Attributes field; fixed by customers' saved mappings. */
  key: string
  /** CleverTap's name, spelled as on the wire. */
  name: string
  label: string
  description: string
  /** What the Quick Setup maps here; none for the channels, since Segment has no such trait. */
  default?: FieldValue
  /** The traits that this attribute stands for, in lower case: they are not sent again as custom attributes. */
  supersedes: string[]
  /** What a value must be; completes "Phone was left out: it must be …". */
  rule: string
  /** CleverTap's error code for a bad value, where it documents one. */
  errorCode?: number
  /** The value as CleverTap takes it, undefined if it would refuse it. */
  convert: (value: JSONValue) => JSONValue | undefined
}

/** Text, or a number as text: anything else is no single value. */
const toText = (value: JSONValue): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined

const toNonBlank = (value: JSONValue) => toText(value) || undefined

/** One of a few words, in any letter case; booleans and numbers count as their text. */
const oneOf = <Value extends JSONValue>(words: Record<string, Value>) => {
  const values = new Map(Object.entries(words))
  return (value: JSONValue): Value | undefined =>
    typeof value === 'object' ? undefined : values.get(String(value).trim().toLowerCase())
}

const toYesOrNo = oneOf({ true: 'Y', yes: 'Y', y: 'Y', 1: 'Y', false: 'N', no: 'N', n: 'N', 0: 'N' })

/**
 * An address that CleverTap is likely to take: a local part without spaces, quotes and other separators, then at least
 * two labels. CleverTap's own rule is not published (inferred).
 */
const emailShape =
  /^(?=[^@]{1,64}@)[^\s@."(),:;<>[\]\\\p{C}]+(?:\.[^\s@."(),:;<>[\]\\\p{C}]+)*@[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?(?:\.[\p{L}\p{Nd}](?:[\p{L}\p{Nd}-]*[\p{L}\p{Nd}])?)+$/u

/** RFC 5321 leaves 254 characters for an address. */
const maxEmailCharacters = 254

function toEmail(value: JSONValue): string | undefined {
  const text = toText(value)
  return text !== undefined && text.length <= maxEmailCharacters && emailShape.test(text) ? text : undefined
}

/** The digits that E.164 allows, after its +; no country code is guessed. */
const phoneShape = /^\+\d{7,15}$/

function toPhone(value: JSONValue): string | undefined {
  const phone = toText(value)?.replace(/[\s.()[\]-]/g, '')
  return phone !== undefined && phoneShape.test(phone) ? phone : undefined
}

function toWebAddress(value: JSONValue): string | undefined {
  const text = toText(value)
  return text !== undefined && /^https?:\/\/[^\s/?#]+\S*$/i.test(text) ? text : undefined
}

/**
 * A bare year, and a date written as eight digits, are whole numbers too: read as an epoch they would be a day in 1970,
 * so they are refused rather than guessed at.
 */
const dateWithoutDashes = /^(?:1[89]|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?$/

function toDateOfBirth(value: JSONValue): string | undefined {
  const text = toText(value)
  if (text === undefined || dateWithoutDashes.test(text)) {
    return undefined
  }
  if (/^\$D_-?\d+$/.test(text)) {
    return text
  }
  const epochSeconds = parseIsoSeconds(text) ?? parseEpochSeconds(text)
  return epochSeconds === undefined ? undefined : toCleverTapDate(epochSeconds)
}

function toAge(value: JSONValue): number | undefined {
  const text = toText(value)
  const age = text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : 0
  return age >= 1 && age <= 120 ? age : undefined
}

/**
 * A template turns whatever the trait is into text, so that a trait of the wrong type costs its attribute and not the
 * event: `@path` would hand a list or an object to the framework's type check, which fails the whole event.
 */
const trait = (key: string) => ({ '@template': `{{traits.${key}}}` })

const channel = (key: string, label: string, name: string, whenUnset: string): StandardAttribute => ({
  key,
  name,
  label,
  description: `Whether the person may be sent ${
    label.split(' ')[0]
  } messages: true or false. CleverTap takes people who have no value as ${whenUnset}.`,
  supersedes: [],
  rule: 'true or false',
  convert: oneOf({ true: true, false: false })
})

export const standardAttributes: StandardAttribute[] = [
  {
    key: 'name',
    name: 'Name',
    label: 'Name',
    description: 'The full name of the person, such as Ada Lovelace.',
    default: {
      '@if': {
        exists: { '@path': '$.traits.name' },
        then: trait('name'),
        else: { '@template': '{{traits.firstName}} {{traits.lastName}}' }
      }
    },
    supersedes: ['name'],
    rule: 'text',
    convert: toNonBlank
  },
  {
    key: 'email',
    name: 'Email',
    label: 'Email',
    description: 'The email address of the person, such as ada@example.com. CleverTap sends email to it.',
    default: trait('email'),
    supersedes: ['email'],
    rule: 'an email address, such as ada@example.com',
    errorCode: 515,
    convert: toEmail
  },
  {
    key: 'phone',
    name: 'Phone',
    label: 'Phone',
    description:
      'The phone number of the person with + and the country code, such as +14155550100. Spaces, dots, dashes and brackets are removed.',
    default: trait('phone'),
    supersedes: ['phone'],
    rule: 'a phone number with + and the country code, 7 to 15 digits, such as +14155550100',
    errorCode: 516,
    convert: toPhone
  },
  {
    key: 'gender',
    name: 'Gender',
    label: 'Gender',
    description: 'The gender of the person: M, male, F or female. CleverTap knows no other values.',
    default: trait('gender'),
    supersedes: ['gender'],
    rule: 'M, male, F or female',
    errorCode: 514,
    convert: oneOf({ m: 'M', male: 'M', f: 'F', female: 'F' })
  },
  {
    key: 'dateOfBirth',
    name: 'DOB',
    label: 'Date of Birth',
    description:
      'The date of birth of the person, such as 1990-05-17 or a Unix timestamp. It is always sent as a CleverTap date.',
    default: trait('birthday'),
    supersedes: ['birthday', 'dob'],
    rule: 'an ISO-8601 date, such as 1990-05-17, or a Unix timestamp',
    convert: toDateOfBirth
  },
  {
    key: 'age',
    name: 'Age',
    label: 'Age',
    description: 'The age of the person in years, a whole number from 1 to 120.',
    default: trait('age'),
    supersedes: ['age'],
    rule: 'a whole number from 1 to 120',
    errorCode: 520,
    convert: toAge
  },
  {
    key: 'photo',
    name: 'Photo',
    label: 'Photo',
    description: 'The web address of a picture of the person, such as https://example.com/ada.png.',
    default: trait('avatar'),
    supersedes: ['avatar', 'photo'],
    rule: 'a web address that begins with http:// or https://',
    convert: toWebAddress
  },
  {
    key: 'education',
    name: 'Education',
    label: 'Education',
    description: 'The education of the person: School, College or Graduate.',
    default: trait('education'),
    supersedes: ['education'],
    rule: 'School, College or Graduate',
    errorCode: 518,
    convert: oneOf({ school: 'School', college: 'College', graduate: 'Graduate' })
  },
  {
    key: 'employed',
    name: 'Employed',
    label: 'Employed',
    description: 'Whether the person is employed: true or false, or yes or no.',
    default: trait('employed'),
    supersedes: ['employed'],
    rule: 'true or false, yes or no, y or n, 1 or 0',
    errorCode: 517,
    convert: toYesOrNo
  },
  {
    key: 'married',
    name: 'Married',
    label: 'Married',
    description: 'Whether the person is married: true or false, or yes or no.',
    default: trait('married'),
    supersedes: ['married'],
    rule: 'true or false, yes or no, y or n, 1 or 0',
    errorCode: 519,
    convert: toYesOrNo
  },
  {
    key: 'customerType',
    name: 'Customer Type',
    label: 'Customer Type',
    description: 'The kind of customer that the person is, such as Gold.',
    default: trait('customerType'),
    supersedes: ['customertype'],
    rule: 'text',
    convert: toNonBlank
  },
  channel('emailSubscribed', 'Email Subscribed', 'MSG-email', 'subscribed'),
  channel('pushSubscribed', 'Push Subscribed', 'MSG-push', 'subscribed'),
  channel('smsSubscribed', 'SMS Subscribed', 'MSG-sms', 'subscribed'),
  channel('whatsappSubscribed', 'WhatsApp Subscribed', 'MSG-whatsapp', 'not subscribed')
]
