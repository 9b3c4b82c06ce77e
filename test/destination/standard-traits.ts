/** Segment's traits that a standard attribute is made of: what each must be, and a good and a bad value of it. */
import type { JSONValue } from '@segment/actions-core'

type StandardTrait = { trait: string; name: string; rule: string; good: JSONValue; sent: JSONValue; bad: JSONValue }

export const standardTraits: StandardTrait[] = [
  { trait: 'name', name: 'Name', rule: 'text', good: 'Ada', sent: 'Ada', bad: true },
  {
    trait: 'email',
    name: 'Email',
    rule: 'an email address, such as ada@example.com',
    good: 'ada@example.com',
    sent: 'ada@example.com',
    bad: 'ada'
  },
  {
    trait: 'phone',
    name: 'Phone',
    rule: 'a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers',
    good: '+44 20 7946 0958',
    sent: '+442079460958',
    bad: '020 7946 0958'
  },
  { trait: 'gender', name: 'Gender', rule: 'M, male, F or female', good: 'female', sent: 'F', bad: 'x' },
  {
    trait: 'birthday',
    name: 'DOB',
    rule: 'an ISO-8601 date, such as 1990-05-17, or a Unix timestamp, from 1900 to today',
    good: '1990-05-17',
    sent: '$D_642902400',
    bad: 'May 17'
  },
  { trait: 'age', name: 'Age', rule: 'a whole number from 1 to 120', good: '33', sent: 33, bad: 'old' },
  {
    trait: 'avatar',
    name: 'Photo',
    rule: 'a web address that begins with http:// or https://',
    good: 'https://example.com/ada.png',
    sent: 'https://example.com/ada.png',
    bad: 'ada.png'
  },
  {
    trait: 'education',
    name: 'Education',
    rule: 'School, College or Graduate',
    good: 'school',
    sent: 'School',
    bad: 'PhD'
  },
  {
    trait: 'employed',
    name: 'Employed',
    rule: 'true or false, yes or no, y or n, 1 or 0',
    good: true,
    sent: 'Y',
    bad: 'maybe'
  },
  {
    trait: 'married',
    name: 'Married',
    rule: 'true or false, yes or no, y or n, 1 or 0',
    good: 'no',
    sent: 'N',
    bad: 'maybe'
  },
  { trait: 'customerType', name: 'Customer Type', rule: 'text', good: 'Gold', sent: 'Gold', bad: false },
  {
    trait: 'timezone',
    name: 'Tz',
    rule: 'a time zone, such as America/New_York, GMT-5:00 or EST',
    good: 'Europe/London',
    sent: 'Europe/London',
    bad: '+05:30'
  }
]
