/** What is repeated, what is dropped and why: one table for HTTP statuses, one for the codes in CleverTap's answers. */
import { isStatusCode } from './answer'

/**
 * What is done about a failure. `reason` ends a sentence that begins with CleverTap's status or code: what was wrong, in
 * which attribute, and what to do. `quotesWords`: it says less than CleverTap may have said, so CleverTap's words follow.
 */
export type Policy = { fate: 'rejected' | 'unauthorized' | 'transient'; reason: string; quotesWords?: true }

/** The policy of one number, or of all from the first to the last. */
export type NumberedPolicy = Policy & { numbers: [only: number] | [first: number, last: number] }

type Numbers = NumberedPolicy['numbers']

const rejected = (numbers: Numbers, reason: string): NumberedPolicy => ({ numbers, fate: 'rejected', reason })
const transient = (numbers: Numbers, problem: string): NumberedPolicy => ({
  numbers,
  fate: 'transient',
  reason: `${problem} It will be sent again.`
})
const quoting = <Row extends Policy>(policy: Row): Row => ({ ...policy, quotesWords: true })

const unauthorized = (numbers: Numbers): NumberedPolicy => ({
  numbers,
  fate: 'unauthorized',
  reason:
    'it did not accept the credentials. Check that the Account ID is the Project ID of the dashboard, that the passcode is a passcode (not the account token) and has not expired, and that the REST Endpoint is the region of the account.',
  quotesWords: true
})

const trouble = 'it had a problem of its own.'

/**
 * The first row that fits counts. A 2xx has no row: its body decides.
 * Source, where a row names none: developer.clevertap.com "API Errors" (documented).
 */
export const statusPolicies: NumberedPolicy[] = [
  // No redirect is documented, and nothing was processed (inferred).
  transient(
    [300, 399],
    'it redirected the request, which is not followed because that would hand the passcode to another host.'
  ),
  // A client of CleverTap repeats this one (observed), but the same request is as malformed the second time.
  quoting(rejected([400], 'it could not read the request. Check the mapping for values of an unusual form.')),
  // Also recorded, in 2017 and 2018.
  unauthorized([401]),
  unauthorized([403]),
  quoting(rejected([404], 'there is nothing at this address. Check the REST Endpoint.')),
  // RFC 9110 15.5.9: the client may repeat the request (inferred).
  transient([408], 'it waited too long for the request.'),
  // RFC 9110 15.5.14 (inferred). It is about one record: a request of several is sent again in halves.
  rejected([413], 'the event is too large. Map fewer attributes, or shorter ones.'),
  // RFC 4918 11.3, and Segment repeats it (inferred).
  transient([423], 'what the request is about was locked.'),
  // developer.clevertap.com "API Request Limit" (documented).
  transient([429], 'too many requests were under way for this account.'),
  // Documented for 405 and 409.
  quoting(rejected([400, 499], 'it refused the request. The same request would be refused again.')),
  // Documented for 500 and 503.
  quoting(transient([500, 599], trouble))
]

/** CleverTap is not known to answer with any other status. A later answer may say more (inferred). */
export const unknownStatus: Policy = {
  fate: 'transient',
  reason: 'no such answer is known, and nothing follows from it. It will be sent again.'
}

/** CleverTap refuses a whole profile for one bad attribute. Which choice was made is not known here, hence the "if". */
const badAttribute = (code: number, problem: string) =>
  rejected(
    [code],
    `${problem} Correct it at the source. If Invalid Attributes is set to Send, choose Drop, which leaves it out.`
  )

/**
 * The codes by which CleverTap refuses a record, or a whole request, in an HTTP 200. From 509 on they look like HTTP
 * statuses and are none, so they are never forwarded as such. Source, where a row names none: developer.clevertap.com
 * "API Errors" (documented). Its codes for records that this destination never sends fall under the default.
 */
export const codePolicies: NumberedPolicy[] = [
  // The address exists, since it answered 200 (inferred).
  quoting(rejected([404], 'it did not find what the record is about.')),
  // Also recorded in 2017 and 2018, as are 515 to 520, 523 and 525, by tradeo/clevertap-ruby.
  rejected([509], 'the event has no name. Map Event Name to the name of the event.'),
  // Seen for nested properties by rudderlabs/rudder-transformer (observed).
  quoting(
    rejected(
      [512],
      'the event is not built as it must be. If a property holds an object or a list, set Nested Attributes to Flatten.'
    )
  ),
  // Recorded in 2024 by rudderlabs/rudder-server.
  rejected([513], 'CleverTap keeps this event name for itself. Map Event Name to another one.'),
  badAttribute(514, 'Gender is not M or F.'),
  badAttribute(515, 'Email is not valid.'),
  badAttribute(516, 'Phone is not valid: it needs a + and the country code.'),
  badAttribute(517, 'Employed is not Y or N.'),
  badAttribute(518, 'Education is not School, College or Graduate.'),
  badAttribute(519, 'Married is not Y or N.'),
  badAttribute(520, 'Age is not valid.'),
  rejected(
    [522],
    'the event has more properties than the account takes. Map fewer to Event Properties, or ask CleverTap to raise the limit.'
  ),
  // Elsewhere the limit is 1,024 (documented), so identities of up to that length are sent.
  quoting(
    rejected(
      [523],
      'Identity is missing or too long: the limit that CleverTap names is 120 characters. Map Identity to a shorter ID that every person has.'
    )
  ),
  quoting(
    rejected(
      [525],
      'the time of the record is not one. Map Created At (for an event: Event Time) to an ISO-8601 date or to epoch seconds.'
    )
  ),
  // Tried by the authors of nammayatri/shared-kernel (observed); how far back an account takes is unknown.
  rejected(
    [527],
    'the time of the record is outside what the account takes. To replay old data, unmap Created At (for an event: Event Time).'
  ),
  rejected(
    [528],
    'the account is set to discard this event. Take the event off the discarded ones in the CleverTap dashboard, or stop sending it.'
  ),
  transient([555], trouble)
]

/** Any other code, or none. CleverTap has said no, and would most likely refuse the same record again (inferred). */
export const unknownCode: Policy = quoting({
  fate: 'rejected',
  reason: 'it gave no documented reason. Look in the Error Stream of the CleverTap dashboard.'
})

/**
 * An answer that does not account for a record: a profile may be written or deleted twice (inferred). Its reason is a
 * whole sentence.
 */
export const unaccounted: Policy = {
  fate: 'transient',
  reason: 'CleverTap answered without saying what became of this record.'
}

/**
 * The same for an event. It is not sent again, because CleverTap may have taken it: no page of CleverTap mentions
 * duplicates, and a third-party note says that they count (inferred).
 */
export const unaccountedEvent: Policy = {
  fate: 'rejected',
  reason:
    'CleverTap answered without saying what became of this event. It is not sent again, because an event that is sent twice counts twice.'
}

const find = (policies: NumberedPolicy[], number: number) =>
  policies.find(({ numbers: [first, last = first] }) => number >= first && number <= last)

/** The policy of an HTTP status that is not a 2xx. */
export const statusPolicy = (status: number): Policy => find(statusPolicies, status) ?? unknownStatus

/** The policy of a code in the body of a 2xx. */
export const codePolicy = (code: number): Policy =>
  find(codePolicies, code) ?? (isStatusCode(code) ? statusPolicy(code) : unknownCode)
