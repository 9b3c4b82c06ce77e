/** The command `conform`: asks a CleverTap account for every claim that the project rests on. */
import { randomBytes } from 'crypto'
import { promises as fs } from 'fs'
import { setTimeout as delay } from 'timers/promises'
import { createSend, findTraces, runScenarios, scenarios } from '../../conformance'
import type { ClaimResult, Level, RunResult } from '../../conformance'
import { statusPolicy } from '../../destinations/clevertap/delivery/policy'
import { toWriteFailure } from '../failure'
import { replaceFile } from '../files/replace'
import { toClaimLine, toHanging, toTally } from '../terminal/claims'
import { credentialsHelp } from '../command'
import type { AddCommand } from '../command'
import { isLoopback, requireSettings } from '../settings'
import type { World } from '../io'

export type ConformOptions = { dryRunWrites?: boolean; write?: boolean; report?: string }

const examples = `Examples:
  actions-clevertap conform
  actions-clevertap conform --write --report report.json
`

export const addConform: AddCommand = (program, world, end) => {
  program
    .command('conform')
    .description('Ask a CleverTap account what nobody knows; without options it only reads.')
    .allowExcessArguments(false)
    .addHelpText('before', examples)
    .option('--dry-run-writes', 'also ask with uploads of which CleverTap keeps nothing')
    .option('--write', 'also write made-up profiles, which are deleted, and events')
    .option('--report <file>', 'write the result as JSON, without secrets')
    .addHelpText(
      'after',
      `${credentialsHelp}
Exit codes: 0 nothing differs, 1 something does or got no answer, 2 wrong usage.`
    )
    .action(async (options: ConformOptions) => end(await conform(options, world)))
}

/** Waits, or returns at once when `signal` is aborted. */
const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal }).catch(() => undefined)
}

/** How long one request may take, answer included, and how waits pass. */
export type ConformPace = { timeoutMs: number; wait: typeof wait }

export const defaultPace: ConformPace = { timeoutMs: 30_000, wait }

/** The report quotes what an account answered, so only its owner reads it, until it is attached to an issue. */
const ownerOnly = 0o600

const idleMs = 2000
const never = new AbortController().signal

/** @returns the exit code: 0 if nothing that was asked differs, 1 if something does, got no answer or was left */
export async function conform(options: ConformOptions, world: World, pace = defaultPace): Promise<number> {
  const { stdout, stderr, signal } = world
  const { clevertapEndpoint: endpoint, ...account } = requireSettings(world.environment)
  const level = toLevel(options)
  await openReport(options.report)
  if (level === 'write') {
    stderr.write(`${announce()}\n`)
  }
  const progress = showProgress(stderr)
  const onStop = () => stderr.write('Stopping: what is under way is waited for.\n')
  signal.addEventListener('abort', onStop)
  let run: RunResult
  try {
    run = await runScenarios({
      scenarios,
      level,
      signal,
      backend: {
        endpoint,
        mayAskOthers: !isLoopback(new URL(endpoint)),
        secrets: [account.clevertapAccountId, account.clevertapPasscode],
        send: createSend(
          { accountId: account.clevertapAccountId, passcode: account.clevertapPasscode },
          pace.timeoutMs
        ),
        wait: (ms, stop = never) => pace.wait(ms, stop),
        random: () => randomBytes(8).toString('hex'),
        nowSeconds: () => Math.floor(Date.now() / 1000)
      },
      onResult: (result) => {
        progress.touch()
        stdout.write(`${toClaimLine(result)}\n`)
      },
      onCleanup: (prefix) =>
        stderr.write(`${toHanging(`Deleting the made-up profiles. Their identities begin with ${prefix}`)}\n`)
    })
  } finally {
    signal.removeEventListener('abort', onStop)
    progress.stop()
  }
  stdout.write(`${toTally(run.results)}\n`)
  explain(run, stderr)
  await writeReport(options.report, { date: new Date().toISOString(), endpoint, level, claims: run.results })
  const isFine = run.results.every(({ verdict }) => verdict !== 'differs' && verdict !== 'no answer')
  return isFine && run.remaining.length === 0 && !run.stopped ? 0 : 1
}

function toLevel({ write, dryRunWrites }: ConformOptions): Level {
  return write ? 'write' : dryRunWrites ? 'dryRun' : 'read'
}

function announce(): string {
  const { people, events, eventNames, attributes } = findTraces(scenarios)
  return [
    `--write creates ${people} profiles of made-up people, whose identities begin with conform-. They are deleted at the end.`,
    'These stay in the account for good:',
    `${events} events, and the event name ${eventNames.join(', ')};`,
    `the attribute names ${attributes.join(', ')}.`
  ]
    .map(toHanging)
    .join('\n')
}

function explain({ results, remaining, stopped }: RunResult, stderr: World['stderr']): void {
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

/** A word at a terminal where nothing else has been said for a while. */
function showProgress(stderr: World['stderr']) {
  let since = Date.now()
  const timer = setInterval(() => {
    if (stderr.isTTY && Date.now() - since >= idleMs) {
      stderr.write('Waiting for CleverTap …\n')
      since = Date.now()
    }
  }, idleMs / 2)
  timer.unref()
  return { touch: () => (since = Date.now()), stop: () => clearInterval(timer) }
}

/** Before the first request: what cannot be written at the end would be a run in vain. */
async function openReport(path: string | undefined): Promise<void> {
  if (path === undefined) {
    return
  }
  try {
    const file = await fs.open(path, 'a', ownerOnly)
    await file.close()
  } catch (error) {
    throw toWriteFailure(path, error)
  }
}

type Report = { date: string; endpoint: string; level: Level; claims: ClaimResult[] }

async function writeReport(path: string | undefined, report: Report): Promise<void> {
  if (path === undefined) {
    return
  }
  try {
    await replaceFile(path, ownerOnly, (file) => file.writeFile(`${JSON.stringify(report, null, 2)}\n`))
  } catch (error) {
    throw toWriteFailure(path, error)
  }
}
