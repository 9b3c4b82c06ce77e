/** What is not known about CleverTap without an account: each open question once, and the calls that answer it. */
import { event, profile, read, remove, upload } from '../calls'
import type { Call, Cast, Level, Scenario } from '../scenario'
import { knock, openHosts } from './access'

const ask = (
  number: number,
  level: Level,
  claim: string,
  believed: string,
  calls: (cast: Cast) => Call[]
): Scenario => ({
  ...about(number, claim, believed),
  level,
  calls
})

const about = (number: number, claim: string, believed: string) => ({
  id: `q${String(number).padStart(2, '0')}`,
  confidence: 'unknown' as const,
  claim,
  believed
})

/** One upload of several records, each of which CleverTap judges by itself. */
const judge = (number: number, claim: string, believed: string, records: (cast: Cast) => object[]) =>
  ask(number, 'dryRun', claim, believed, (cast) => [upload(cast.endpoint, records(cast))])

/** Uploads in turn, each a list of attributes for person 1, 2 and so on; then each of them is read. */
const store = (number: number, claim: string, believed: string, uploads: object[][]) =>
  ask(number, 'write', claim, believed, (cast) => [
    ...uploads.map((each) => upload(cast.endpoint, profiles(cast, each))),
    ...uploads[0].map((_attributes, index) => read(cast.endpoint, { identity: cast.person(index + 1) }))
  ])

const profiles = ({ person }: Cast, all: object[]) => all.map((each, index) => profile(person(index + 1), each))

const events = ({ person }: Cast, all: { [key: string]: unknown }[]) =>
  all.map((more, index) => event(person(index + 1), {}, more))

const properties = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, 1]))

/** Shows that a person was stored, where the attribute in question may not be. */
const here = { conform_text: 'here' }
const one = { conform_number: 1, ...here }

const day = 86_400
const beyondLimits = 'it takes a request beyond the limits that are documented or hinted at'

export const questions: Scenario[] = [
  ask(
    1,
    'write',
    'How is the deletion of an unknown identity answered?',
    'success, or words',
    ({ endpoint, person }) => [remove(endpoint, { identity: person() })]
  ),
  { ...about(2, 'How are more than 1,000 records, or 100 deletions, answered?', 'refused'), notAsked: beyondLimits },
  store(
    3,
    'What becomes of null, $delete on a custom attribute, a plain list, a nested object?',
    'ignored, removes, kept, kept only with a beta',
    [
      [one, one, here, here],
      [
        { conform_number: null },
        { conform_number: { $delete: 1 } },
        { conform_plain: ['a', 'b'] },
        { conform_nested: { plan: 'gold' } }
      ]
    ]
  ),
  judge(4, 'Is a time taken as ISO text, in milliseconds, with a fraction?', '525, taken, 525', (cast) =>
    events(cast, [{ ts: '2024-01-02T03:04:05Z' }, { ts: cast.nowSeconds * 1000 }, { ts: cast.nowSeconds + 0.5 }])
  ),
  judge(5, 'Is Gender taken as O, or as a whole word?', '514 for both', (cast) =>
    profiles(cast, [{ Gender: 'O' }, { Gender: 'Female' }])
  ),
  ask(6, 'write', 'Are source and $source on profiles stored?', 'taken, not stored', ({ endpoint, person }) => [
    upload(endpoint, [profile(person(), here, { source: 'Segment', $source: 'Segment' })]),
    read(endpoint, { identity: person() })
  ]),
  { ...about(7, 'Does a 429 say when to come back? When does a 403 come?', 'it may not'), notAsked: 'it takes load' },
  ask(8, 'read', 'How does /v1/connect answer a partner who is not registered?', 'not used', ({ endpoint }) => [
    { method: 'GET', url: `${endpoint}/v1/connect?partner=conform-unknown` }
  ]),
  ask(9, 'read', 'Does eu1 still answer? Is sk1 open to customers?', '401 without credentials', (cast) =>
    openHosts.map((host) => knock(host, cast))
  ),
  judge(10, 'What are the words and the position in a refusal today?', 'those of 2018', (cast) =>
    profiles(cast, [{}, { Email: '1234' }])
  ),
  ask(11, 'write', 'Does a dry run check all that an upload checks?', 'it does', (cast) => {
    const bad = [...profiles(cast, [{ Phone: '223' }, { Email: '1234' }]), profile(cast.person(3), {}, { ts: 0 })]
    return [{ ...upload(cast.endpoint, bad), isDryRun: true }, upload(cast.endpoint, bad)]
  }),
  ask(12, 'write', 'Do identity and objectId in one record make one profile?', 'one', ({ endpoint, person }) => [
    upload(endpoint, [profile(person(1), here, { objectId: person(2) })]),
    read(endpoint, { identity: person(1) }),
    read(endpoint, { objectId: person(2) })
  ]),
  judge(13, 'How far may a time be: −1 hour, −2 days, −400 days, +1 minute, +1 day?', 'all taken', (cast) =>
    events(
      cast,
      [-3600, -2 * day, -400 * day, 60, day].map((seconds) => ({ ts: cast.nowSeconds + seconds }))
    )
  ),
  judge(14, 'Are Web Page Viewed and Web Session Started refused with 513?', 'the first, as in 2024', (cast) =>
    events(cast, [{ evtName: 'Web Page Viewed' }, { evtName: 'Web Session Started' }])
  ),
  judge(15, 'Is an event taken whose name has :, . or 600 characters, or without properties?', 'all taken', (cast) =>
    events(cast, [{ evtName: 'Conform: Test' }, { evtName: 'Conform.Test' }, { evtName: 'C'.repeat(600) }, {}])
  ),
  judge(16, 'Are 101 and 257 properties refused with 522?', 'both, unless the account takes more', (cast) =>
    events(cast, [{ evtData: properties(101) }, { evtData: properties(257) }])
  ),
  { ...about(17, 'How are bodies of 2.5 MB and 6 MB answered?', 'smaller ones are sent'), notAsked: beyondLimits },
  judge(18, 'Are nested objects in Items taken, and lists in other events?', 'both taken', (cast) =>
    events(cast, [
      { evtName: 'Charged', evtData: { Amount: 1, Items: [{ Name: 'Book', maker: { city: 'Oslo' } }] } },
      { evtData: { tags: ['a', 'b'] } }
    ])
  ),
  ask(20, 'write', 'Does profileData.identity attach an identity?', 'it may, so it is never sent', (cast) => [
    upload(cast.endpoint, [profile(cast.person(1), { identity: cast.person(2), ...here })]),
    read(cast.endpoint, { identity: cast.person(1) }),
    read(cast.endpoint, { identity: cast.person(2) })
  ]),
  judge(21, 'Are identities of 121 and 1,025 characters taken, and none and empty?', 'the first', ({ person }) =>
    [person(1).padEnd(121, 'x'), person(2).padEnd(1025, 'x'), 'none', 'empty'].map((who) => profile(who, {}))
  ),
  judge(22, 'Which phone numbers are taken: +0…, with a trunk 0, with spaces?', '516, taken, 516', (cast) =>
    profiles(cast, [{ Phone: '+0123456789' }, { Phone: '+4402079460958' }, { Phone: '+44 20 7946 0958' }])
  ),
  store(23, 'What becomes of $delete with true and with 1, and of $set with a list?', 'removed twice, kept', [
    [one, one, here],
    [{ conform_number: { $delete: true } }, { conform_number: { $delete: 1 } }, { conform_set: { $set: ['a', 'b'] } }]
  ]),
  ask(
    24,
    'write',
    'Two records of one person in one upload: which value stands?',
    'the later',
    ({ endpoint, person }) => [
      upload(endpoint, [profile(person(), { conform_text: 'first' }), profile(person(), { conform_text: 'second' })]),
      read(endpoint, { identity: person() })
    ]
  ),
  store(25, 'Is an attribute kept whose name has a dot?', 'under that name', [[{ 'conform.dot': 'x', ...here }]])
]
