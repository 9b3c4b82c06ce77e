/** Every code of the policy table that a request can provoke, and the statuses of uploads. */
import { accepted, event, profile, sources, upload } from '../calls'
import type { Cast, Scenario } from '../scenario'
import { toJudged } from './judged'
import type { JudgedRow } from './judged'

const { errors, recordings, events } = sources

/** A value that CleverTap refuses, as recorded, with its words. */
const badAttributes: [code: number, attribute: string, value: string, words: string][] = [
  [514, 'Gender', 'GG', 'Gender needs to be M/F.'],
  [515, 'Email', '1234', 'Email is not valid.'],
  [516, 'Phone', '223', 'Phone number is not valid.'],
  [517, 'Employed', '223', 'Employed needs to be Y/N.'],
  [518, 'Education', '223', 'Education needs to be School/College/Graduate.'],
  [519, 'Married', '223', 'Married needs to be Y/N.'],
  [520, 'Age', 'aa', 'Age is invalid.']
]

const token = ({ person }: Cast, tokenData: object | undefined, more: object = { objectId: person() }) => ({
  type: 'token',
  ...more,
  ...(tokenData && { tokenData })
})

const rows: JudgedRow[] = [
  {
    id: 'code-509',
    claim: 'An event without a name: 509.',
    source: recordings,
    confidence: 'recorded',
    record: ({ person }) => ({ ...event(person()), evtName: undefined }),
    expects: { kind: 'refused', code: 509, words: 'Event name is mandatory' }
  },
  {
    id: 'code-512',
    claim: 'An event whose data are no object: 512.',
    source: errors,
    record: ({ person }) => event(person(), 'text'),
    expects: { kind: 'refused', code: 512 }
  },
  {
    id: 'code-513',
    claim: "An event with one of CleverTap's own names: 513.",
    source: events,
    record: ({ person }) => event(person(), {}, { evtName: 'App Launched' }),
    expects: { kind: 'refused', code: 513 }
  },
  ...badAttributes.map(
    ([code, attribute, value, words]): JudgedRow => ({
      id: `code-${code}`,
      claim: `A profile whose ${attribute} is bad: ${code}, the whole record.`,
      source: recordings,
      confidence: 'recorded',
      record: ({ person }) => profile(person(), { [attribute]: value }),
      expects: { kind: 'refused', code, words }
    })
  ),
  {
    id: 'code-523',
    claim: 'A record whose identity is empty: 523.',
    source: recordings,
    confidence: 'recorded',
    record: () => profile('', {}),
    expects: { kind: 'refused', code: 523, words: 'to identify the user' }
  },
  {
    id: 'code-524',
    claim: 'A record that is neither profile nor event: 524.',
    source: errors,
    record: ({ person }) => ({ ...profile(person(), {}), type: 'conform' }),
    expects: { kind: 'refused', code: 524 }
  },
  {
    id: 'code-525',
    claim: 'A record of the time 0: 525.',
    source: recordings,
    confidence: 'recorded',
    record: ({ person }) => profile(person(), {}, { ts: 0 }),
    expects: { kind: 'refused', code: 525, words: 'Unix Epoch format' }
  },
  {
    id: 'code-526',
    claim: 'An objectId with a space: 526.',
    source: errors,
    record: () => ({ type: 'profile', objectId: 'conform nobody', profileData: {} }),
    expects: { kind: 'refused', code: 526 }
  },
  {
    id: 'code-530',
    claim: 'A device token without objectId: 530.',
    source: errors,
    record: (cast) => token(cast, { id: 'conform', type: 'fcm' }, {}),
    expects: { kind: 'refused', code: 530 }
  },
  {
    id: 'code-531',
    claim: 'A device token without its data: 531.',
    source: errors,
    record: (cast) => token(cast, undefined),
    expects: { kind: 'refused', code: 531 }
  },
  {
    id: 'code-532',
    claim: 'A device token without its ID: 532.',
    source: errors,
    record: (cast) => token(cast, { type: 'fcm' }),
    expects: { kind: 'refused', code: 532 }
  },
  {
    id: 'code-533',
    claim: 'A device token without its type: 533.',
    source: errors,
    record: (cast) => token(cast, { id: 'conform' }),
    expects: { kind: 'refused', code: 533 }
  }
]

const badEmail = { Email: '1234' }

const replies: Scenario[] = [
  {
    id: 'status-400',
    claim: 'A body that is not JSON: 400.',
    source: errors,
    confidence: 'documented',
    level: 'dryRun',
    calls: (cast) => [{ ...upload(cast, []), body: '{', expects: { kind: 'status', status: 400 } }]
  },
  {
    id: 'reply-success',
    claim: 'Records that are taken: status success, all processed, none unprocessed.',
    source: recordings,
    confidence: 'recorded',
    level: 'dryRun',
    calls: (cast) => [
      upload(cast, [profile(cast.person(1), {}), profile(cast.person(2), {})], { kind: 'accepted', records: 2 })
    ]
  },
  {
    id: 'reply-mixed',
    claim: 'Profiles and events may stand in one upload.',
    source: recordings,
    confidence: 'recorded',
    level: 'dryRun',
    calls: (cast) => [
      upload(cast, [profile(cast.person(), {}), event(cast.person())], { kind: 'accepted', records: 2 })
    ]
  },
  {
    id: 'reply-partial',
    claim: 'One bad record of two: HTTP 200, status partial, its position in the words.',
    source: recordings,
    confidence: 'recorded',
    level: 'dryRun',
    calls: (cast) => [
      upload(cast, [profile(cast.person(1), {}), profile(cast.person(2), badEmail)], {
        kind: 'partial',
        records: 2,
        position: 2,
        code: 515
      })
    ]
  },
  {
    id: 'q10-words',
    question: 10,
    claim: 'The words and the position in a refusal are those of 2018.',
    source: recordings,
    confidence: 'unknown',
    believed: '"Profile data is incorrect. Email is not valid.Skipped record number : 2"',
    level: 'dryRun',
    calls: (cast) => [upload(cast, [profile(cast.person(1), {}), profile(cast.person(2), badEmail)])]
  }
]

/** The other identifiers of a record; CleverTap was recorded to take them. */
const identifiers = ['FBID', 'GPID', 'objectId'].map(
  (key): JudgedRow => ({
    id: `identifier-${key.toLowerCase()}`,
    claim: `A record is taken whose person is named by ${key}.`,
    source: recordings,
    confidence: 'recorded',
    record: ({ person }) => ({ type: 'profile', [key]: person(), profileData: {} }),
    expects: accepted
  })
)

export const codes: Scenario[] = [...replies, ...rows.map(toJudged), ...identifiers.map(toJudged)]
