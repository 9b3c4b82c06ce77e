/** What is repeated, what is dropped and why: one table for HTTP statuses, one for the codes in CleverTap's answers. */

/** How sure we are: CleverTap says so, a real answer was kept, a client of CleverTap says so, or we conclude it. */
type Evidence = 'documented' | 'recorded' | 'observed' | 'inferred'

/**
 * What is done about a failure. `reason` ends a sentence that begins with CleverTap's status or code: what was wrong, in
 * which attribute, and what to do. `quotesWords`: it says less than CleverTap may have said, so CleverTap's words follow.
 */
export type Policy = {
  fate: 'rejected' | 'unauthorized' | 'transient'
  reason: string
  quotesWords?: true
  evidence: Evidence
  source: string
}

/** The policy of one number, or of all from the first to the last. */
export type NumberedPolicy = Policy & { numbers: [only: number] | [first: number, last: number] }

const apiErrors = 'developer.clevertap.com "API Errors"'
const recordings = `exchanges of 2017 and 2018 kept by tradeo/clevertap-ruby; ${apiErrors}`

const credentialsReason =
  'it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.'

/** The first that fits counts. A 2xx is not here: only its body tells what was done. */
export const statusPolicies: NumberedPolicy[] = [
  {
    numbers: [300, 399],
    fate: 'transient',
    reason:
      'it redirected the request, which is not followed because that would hand the passcode to another host. It will be sent again.',
    evidence: 'inferred',
    source: 'no redirect is documented, and nothing was processed'
  },
  {
    numbers: [400],
    fate: 'rejected',
    reason: 'it could not read the request. Check the mapping for values of an unusual form.',
    quotesWords: true,
    evidence: 'documented',
    source: `${apiErrors}; a client of CleverTap repeats this one, but the same request is as malformed the second time`
  },
  {
    numbers: [401],
    fate: 'unauthorized',
    reason: credentialsReason,
    quotesWords: true,
    evidence: 'recorded',
    source: recordings
  },
  {
    numbers: [403],
    fate: 'unauthorized',
    reason: credentialsReason,
    quotesWords: true,
    evidence: 'documented',
    source: apiErrors
  },
  {
    numbers: [404],
    fate: 'rejected',
    reason: 'there is nothing at this address. Check the REST Endpoint.',
    quotesWords: true,
    evidence: 'documented',
    source: apiErrors
  },
  {
    numbers: [408],
    fate: 'transient',
    reason: 'it waited too long for the request. It will be sent again.',
    evidence: 'inferred',
    source: 'RFC 9110 15.5.9: the client may repeat the request'
  },
  {
    numbers: [423],
    fate: 'transient',
    reason: 'what the request is about was locked. It will be sent again.',
    evidence: 'inferred',
    source: 'RFC 4918 11.3, and Segment repeats it'
  },
  {
    numbers: [429],
    fate: 'transient',
    reason: 'too many requests were under way for this account. It will be sent again.',
    evidence: 'documented',
    source: 'developer.clevertap.com "API Request Limit"'
  },
  {
    numbers: [400, 499],
    fate: 'rejected',
    reason: 'it refused the request. The same request would be refused again.',
    quotesWords: true,
    evidence: 'documented',
    source: `${apiErrors}, for 405 and 409`
  },
  {
    numbers: [500, 599],
    fate: 'transient',
    reason: 'it had a problem of its own. It will be sent again.',
    quotesWords: true,
    evidence: 'documented',
    source: `${apiErrors}, for 500 and 503`
  }
]

/** Any other status is no answer that CleverTap is known to give. */
export const unknownStatus: Policy = {
  fate: 'transient',
  reason: 'no such answer is known, and nothing follows from it. It will be sent again.',
  evidence: 'inferred',
  source: 'default: a later answer may say more'
}

/** CleverTap refuses a whole profile for one bad attribute. Nobody knows here which choice was made, hence the "if". */
const badAttribute = (code: number, problem: string): NumberedPolicy => ({
  numbers: [code],
  fate: 'rejected',
  reason: `${problem} Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.`,
  evidence: 'recorded',
  source: recordings
})

const neverSent = (code: number, problem: string): NumberedPolicy => ({
  numbers: [code],
  fate: 'rejected',
  reason: `${problem} This destination sends no such record; please tell Segment support.`,
  evidence: 'documented',
  source: apiErrors
})

/**
 * The codes by which CleverTap refuses a record, or a whole request, in an HTTP 200. From 509 on they look like HTTP
 * statuses and are none, so they are never forwarded as such.
 */
export const codePolicies: NumberedPolicy[] = [
  {
    numbers: [404],
    fate: 'rejected',
    reason: 'it did not find what the record is about.',
    quotesWords: true,
    evidence: 'inferred',
    source: 'the address exists, since it answered 200'
  },
  {
    numbers: [509],
    fate: 'rejected',
    reason: 'the event has no name. Map Event Name to the name of the event.',
    evidence: 'recorded',
    source: recordings
  },
  {
    numbers: [512],
    fate: 'rejected',
    reason:
      'the event is not built as it must be. If a property holds an object or a list, set Nested Attributes to Flatten.',
    quotesWords: true,
    evidence: 'documented',
    source: `${apiErrors}; seen for nested properties by rudderlabs/rudder-transformer`
  },
  {
    numbers: [513],
    fate: 'rejected',
    reason: 'CleverTap keeps this event name for itself. Map Event Name to another one.',
    evidence: 'recorded',
    source: `an answer of 2024 kept by rudderlabs/rudder-server; ${apiErrors}`
  },
  badAttribute(514, 'Gender is not M or F.'),
  badAttribute(515, 'Email is not valid.'),
  badAttribute(516, 'Phone is not valid: it needs a + and the country code.'),
  badAttribute(517, 'Employed is not Y or N.'),
  badAttribute(518, 'Education is not School, College or Graduate.'),
  badAttribute(519, 'Married is not Y or N.'),
  badAttribute(520, 'Age is not valid.'),
  {
    numbers: [522],
    fate: 'rejected',
    reason:
      'the event has more properties than the account takes. Map fewer to Event Properties, or ask CleverTap to raise the limit.',
    evidence: 'documented',
    source: apiErrors
  },
  {
    numbers: [523],
    fate: 'rejected',
    reason:
      'Identity is missing or too long: the limit that CleverTap names is 120 characters. Map Identity to a shorter ID that every person has.',
    quotesWords: true,
    evidence: 'recorded',
    source: `${recordings}; elsewhere the limit is 1,024, so identities of up to that length are sent`
  },
  neverSent(524, 'it is neither a profile nor an event.'),
  {
    numbers: [525],
    fate: 'rejected',
    reason:
      'the time of the record is not one. Map Created At (for an event: Event Time) to an ISO-8601 date or to epoch seconds.',
    quotesWords: true,
    evidence: 'recorded',
    source: recordings
  },
  neverSent(526, 'the object ID is not valid.'),
  {
    numbers: [527],
    fate: 'rejected',
    reason:
      'the time of the record is outside what the account takes. To replay old data, unmap Created At (for an event: Event Time).',
    evidence: 'observed',
    source: 'nammayatri/shared-kernel, whose authors tried it; how far back the account takes is unknown'
  },
  {
    numbers: [528],
    fate: 'rejected',
    reason:
      'the account is set to discard this event. Take the event off the discarded ones in the CleverTap dashboard, or stop sending it.',
    evidence: 'documented',
    source: apiErrors
  },
  neverSent(530, 'the token has no object ID.'),
  neverSent(531, 'the token is not valid.'),
  neverSent(532, 'the token has no ID.'),
  neverSent(533, 'the token has no type.'),
  neverSent(534, 'the type of the token does not fit the object ID.'),
  neverSent(535, 'the token is not valid.'),
  {
    numbers: [555],
    fate: 'transient',
    reason: 'it had a problem of its own. It will be sent again.',
    evidence: 'documented',
    source: apiErrors
  }
]

/** Any other code, or none: CleverTap has said no, so it is not repeated. */
export const unknownCode: Policy = {
  fate: 'rejected',
  reason: 'it gave no documented reason. Look in the Error Stream of the CleverTap dashboard.',
  quotesWords: true,
  evidence: 'inferred',
  source: 'default: the same record would most likely be refused again'
}

/** A 2xx in JSON that does not account for a record. Its reason is a whole sentence. */
export const unaccounted: Policy = {
  fate: 'transient',
  reason: 'CleverTap answered without saying what became of this record.',
  evidence: 'inferred',
  source: 'a profile may be written or deleted twice'
}

/** The same of an event: CleverTap removes no duplicates, so one that may have been taken is not sent again. */
export const unaccountedEvent: Policy = {
  fate: 'rejected',
  reason:
    'CleverTap answered without saying what became of this event. It is not sent again, because an event that is sent twice counts twice.',
  evidence: 'inferred',
  source: 'no page of CleverTap speaks of duplicates, and a third-party note says that they count'
}

const find = (policies: NumberedPolicy[], number: number) =>
  policies.find(({ numbers: [first, last = first] }) => number >= first && number <= last)

/** The policy of an HTTP status that is not a 2xx. */
export const statusPolicy = (status: number): Policy => find(statusPolicies, status) ?? unknownStatus

/** Whether a code in a body means the HTTP status of that number. CleverTap's own codes begin at 509 (documented). */
export const isStatusCode = (code: number) => code >= 300 && code < 509

/** The policy of a code in the body of a 2xx. */
export const codePolicy = (code: number): Policy =>
  find(codePolicies, code) ?? (isStatusCode(code) ? statusPolicy(code) : unknownCode)
