/** Claims about how CleverTap judges records and answers uploads, asked with dry runs; first the proof of those. */
import { event, profile, read, upload } from '../calls'
import { accepted, httpStatus, noProfile, refused, refusedOneOfTwo } from '../expectations'
import type { Call, Cast, Confidence, Scenario } from '../scenario'

const dryRun = (id: string, confidence: Confidence, claim: string, calls: (cast: Cast) => Call[]): Scenario => ({
  id,
  confidence,
  claim,
  level: 'dryRun',
  calls
})

/** No page of CleverTap's knows `dryRun`; clients use it, one of them in 2026. So nothing rests on it before this. */
const proofOf = (id: string, claim: string, record: (who: string) => object): Scenario => ({
  ...dryRun(id, 'observed', claim, ({ endpoint, person }) => [
    upload(endpoint, [record(person())], accepted()),
    { ...read(endpoint, { identity: person() }, noProfile), mustStay: true }
  ]),
  isProof: true
})

/**
 * Records that CleverTap refuses. With words: recorded, exchanges of 2017 and 2018 kept by tradeo/clevertap-ruby; the
 * others: developer.clevertap.com "API Errors" and "Upload Events".
 */
const refusals: [code: number, what: string, record: (who: string) => object, words?: string][] = [
  [509, 'An event without a name', (who) => ({ ...event(who), evtName: undefined }), 'Event name is mandatory'],
  [512, 'An event whose data are no object', (who) => event(who, 'text')],
  [513, "An event with one of CleverTap's own names", (who) => event(who, {}, { evtName: 'App Launched' })],
  [514, 'A bad Gender', (who) => profile(who, { Gender: 'GG' }), 'Gender needs to be M/F.'],
  [515, 'A bad Email', (who) => profile(who, { Email: '1234' }), 'Email is not valid.'],
  [516, 'A bad Phone', (who) => profile(who, { Phone: '223' }), 'Phone number is not valid.'],
  [517, 'A bad Employed', (who) => profile(who, { Employed: '223' }), 'Employed needs to be Y/N.'],
  [518, 'A bad Education', (who) => profile(who, { Education: '223' }), 'needs to be School/College/Graduate.'],
  [519, 'A bad Married', (who) => profile(who, { Married: '223' }), 'Married needs to be Y/N.'],
  [520, 'A bad Age', (who) => profile(who, { Age: 'aa' }), 'Age is invalid.'],
  [523, 'An empty identity', () => profile('', {}), 'to identify the user'],
  [525, 'A time of 0', (who) => profile(who, {}, { ts: 0 }), 'Unix Epoch format']
]

/** developer.clevertap.com "Upload User Profiles"; the phone and digits as text: recorded as above. */
const standardAttributes = {
  ...{ Name: 'Conform', Email: 'conform@example.com', Phone: '+35922333232', Gender: 'M', DOB: '$D_643852800' },
  ...{ Age: '18', Photo: 'https://example.com/conform.png', Education: 'Graduate', Employed: 'Y', Married: 'N' },
  ...{ 'Customer Type': 'Conform', Tz: 'Europe/London' },
  ...{ 'MSG-email': false, 'MSG-push': false, 'MSG-sms': false, 'MSG-whatsapp': true }
}

const operators = { conform_a: { $add: ['a'] }, conform_b: { $remove: ['a'] }, conform_c: { $incr: 5 } }
const charged = { Amount: 300, Items: [{ Name: 'Book' }] }
const properties = { when: '$D_1700000000', plan: 'gold', count: 2, paid: true }

/**
 * Records that CleverTap takes. Documented: "Upload User Profiles", "Upload Events". `source`: Segment's destination has
 * sent it since 2022. `email`: concluded from CleverTap's warning of doubled names.
 */
const takenOnes: [id: string, confidence: Confidence, claim: string, record: (who: string, now: number) => object][] = [
  ['standard', 'documented', 'Every standard attribute, as it is sent', (who) => profile(who, standardAttributes)],
  ['operators', 'documented', '$add, $remove and $incr', (who) => profile(who, operators)],
  ['source', 'observed', 'source: "Segment"', (who) => profile(who, {}, { source: 'Segment' })],
  ['email-case', 'inferred', 'email, which is not checked as Email is', (who) => profile(who, { email: '1234' })],
  ['ts', 'documented', 'The time of an event in epoch seconds', (who, now) => event(who, {}, { ts: now })],
  ['event-date', 'documented', 'A property that is "$D_" and epoch seconds', (who) => event(who, properties)],
  ['charged', 'documented', 'Charged with flat Items', (who) => event(who, charged, { evtName: 'Charged' })]
]

export const records: Scenario[] = [
  proofOf('dry-run-profile', 'With dryRun=1 an upload is judged and no profile is stored.', (who) =>
    profile(who, { Name: 'Conform' })
  ),
  proofOf('dry-run-event', 'With dryRun=1 an event creates no profile either.', (who) => event(who)),
  dryRun('status-400', 'documented', 'A body that is not JSON: 400.', ({ endpoint }) => [
    { ...upload(endpoint, [], httpStatus(400)), body: '{' }
  ]),
  dryRun('reply-success', 'recorded', 'Two that are taken: success, both processed.', ({ endpoint, person }) => [
    upload(endpoint, [profile(person(1), {}), profile(person(2), {})], accepted(2))
  ]),
  dryRun('reply-partial', 'recorded', 'One bad record of two: partial, its position told.', ({ endpoint, person }) => [
    upload(endpoint, [profile(person(1), {}), profile(person(2), { Email: '1234' })], refusedOneOfTwo(2, 515))
  ]),
  ...refusals.map(([code, what, record, words]) =>
    dryRun(`code-${code}`, words ? 'recorded' : 'documented', `${what}: ${code}.`, ({ endpoint, person }) => [
      upload(endpoint, [record(person())], refused(code, words))
    ])
  ),
  ...takenOnes.map(([id, confidence, claim, record]) =>
    dryRun(`takes-${id}`, confidence, `${claim}: taken.`, ({ endpoint, person, nowSeconds }) => [
      upload(endpoint, [record(person(), nowSeconds)], accepted())
    ])
  )
]
