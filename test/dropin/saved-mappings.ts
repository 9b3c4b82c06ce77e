/**
 * What a mapping of User Upload that was saved before sends: of the same event, before and now. A test holds each row, under
 * the monorepo's toolchain after each of the two pull requests, and the text of the pull request shows them as a table.
 */
import type { JSONObject } from '@segment/actions-core'

export type SavedRow = {
  what: string
  userId?: string
  timestamp?: string
  /** As the text of an event, since JSON can say more than a JavaScript value. */
  properties: string
  /** The record without what all have in common, or why nothing is sent. */
  now: JSONObject | string
  warnings?: string[]
}

export const savedRows: SavedRow[] = [
  {
    what: 'Custom attributes',
    properties: '{"plan":"gold","visits":7}',
    now: { profileData: { plan: 'gold', visits: 7 } }
  },
  {
    what: 'Nested attributes and dates',
    properties: '{"address":{"city":"London"},"signedUp":"2006-01-02"}',
    now: { profileData: { address: { city: 'London' }, signedUp: '2006-01-02' } }
  },
  {
    what: 'Created At as an ISO date',
    timestamp: '2006-01-02T18:04:07Z',
    properties: '{"plan":"gold"}',
    now: { ts: 1136225047, profileData: { plan: 'gold' } }
  },
  {
    what: 'Traits under usual names',
    properties: '{"email":"ada@example.com","first_name":"Ada"}',
    now: { profileData: { email: 'ada@example.com', first_name: 'Ada' } }
  },
  {
    what: "CleverTap's attributes in CleverTap's form",
    properties: '{"Email":"ada@example.com","Gender":"F"}',
    now: { profileData: { Email: 'ada@example.com', Gender: 'F' } }
  },
  {
    what: "CleverTap's attributes in another form",
    properties: '{"Gender":"female","Married":true}',
    now: { profileData: { Gender: 'F', Married: 'Y' } }
  },
  {
    what: 'A bad value, for which CleverTap refuses the profile',
    properties: '{"Phone":"98123 45678","plan":"gold"}',
    now: { profileData: { plan: 'gold' } },
    warnings: [
      'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.'
    ]
  },
  { what: 'A blank value', properties: '{"Phone":" ","plan":"gold"}', now: { profileData: { plan: 'gold' } } },
  { what: '`null`', properties: '{"city":null,"plan":"gold"}', now: { profileData: { plan: 'gold' } } },
  {
    what: 'The identity once more',
    properties: '{"identity":"u-1","userId":"u-1","plan":"gold"}',
    now: { profileData: { plan: 'gold' } }
  },
  {
    what: 'An operator',
    properties: '{"visits":{"$incr":1}}',
    now: { profileData: { visits: { $incr: 1 } } }
  },
  {
    what: 'A number that JSON cannot hold',
    properties: '{"points":1e400,"plan":"gold"}',
    now: { profileData: { plan: 'gold' } },
    warnings: ['The attribute "points" was left out: it is a number too large for JSON.']
  },
  {
    what: 'A placeholder as identity',
    userId: 'undefined',
    properties: '{"plan":"gold"}',
    now: 'Identity is a placeholder such as "null", "guest" or "0", which belongs to no person. Map it to an id that belongs to one person.'
  }
]
