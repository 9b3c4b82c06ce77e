/** What a scenario is: one claim about CleverTap, and the calls that would settle it; and what came of it. */
import type { Answer } from './answer'
import type { Expectation } from './expectations'

/** How much a scenario needs: reading alone, uploads of which nothing is kept, or profiles and events of its own. */
export const levels = ['read', 'dryRun', 'write'] as const
export type Level = typeof levels[number]

/** How sure we are; `unknown` marks an open question, which expects nothing. */
export type Confidence = 'documented' | 'recorded' | 'observed' | 'inferred' | 'unknown'

/** Whom and what the calls of one scenario are about. `person` is a random identity; a number gives always the same. */
export type Cast = { endpoint: string; nowSeconds: number; person: (number?: number) => string }

/** The account's own account ID and passcode, or made-up ones; what is absent is not sent. */
export type Credentials = { accountId?: 'own' | 'wrong'; passcode?: 'own' | 'wrong' }

/** One request. */
export type Call = {
  method: 'GET' | 'POST'
  url: string
  /** A value to send as JSON, or a text to send as it is. */
  body?: object | string
  /** Absent: the account's own. */
  credentials?: Credentials
  /** Nothing is kept: added to uploads of the level `dryRun`, or asked for by a call. */
  isDryRun?: boolean
  /** What agrees with the claim; anything else differs. Without it, any answer is news. */
  expects?: Expectation
  /** Whether the expectation must hold each time the call is made: what is absent must not appear later. */
  mustStay?: boolean
}

/** `id` is short and stable, since reports name it; those of the open questions are `q` and a number. */
type Claim = { id: string; claim: string; confidence: Confidence; believed?: string }

/** `believed` may be left out where a call says what it expects. Unless a proof agrees, nothing after it is asked. */
export type AskedScenario = Claim & { level: Level; calls: (cast: Cast) => Call[]; isProof?: true }

/** `notAsked` says why no request may settle an open question. */
export type Scenario = AskedScenario | (Claim & { notAsked: string })

/** `no answer`: it was asked, or was to be, and nothing came that settles it. */
export type Verdict = 'agrees' | 'differs' | 'open' | 'not asked' | 'no answer'

/** What became of one claim. `said` and `exchanges` hold neither secrets nor values that were not made up here. */
export type ClaimResult = Required<Claim> & {
  said: string
  verdict: Verdict
  exchanges: { request: object; answer: object }[]
}

/** What a run needs of the world outside. */
export type Backend = {
  endpoint: string
  /** Whether another host than the endpoint's may be asked, names included. */
  mayAskOthers: boolean
  /** What must never be shown: account ID and passcode. */
  secrets: string[]
  send: (call: Call) => Promise<Answer>
  /** Resolves after so long, or at once when the signal is aborted. */
  wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** A part of an identity that no profile has. */
  random: () => string
  nowSeconds: () => number
}
