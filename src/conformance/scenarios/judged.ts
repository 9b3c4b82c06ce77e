/** A claim about how CleverTap judges one record, asked with a dry run. */
import { upload } from '../calls'
import type { AskedScenario, Cast, Confidence, Expectation, Scenario } from '../scenario'

/** A row: how the record is made, and what is to become of it; without `expects`, `believed` says what is assumed. */
export type JudgedRow = {
  id: string
  claim: string
  source: string
  confidence?: Confidence
  question?: number
  record: (cast: Cast) => object
} & ({ expects: Expectation; believed?: undefined } | { expects?: undefined; believed: string })

/** @returns the scenario of a row; `confidence` is `documented` unless it is a question, and then `unknown` */
export function toJudged({ record, expects, ...row }: JudgedRow): Scenario {
  const scenario: AskedScenario = {
    confidence: expects ? 'documented' : 'unknown',
    ...row,
    level: 'dryRun',
    calls: (cast) => [upload(cast, [record(cast)], expects)]
  }
  return scenario
}
