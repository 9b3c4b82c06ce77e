/**
 * Claims about what CleverTap keeps: uploads of made-up people that are read back. Nobody here gets an
 * email address or a phone number that is valid: where an account identifies people by it, a stranger could be merged
 * with them, and deleted.
 */
import { accepted, event, profile, read, sources, testEvent, upload } from '../calls'
import type { Confidence, Expectation, Scenario } from '../scenario'

type StoredRow = {
  id: string
  claim: string
  source?: string
  confidence?: Confidence
  question?: number
  /** The attributes of one upload after the other, all of the same person. */
  uploads: object[]
} & (
  | { has: Record<string, unknown>; lacks?: string[]; believed?: undefined }
  | { has?: undefined; lacks?: undefined; believed: string }
)

/** Uploads in turn, then reads the person. */
function toStored({ uploads, has, lacks, ...row }: StoredRow): Scenario {
  const expects: Expectation | undefined = has && { kind: 'profile', has, ...(lacks && { lacks }) }
  return {
    source: expects ? sources.profiles : 'nobody says',
    confidence: expects ? 'documented' : 'unknown',
    ...row,
    level: 'write',
    calls: (cast) => [
      ...uploads.map((attributes) => upload(cast, [profile(cast.person(), attributes)], expects && accepted)),
      read(cast.endpoint, { identity: cast.person() }, expects)
    ]
  }
}

/** Shows that a person was stored, where the attribute in question may not be. */
const marker = { conform_text: 'here' }

const rows: StoredRow[] = [
  {
    id: 'stored-scalars',
    claim: 'Text, numbers and booleans are kept.',
    uploads: [{ conform_text: 'gold', conform_number: 42, conform_flag: true }],
    has: { conform_text: 'gold', conform_number: 42, conform_flag: true }
  },
  {
    id: 'stored-standard',
    claim: 'Name and Gender are kept.',
    uploads: [{ Name: 'Conform', Gender: 'F' }],
    has: { Name: 'Conform', Gender: 'F' }
  },
  {
    id: 'stored-date',
    claim: '"$D_" and epoch seconds are kept as that time.',
    uploads: [{ conform_date: '$D_1136160000' }],
    has: { conform_date: '$D_1136160000' }
  },
  {
    id: 'stored-date-text',
    claim: 'A date as ISO text is kept as text.',
    source: 'developer.clevertap.com "FAQs"',
    uploads: [{ conform_text: '2006-01-02T03:04:05Z' }],
    has: { conform_text: '2006-01-02T03:04:05Z' }
  },
  {
    id: 'stored-merge',
    claim: 'A second upload changes what it names and leaves the rest.',
    uploads: [{ conform_text: 'old', conform_number: 1 }, { conform_text: 'new' }],
    has: { conform_text: 'new', conform_number: 1 }
  },
  {
    id: 'stored-add',
    claim: '$add makes a list and adds to it.',
    uploads: [{ conform_list: { $add: ['a', 'b'] } }, { conform_list: { $add: ['c'] } }],
    has: { conform_list: ['a', 'b', 'c'] }
  },
  {
    id: 'stored-remove',
    claim: '$remove takes a value out of a list.',
    uploads: [{ conform_list: { $add: ['a', 'b'] } }, { conform_list: { $remove: ['a'] } }],
    has: { conform_list: ['b'] }
  },
  {
    id: 'stored-counter',
    claim: '$incr and $decr count.',
    uploads: [{ conform_number: 1 }, { conform_number: { $incr: 5 } }, { conform_number: { $decr: 2 } }],
    has: { conform_number: 4 }
  },
  {
    id: 'stored-delete',
    claim: '$delete removes Name.',
    uploads: [{ Name: 'Conform', ...marker }, { Name: { $delete: 1 } }],
    has: marker,
    lacks: ['Name']
  },
  {
    id: 'q03-null-stored',
    question: 3,
    claim: 'null leaves what an attribute was.',
    believed: 'it is ignored',
    uploads: [{ conform_number: 1, ...marker }, { conform_number: null }]
  },
  {
    id: 'q03-delete-stored',
    question: 3,
    claim: '$delete removes a custom attribute.',
    believed: 'it does',
    uploads: [{ conform_number: 1, ...marker }, { conform_number: { $delete: 1 } }]
  },
  {
    id: 'q03-list-stored',
    question: 3,
    claim: 'A plain list is kept.',
    believed: 'as a list',
    uploads: [{ conform_plain: ['a', 'b'], ...marker }]
  },
  {
    id: 'q03-nested-stored',
    question: 3,
    claim: 'A nested object is kept.',
    believed: 'only with the beta of nested objects',
    uploads: [{ conform_nested: { plan: 'gold' }, ...marker }]
  }
]

/** What has a shape of its own. Everybody here has an identity, by which they can be deleted. */
const others: Scenario[] = [
  {
    id: 'stored-event-twice',
    claim: 'The same event sent twice counts twice.',
    source: 'a third-party note of 2026',
    confidence: 'inferred',
    level: 'write',
    calls: (cast) => {
      const same = event(cast.person(), { plan: 'gold' }, { ts: cast.nowSeconds - 60 })
      return [
        upload(cast, [profile(cast.person(), marker)], accepted),
        upload(cast, [same], accepted),
        upload(cast, [same], accepted),
        read(cast.endpoint, { identity: cast.person() }, { kind: 'events', name: testEvent, count: 2 })
      ]
    }
  },
  {
    id: 'q06-stored',
    question: 6,
    claim: 'source and $source on a profile are no attributes.',
    source: 'nobody says',
    confidence: 'unknown',
    believed: 'they are not kept with the attributes',
    level: 'write',
    calls: (cast) => [
      upload(cast, [profile(cast.person(), marker, { source: 'Segment', $source: 'Segment' })]),
      read(cast.endpoint, { identity: cast.person() })
    ]
  },
  {
    id: 'q11-dry-run',
    question: 11,
    claim: 'An upload refuses what a dry run refuses, in the same words.',
    source: 'nobody says',
    confidence: 'unknown',
    believed: 'it does',
    level: 'write',
    calls: (cast) => {
      const records = [1, 2, 3].map((number) => cast.person(number))
      const [phone, email, time] = records
      const bad = [profile(phone, { Phone: '223' }), profile(email, { Email: '1234' }), profile(time, {}, { ts: 0 })]
      return [{ ...upload(cast, bad), isDryRun: true }, upload(cast, bad)]
    }
  },
  {
    id: 'q12-both',
    question: 12,
    claim: 'identity and objectId in one record make one profile.',
    source: 'code of a client, which sends both',
    confidence: 'unknown',
    believed: 'one profile, found by either',
    level: 'write',
    calls: (cast) => [
      upload(cast, [profile(cast.person(), marker, { objectId: cast.person(2) })]),
      read(cast.endpoint, { identity: cast.person() }),
      read(cast.endpoint, { objectId: cast.person(2) })
    ]
  },
  {
    id: 'q19-event-alone',
    question: 19,
    claim: 'An event of an unknown identity creates the profile.',
    source: 'developer.clevertap.com, in substance',
    confidence: 'unknown',
    believed: 'it does',
    level: 'write',
    calls: (cast) => [upload(cast, [event(cast.person())]), read(cast.endpoint, { identity: cast.person() })]
  },
  {
    id: 'q20-second-identity',
    question: 20,
    claim: 'profileData.identity attaches a second identity.',
    source: 'code of rudder-transformer',
    confidence: 'unknown',
    believed: 'it may, so no such attribute is sent',
    level: 'write',
    calls: (cast) => [
      upload(cast, [profile(cast.person(1), { identity: cast.person(2), ...marker })]),
      read(cast.endpoint, { identity: cast.person(1) }),
      read(cast.endpoint, { identity: cast.person(2) })
    ]
  }
]

export const stored: Scenario[] = [...rows.map(toStored), ...others]
