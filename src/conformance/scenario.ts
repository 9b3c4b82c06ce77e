/** What a scenario is: one claim about CleverTap, where it comes from, and the calls that would settle it. */

/** How much a scenario needs: reading alone, uploads of which nothing is kept, or profiles and events of its own. */
export const levels = ['read', 'dryRun', 'write'] as const
export type Level = typeof levels[number]

/** How sure we are, as in the policy table; `unknown`: nobody has said, and the scenario asks. */
export type Confidence = 'documented' | 'recorded' | 'observed' | 'inferred' | 'unknown'

/** Whom and what the calls of one run are about. */
export type Cast = {
  endpoint: string
  /** A made-up identity that is nobody's; the same number is the same person within a scenario. */
  person: (number?: number) => string
  nowSeconds: number
}

/** What is sent in place of the account's credentials. */
export type WrongCredentials = 'none' | 'noAccount' | 'noPasscode' | 'wrongAccount' | 'wrongPasscode'

/** One request. */
export type Call = {
  method: 'GET' | 'POST'
  url: string
  /** A value to send as JSON, or a text to send as it is. */
  body?: object | string
  credentials?: WrongCredentials
  /** Nothing is kept: added to uploads of the level `dryRun`, or asked for by a call. */
  isDryRun?: boolean
  /** What agrees with the claim; anything else differs. Without it, any answer is news. */
  expects?: Expectation
  /** Whether the expectation must hold each time the call is made, not at last: that something does not come later. */
  mustStay?: boolean
}

/** `positions` are 1-based, and so are all positions in CleverTap's words. */
export type Expectation =
  | { kind: 'authorized' }
  | { kind: 'status'; status: number; words?: string }
  | { kind: 'accepted'; records: number }
  | { kind: 'refused'; code: number; words?: string }
  | { kind: 'partial'; records: number; position: number; code: number }
  | { kind: 'deleted' }
  | { kind: 'nobody' }
  | { kind: 'profile'; has: Record<string, unknown>; lacks?: string[] }
  | { kind: 'events'; name: string; count: number }

type Claim = {
  /** Short and stable: reports name it. Those of an open question begin with `q` and its number. */
  id: string
  claim: string
  /** Where the claim stands. */
  source: string
  confidence: Confidence
  /** The number of the open question that it belongs to; see `questions.ts`. */
  question?: number
}

/** `believed` may be left out where the calls say what they expect. */
export type AskedScenario = Claim & { level: Level; calls: (cast: Cast) => Call[]; believed?: string; isProof?: true }

/** A claim that no request may settle: `notAsked` says why. */
export type UnaskedScenario = Claim & { believed: string; notAsked: string }

export type Scenario = AskedScenario | UnaskedScenario
