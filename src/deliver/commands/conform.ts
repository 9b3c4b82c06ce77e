/** The command `conform`: asks a CleverTap account for every claim that the project rests on. */
import { randomBytes } from 'crypto'
import { setTimeout as delay } from 'timers/promises'
import { createSend, runScenarios, scenarios, testEvent } from '../../conformance'
import type { Level, RunResult } from '../../conformance'
import { statusPolicy } from '../../destinations/clevertap/delivery/policy'
import { openOutput } from '../files/output'
import { ownerOnly } from '../files/undelivered'
import { toClaimLine, toHanging, toTally } from '../terminal/claims'
import { credentialsHelp } from '../command'
import type { AddCommand } from '../command'
import { isLoopback, requireSettings } from '../settings'
import type { Io } from '../io'

export type ConformOptions = { dryRunWrites?: boolean; write?: boolean; report?: string }

const examples = `Examples:
  actions-clevertap conform
  actions-clevertap conform --write --report report.json
`

export const addConform: AddCommand = (program, io, end) => {
  program
    .command('conform')
    .description('Ask a CleverTap account what is not known; without options it only reads.')
    .allowExcessArguments(false)
    .addHelpText('before', examples)
    .option('--dry-run-writes', 'also ask with uploads of which CleverTap keeps nothing')
    .option('--write', 'also write profiles of random identities, which are deleted, and events')
    .option('--report <file>', 'write the result as JSON, without secrets')
    .addHelpText(
      'after',
      `${credentialsHelp}
Exit codes: 0 nothing differs, 1 something does or got no answer, 2 wrong usage.`
    )
    .action(async (options: ConformOptions) => end(await conform(options, io)))
}

/** How long one request may take, answer included, and how waits pass: until the time, or the signal. */
export type ConformPace = { timeoutMs: number; wait: (ms: number, signal?: AbortSignal) => Promise<void> }

const defaultPace: ConformPace = {
  timeoutMs: 30_000,
  wait: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined)
}

const announcement = [
  '--write creates profiles whose identities begin with conform-. They are deleted at the end.',
  `For good stay some events and the name ${testEvent}, and the names of attributes that begin with conform.`
]

/** @returns the exit code: 0 if nothing that was asked differs, 1 if something does, got no answer or was left */
export async function conform(options: ConformOptions, io: Io, pace = defaultPace): Promise<number> {
  const { stdout, stderr, signal } = io
  const { clevertapEndpoint: endpoint, clevertapAccountId, clevertapPasscode } = requireSettings(io.environment)
  const level: Level = options.write ? 'write' : options.dryRunWrites ? 'dryRun' : 'read'
  // It quotes what an account answered, so only its owner reads it, until it is attached to an issue.
  const report = options.report === undefined ? undefined : openOutput(options.report, ownerOnly)
  if (level === 'write') {
    stderr.write(`${announcement.map(toHanging).join('\n')}\n`)
  }
  const onStop = () => stderr.write('Stopping: what is under way is waited for.\n')
  signal.addEventListener('abort', onStop)
  const run = await runScenarios({
    scenarios,
    level,
    signal,
    backend: {
      endpoint,
      mayAskOthers: !isLoopback(new URL(endpoint)),
      secrets: [clevertapAccountId, clevertapPasscode],
      send: createSend({ accountId: clevertapAccountId, passcode: clevertapPasscode }, pace.timeoutMs),
      wait: pace.wait,
      random: () => randomBytes(8).toString('hex'),
      nowSeconds: () => Math.floor(Date.now() / 1000)
    },
    onResult: (result) => void stdout.write(`${toClaimLine(result)}\n`),
    onCleanup: (prefix) =>
      stderr.write(`${toHanging(`Deleting the profiles. Their identities begin with ${prefix}`)}\n`)
  }).finally(() => signal.removeEventListener('abort', onStop))
  stdout.write(`${toTally(run.results)}\n`)
  explain(run, stderr)
  report?.empty()
  report?.write(
    Buffer.from(
      `${JSON.stringify({ date: new Date().toISOString(), endpoint, level, claims: run.results }, null, 2)}\n`
    )
  )
  report?.close()
  const isFine = run.results.every(({ verdict }) => verdict !== 'differs' && verdict !== 'no answer')
  return isFine && run.remaining.length === 0 && !run.stopped ? 0 : 1
}

function explain({ results, remaining, stopped }: RunResult, stderr: Io['stderr']): void {
  const access = results.find(({ id }) => id === 'credentials-right')
  if (access?.verdict === 'differs') {
    stderr.write(`${toHanging(`CleverTap refused the credentials: ${statusPolicy(401).reason}`)}\n`)
  }
  if (stopped) {
    stderr.write('Stopped as asked.\n')
  }
  if (remaining.length > 0) {
    stderr.write(`These profiles may be left. Delete them by identity:\n${remaining.join('\n')}\n`)
  }
}
