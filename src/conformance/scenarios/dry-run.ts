/** The proof that a dry run keeps nothing. No page of CleverTap's knows `dryRun`, so nothing rests on it before. */
import { accepted, event, profile, read, upload } from '../calls'
import type { AskedScenario, Call } from '../scenario'

const nobody = (call: Call): Call => ({ ...call, expects: { kind: 'nobody' }, mustStay: true })

const proof = (id: string, claim: string, recordOf: (identity: string) => object): AskedScenario => ({
  id,
  claim,
  source: 'code of clients, one of them of 2026',
  confidence: 'observed',
  level: 'dryRun',
  isProof: true,
  calls: (cast) => [
    upload(cast, [recordOf(cast.person())], accepted),
    nobody(read(cast.endpoint, { identity: cast.person() }))
  ]
})

export const dryRunProofs = [
  proof('dry-run-profile', 'With dryRun=1 an upload is judged and no profile is stored.', (identity) =>
    profile(identity, { Name: 'Conform' })
  ),
  proof('dry-run-event', 'With dryRun=1 an event creates no profile either.', (identity) => event(identity))
]
