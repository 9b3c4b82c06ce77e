/** What is retried, what is dropped and why: one table for HTTP statuses, one for CleverTap's codes of single records. */

type Fate = 'rejected' | 'unauthorized' | 'transient'

/** `reason` ends a sentence that begins with CleverTap's status or code: what was wrong and what to do. */
export type Policy = { fate: Fate; reason: string; source: string }

const apiErrors = 'developer.clevertap.com "API Errors", documented'

const credentialsReason =
  'it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.'

/** First match wins; statuses are inclusive ranges. A 2xx is not here: only its body tells what was done. */
const statusPolicies: (Policy & { from: number; to: number })[] = [
  {
    from: 300,
    to: 399,
    fate: 'transient',
    reason: 'it redirected the request, which is not followed because that would hand the passcode to another host.',
    source: 'no redirect is documented; nothing was processed, inferred'
  },
  {
    from: 400,
    to: 400,
    fate: 'rejected',
    reason: 'it could not read the request. Check the mapping for values of an unusual form.',
    source: `${apiErrors}; a client of CleverTap repeats this one, but the same request is as malformed the second time`
  },
  { from: 401, to: 401, fate: 'unauthorized', reason: credentialsReason, source: `${apiErrors}, recorded` },
  { from: 403, to: 403, fate: 'unauthorized', reason: credentialsReason, source: apiErrors },
  {
    from: 404,
    to: 404,
    fate: 'rejected',
    reason: 'there is nothing at this address. Check the REST Endpoint.',
    source: apiErrors
  },
  {
    from: 408,
    to: 408,
    fate: 'transient',
    reason: 'it waited too long for the request. It will be sent again.',
    source: 'RFC 9110 15.5.9: the client may repeat the request; not in the documentation of CleverTap'
  },
  {
    from: 423,
    to: 423,
    fate: 'transient',
    reason: 'what the request is about was locked. It will be sent again.',
    source: 'RFC 4918 11.3, and Segment repeats it; not in the documentation of CleverTap'
  },
  {
    from: 429,
    to: 429,
    fate: 'transient',
    reason: 'too many requests were under way for this account. It will be sent again.',
    source: 'developer.clevertap.com "API Request Limit", documented'
  },
  {
    from: 400,
    to: 499,
    fate: 'rejected',
    reason: 'it refused the request. The same request would be refused again.',
    source: apiErrors
  },
  {
    from: 500,
    to: 599,
    fate: 'transient',
    reason: 'it had a problem of its own. It will be sent again.',
    source: apiErrors
  }
]

/** Any other status is no answer that CleverTap is known to give, so nothing can be concluded from it. */
const unknownStatus: Policy = {
  fate: 'transient',
  reason: 'which says nothing about the request. It will be sent again.',
  source: 'default: an upload or a deletion may be repeated safely'
}

export const statusPolicy = (status: number): Policy =>
  statusPolicies.find(({ from, to }) => status >= from && status <= to) ?? unknownStatus

const leaveOut = 'Correct it at the source, or set Invalid Attributes to drop.'
const wrongRecord = 'This destination sends no such record; please tell Segment support.'

/** CleverTap's codes for one record. They look like HTTP statuses and are none, so they are never forwarded as such. */
const recordPolicies = new Map<number, Policy>([
  [509, { fate: 'rejected', reason: `the event has no name. ${wrongRecord}`, source: `${apiErrors}, recorded` }],
  [512, { fate: 'rejected', reason: `the structure of the event is invalid. ${wrongRecord}`, source: apiErrors }],
  [513, { fate: 'rejected', reason: `the event name is reserved. ${wrongRecord}`, source: apiErrors }],
  [514, { fate: 'rejected', reason: `Gender is not M or F. ${leaveOut}`, source: apiErrors }],
  [515, { fate: 'rejected', reason: `Email is not valid. ${leaveOut}`, source: `${apiErrors}, recorded` }],
  [
    516,
    {
      fate: 'rejected',
      reason: `Phone number is not valid: it needs a + and the country code. ${leaveOut}`,
      source: `${apiErrors}, recorded`
    }
  ],
  [517, { fate: 'rejected', reason: `Employed is not Y or N. ${leaveOut}`, source: `${apiErrors}, recorded` }],
  [
    518,
    {
      fate: 'rejected',
      reason: `Education is not School, College or Graduate. ${leaveOut}`,
      source: `${apiErrors}, recorded`
    }
  ],
  [519, { fate: 'rejected', reason: `Married is not Y or N. ${leaveOut}`, source: `${apiErrors}, recorded` }],
  [520, { fate: 'rejected', reason: `Age is not valid. ${leaveOut}`, source: `${apiErrors}, recorded` }],
  [522, { fate: 'rejected', reason: `the event has too many properties. ${wrongRecord}`, source: apiErrors }],
  [523, { fate: 'rejected', reason: 'it has no identity. Map Identity to the id of a person.', source: apiErrors }],
  [524, { fate: 'rejected', reason: `it is neither a profile nor an event. ${wrongRecord}`, source: apiErrors }],
  [
    525,
    {
      fate: 'rejected',
      reason: 'Created At is not a time. Map it to an ISO-8601 date or to epoch seconds.',
      source: `${apiErrors}, recorded`
    }
  ],
  [526, { fate: 'rejected', reason: `the object ID is invalid. ${wrongRecord}`, source: apiErrors }],
  [528, { fate: 'rejected', reason: 'the settings of the CleverTap account discard it.', source: apiErrors }],
  [530, { fate: 'rejected', reason: `the token has no object ID. ${wrongRecord}`, source: apiErrors }],
  [531, { fate: 'rejected', reason: `the token is invalid. ${wrongRecord}`, source: apiErrors }],
  [532, { fate: 'rejected', reason: `the token has no ID. ${wrongRecord}`, source: apiErrors }],
  [533, { fate: 'rejected', reason: `the token has no type. ${wrongRecord}`, source: apiErrors }],
  [534, { fate: 'rejected', reason: `the token type does not fit the object ID. ${wrongRecord}`, source: apiErrors }],
  [535, { fate: 'rejected', reason: `the token is invalid. ${wrongRecord}`, source: apiErrors }],
  [555, { fate: 'transient', reason: 'it had a problem of its own. It will be sent again.', source: apiErrors }]
])

/** A refusal with a code that is not documented, or with none: CleverTap has said no, so it is not repeated. */
const unknownRefusal: Policy = {
  fate: 'rejected',
  reason: 'it gave no documented reason. Look for the profile in the Error Stream of the CleverTap dashboard.',
  source: 'default, inferred'
}

export const recordPolicy = (code: number | undefined): Policy =>
  (code === undefined ? undefined : recordPolicies.get(code)) ?? unknownRefusal

/** Whether `code` is one of CleverTap's codes for a single record. */
export const isRecordCode = (code: number) => recordPolicies.has(code)
