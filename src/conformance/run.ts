/** Asks the scenarios of a run in order, a few at a time, and gives each its verdict. */
import type { Answer } from './answer'
import { askScenario } from './ask'
import type { Exchange } from './shown'
import { createPeople } from './people'
import { questions } from './questions'
import { levels } from './scenario'
import type { AskedScenario, Call, Confidence, Level, Scenario } from './scenario'

/** `no answer`: it was asked, or was to be, and nothing came that settles it. */
export type Verdict = 'agrees' | 'differs' | 'open' | 'not asked' | 'no answer'

/** What became of one claim. `said` and `exchanges` hold neither secrets nor values that were not made up here. */
export type ClaimResult = {
  id: string
  claim: string
  source: string
  confidence: Confidence
  /** The open question that it belongs to. */
  question?: string
  believed: string
  said: string
  verdict: Verdict
  exchanges: Exchange[]
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
  /** A part of an identity that nobody has had. */
  random: () => string
  nowSeconds: () => number
}

export type RunOptions = {
  scenarios: readonly Scenario[]
  level: Level
  backend: Backend
  signal: AbortSignal
  /** Gets each result, in the order of the scenarios. */
  onResult: (result: ClaimResult) => void
  /** Called before what was created is deleted; gets how its identities begin. */
  onCleanup?: (prefix: string) => void
}

/** `remaining`: identities made by this run that could not be deleted. */
export type RunResult = { results: ClaimResult[]; remaining: string[]; stopped: boolean }

/** CleverTap takes 3 readings and 3 deletions at once for the whole account (documented); others need some as well. */
const maxAtOnce = 2

/** So many claims in a row without an answer: nobody is there, and the rest need not wait for it. */
const maxUnanswered = 5

/** Why claims are no longer asked. */
type Block = { verdict: 'not asked' | 'no answer'; said: string }

/**
 * Runs the scenarios up to a level. The proofs of a level go first, alone: unless they agree, nothing rests on them. What
 * was created is deleted before this resolves, whatever happens. Never rejects because of an answer.
 */
export async function runScenarios({ onCleanup = () => undefined, ...options }: RunOptions): Promise<RunResult> {
  const { scenarios, backend, signal, level, onResult } = options
  const people = createPeople(backend)
  const results = new Map<Scenario, ClaimResult>()
  let block: Block | undefined
  let unanswered = 0
  let printed = 0

  const settle = (scenario: Scenario, result: ClaimResult) => {
    results.set(scenario, result)
    for (; printed < scenarios.length; printed++) {
      const next = results.get(scenarios[printed])
      if (!next) {
        return
      }
      onResult(next)
    }
  }

  const ask = async (scenario: AskedScenario) => {
    const stop: Block | undefined = signal.aborted ? { verdict: 'not asked', said: 'stopped as asked' } : block
    if (stop) {
      return settle(scenario, { ...describe(scenario), ...stop, exchanges: [] })
    }
    const result = { ...describe(scenario), ...(await askScenario(scenario, { backend, people, signal })) }
    settle(scenario, result)
    unanswered = result.verdict === 'no answer' ? unanswered + 1 : 0
    if (scenario.isProof && result.verdict !== 'agrees') {
      block = toBlock(scenario, result)
    } else if (unanswered >= maxUnanswered && !block) {
      block = { verdict: 'no answer', said: `not sent, because ${maxUnanswered} claims in a row got no answer` }
    }
  }

  for (const scenario of scenarios) {
    const reason = findReason(scenario, level)
    if (reason !== undefined) {
      settle(scenario, { ...describe(scenario), verdict: 'not asked', said: reason, exchanges: [] })
    }
  }
  try {
    for (const each of levels) {
      const asked = scenarios.filter(
        (scenario): scenario is AskedScenario => isAsked(scenario, level) && scenario.level === each
      )
      for (const scenario of asked.filter(({ isProof }) => isProof)) {
        await ask(scenario)
      }
      const waiting = asked.filter(({ isProof }) => !isProof)
      const work = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
          await ask(next)
        }
      }
      await Promise.all(Array.from({ length: maxAtOnce }, work))
    }
  } finally {
    if (people.created().length > 0) {
      onCleanup(people.prefix)
      await people.removeAll()
    }
  }
  return {
    results: scenarios.flatMap((scenario) => results.get(scenario) ?? []),
    remaining: people.created(),
    stopped: signal.aborted
  }
}

const isAsked = (scenario: Scenario, level: Level): scenario is AskedScenario =>
  'level' in scenario && levels.indexOf(scenario.level) <= levels.indexOf(level)

/** Why a scenario is not asked at this level, or undefined if it is. */
function findReason(scenario: Scenario, level: Level): string | undefined {
  if (isAsked(scenario, level)) {
    return undefined
  }
  return 'level' in scenario
    ? `it needs --${scenario.level === 'write' ? 'write' : 'dry-run-writes'}`
    : scenario.notAsked
}

function toBlock({ level, id }: AskedScenario, { verdict, said }: ClaimResult): Block {
  if (level === 'read') {
    return { verdict: 'no answer', said: `not sent, because the credentials were not accepted: ${said}` }
  }
  return verdict === 'no answer'
    ? { verdict, said: `not sent, because ${id} got no answer` }
    : { verdict: 'not asked', said: `${id} does not agree: dryRun=1 is not proven to keep nothing` }
}

const describe = (scenario: Scenario) => {
  const { id, claim, source, confidence, question } = scenario
  const asked = question === undefined ? {} : { question: questions[question] }
  return { id, claim, source, confidence, ...asked, believed: scenario.believed ?? '' }
}
