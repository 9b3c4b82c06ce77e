/** Asks the scenarios of a run one after the other, and gives each its verdict. */
import { askScenario } from './ask'
import { createProfiles } from './profiles'
import { levels } from './scenario'
import type { AskedScenario, Backend, ClaimResult, Level, Scenario } from './scenario'

export type RunOptions = {
  /** What a level needs to be proven stands before what rests on it. */
  scenarios: readonly Scenario[]
  level: Level
  backend: Backend
  signal: AbortSignal
  /** Gets each result, in the order of the scenarios. */
  onResult: (result: ClaimResult) => void
  /** Called before what was stored is deleted; gets how its identities begin. */
  onCleanup?: (prefix: string) => void
}

/** `remaining`: identities of this run that could not be deleted. */
export type RunResult = { results: ClaimResult[]; remaining: string[]; stopped: boolean }

/** After so many claims in a row without an answer, the rest need not wait for one. */
const maxUnanswered = 5

/** Why a claim is not asked. */
type Block = { verdict: 'not asked' | 'no answer'; said: string }

/**
 * Runs the scenarios up to a level. Unless a proof agrees, nothing that comes after it is asked. What was stored is
 * deleted before this resolves, whatever happens. Never rejects because of an answer.
 */
export async function runScenarios(options: RunOptions): Promise<RunResult> {
  const { scenarios, backend, signal, level, onResult, onCleanup = () => undefined } = options
  const profiles = createProfiles(backend)
  const results: ClaimResult[] = []
  let block: Block | undefined
  let unanswered = 0

  const settle = async (scenario: Scenario): Promise<ClaimResult> => {
    const { id, claim, confidence } = scenario
    const calls = 'calls' in scenario ? scenario.calls(profiles.createCast()) : []
    const expected = calls.flatMap(({ expects }) => expects?.believed ?? [])
    const about = { id, claim, confidence, believed: scenario.believed ?? expected[expected.length - 1] }
    if (!isAsked(scenario, level)) {
      return { ...about, verdict: 'not asked', said: toReason(scenario), exchanges: [] }
    }
    if (signal.aborted || block) {
      return { ...about, ...(block ?? { verdict: 'not asked', said: 'stopped as asked' }), exchanges: [] }
    }
    const result = { ...about, ...(await askScenario(scenario, calls, { backend, profiles, signal })) }
    unanswered = result.verdict === 'no answer' ? unanswered + 1 : 0
    if (scenario.isProof && result.verdict !== 'agrees') {
      // Perhaps a dry run was kept.
      calls.forEach(profiles.note)
      block = toBlock(scenario, result)
    } else if (unanswered === maxUnanswered) {
      block = { verdict: 'no answer', said: `not sent, because ${maxUnanswered} claims in a row got no answer` }
    }
    return result
  }

  try {
    for (const scenario of scenarios) {
      results.push(await settle(scenario))
      onResult(results[results.length - 1])
    }
  } finally {
    if (profiles.remaining().length > 0) {
      onCleanup(profiles.prefix)
      await profiles.removeAll()
    }
  }
  return { results, remaining: profiles.remaining(), stopped: signal.aborted }
}

const isAsked = (scenario: Scenario, level: Level): scenario is AskedScenario =>
  'level' in scenario && levels.indexOf(scenario.level) <= levels.indexOf(level)

const toReason = (scenario: Scenario) =>
  'level' in scenario ? `it needs --${scenario.level === 'write' ? 'write' : 'dry-run-writes'}` : scenario.notAsked

function toBlock({ level, id }: AskedScenario, { verdict, said }: ClaimResult): Block {
  return level === 'read' || verdict === 'no answer'
    ? { verdict: 'no answer', said: `not sent, because ${id} ${verdict}: ${said}` }
    : { verdict: 'not asked', said: `${id} does not agree: dryRun=1 is not proven to keep nothing` }
}
