/**
 * CleverTap's standard attributes, once: fields, conversion, checks and the table in the documentation come from here.
 *
 * Names and forms: developer.clevertap.com "Upload User Profiles" (documented). That one bad Email, Phone, Employed,
 * Education, Married or Age makes CleverTap refuse the whole profile was recorded by tradeo/clevertap-ruby; Gender is
 * documented by its error code. For the others CleverTap names no code.
 */
import type { FieldValue, JSONValue } from '@segment/actions-core'
import { oneOf, toAge, toDateOfBirth, toEmail, toNonBlank, toPhone, toWebAddress, toYesOrNo } from './standard-values'

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

/**
 * A template turns whatever the trait is into text, so that a trait of the wrong type costs its attribute and not the
 * event: `@path` would hand a list or an object to the framework's type check, which fails the whole event.
 */
const trait = (key: string) => ({ '@template': `{{traits.${key}}}` })

const channel = (key: string, label: string, name: string, messages: string, whenUnset: string): StandardAttribute => ({
  key,
  name,
  label,
  description: `Whether the person may be sent ${messages}: true or false. CleverTap takes a person without a value as ${whenUnset}.`,
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
  channel('emailSubscribed', 'Email Subscribed', 'MSG-email', 'email', 'subscribed'),
  channel('pushSubscribed', 'Push Subscribed', 'MSG-push', 'push notifications', 'subscribed'),
  channel('smsSubscribed', 'SMS Subscribed', 'MSG-sms', 'text messages', 'subscribed'),
  channel('whatsappSubscribed', 'WhatsApp Subscribed', 'MSG-whatsapp', 'WhatsApp messages', 'not subscribed')
]
