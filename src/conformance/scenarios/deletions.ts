/** Claims about the deletion of profiles, all of them of made-up people. */
import { accepted, profile, remove, sources, upload } from '../calls'
import type { Scenario } from '../scenario'

export const deletions: Scenario[] = [
  {
    id: 'delete-one',
    claim: 'Deleting a profile by its identity: success.',
    source: sources.deletion,
    confidence: 'documented',
    level: 'write',
    calls: (cast) => [
      upload(cast, [profile(cast.person(), { conform_text: 'here' })], accepted),
      remove(cast, { identity: cast.person() }, { kind: 'deleted' })
    ]
  },
  {
    id: 'delete-several',
    claim: 'Deleting several profiles by a list: success.',
    source: sources.deletion,
    confidence: 'documented',
    level: 'write',
    calls: (cast) => {
      const people = [cast.person(1), cast.person(2)]
      return [
        upload(
          cast,
          people.map((identity) => profile(identity, { conform_text: 'here' })),
          { kind: 'accepted', records: 2 }
        ),
        remove(cast, { identity: people }, { kind: 'deleted' })
      ]
    }
  },
  {
    id: 'delete-both-keys',
    claim: 'Deleting by identity and guid at once: 400.',
    source: sources.deletion,
    confidence: 'documented',
    level: 'write',
    calls: (cast) => [remove(cast, { identity: cast.person(1), guid: cast.person(2) }, { kind: 'status', status: 400 })]
  },
  {
    id: 'q01-delete-unknown',
    question: 1,
    claim: 'Deleting an identity that is nobody: success.',
    source: 'nobody says',
    confidence: 'unknown',
    believed: 'success, or words that say there is no such profile',
    level: 'write',
    calls: (cast) => [remove(cast, { identity: cast.person() })]
  }
]
