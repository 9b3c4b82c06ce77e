/**
 * Claims about what CleverTap keeps and deletes: uploads that are read back. No profile here gets a valid email address
 * or phone number: where an account identifies people by it, a stranger could be merged with it, and deleted.
 */
import { event, profile, read, remove, testEvent, upload } from '../calls'
import { accepted, attributes, deleted, events } from '../expectations'
import type { Expectation } from '../expectations'
import type { Call, Cast, Confidence, Scenario } from '../scenario'

const write = (id: string, confidence: Confidence, claim: string, calls: (cast: Cast) => Call[]): Scenario => ({
  id,
  confidence,
  claim,
  level: 'write',
  calls
})

const values = {
  ...{ Name: 'Conform', Gender: 'F', conform_text: 'gold', conform_number: 42, conform_flag: true },
  ...{ conform_date: '$D_1136160000', conform_iso: '2006-01-02T03:04:05Z' }
}

/**
 * Uploads of one person in turn, then the person is read. developer.clevertap.com "Upload User Profiles"; a date as ISO
 * text: "FAQs".
 */
const rows: [id: string, claim: string, uploads: object[], expects: Expectation][] = [
  ['values', 'Text, numbers, booleans and dates are kept; ISO text stays text.', [values], attributes(values)],
  [
    'merge',
    'A second upload changes what it names and leaves the rest.',
    [{ conform_text: 'old', conform_number: 1 }, { conform_text: 'new' }],
    attributes({ conform_text: 'new', conform_number: 1 })
  ],
  [
    'operators',
    '$add and $remove change a list, $incr and $decr count, $delete removes Name.',
    [
      { Name: 'Conform', conform_number: 1, conform_list: { $add: ['a', 'b'] } },
      { Name: { $delete: 1 }, conform_number: { $incr: 5 }, conform_list: { $add: ['c'] } },
      { conform_number: { $decr: 2 }, conform_list: { $remove: ['a'] } }
    ],
    attributes({ conform_number: 4, conform_list: ['b', 'c'] }, ['Name'])
  ]
]

/** Events: inferred from developer.clevertap.com and a note of 2026. Deletions: "Delete User Profile". */
export const stored: Scenario[] = [
  ...rows.map(([id, claim, uploads, expects]) =>
    write(`stored-${id}`, 'documented', claim, ({ endpoint, person }) => [
      ...uploads.map((each) => upload(endpoint, [profile(person(), each)], accepted())),
      read(endpoint, { identity: person() }, expects)
    ])
  ),
  write('stored-event', 'inferred', 'An event of an unknown identity creates the profile.', ({ endpoint, person }) => [
    upload(endpoint, [event(person())], accepted()),
    read(endpoint, { identity: person() }, events(testEvent, 1))
  ]),
  write('stored-event-twice', 'inferred', 'The same event sent twice counts twice.', (cast) => {
    const { endpoint, person, nowSeconds } = cast
    const send = upload(endpoint, [event(person(), { plan: 'gold' }, { ts: nowSeconds - 60 })], accepted())
    return [send, send, read(endpoint, { identity: person() }, events(testEvent, 2))]
  }),
  write('delete-one', 'documented', 'Deleting a profile by its identity: success.', ({ endpoint, person }) => [
    upload(endpoint, [profile(person(), { conform_text: 'here' })], accepted()),
    remove(endpoint, { identity: person() }, deleted)
  ]),
  write('delete-several', 'documented', 'Deleting several profiles by a list: success.', ({ endpoint, person }) => [
    upload(endpoint, [profile(person(1), {}), profile(person(2), {})], accepted(2)),
    remove(endpoint, { identity: [person(1), person(2)] }, deleted)
  ])
]
