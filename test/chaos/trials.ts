/** The two trials of the runner, small in the tests and big in `npm run trial:chaos`: through faults, and killed again and again. */
import { existsSync, mkdirSync, readFileSync } from 'fs'
import { join } from 'path'
import { startEmulator } from '../../src/emulator'
import type { Counters, Exchange, Faults } from '../../src/emulator'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { environmentOf } from '../../src/deliver/__tests__/__helpers__/command'
import type { createFolder } from '../../src/deliver/__tests__/__helpers__/command'
import { createNumbers, subscriptionsWith, writeScenario } from './scenario'
import type { Profiles } from './scenario'

/** A fifth of the requests, in every way but silence, which costs 30 seconds each. */
export const everyFault = (seed: number): Faults => ({
  seed,
  errors: { 429: 0.02, 500: 0.03, 502: 0.02, 503: 0.03 },
  cutBefore: 0.03,
  cutAfter: 0.03,
  garbage: 0.02,
  partial: 0.03
})

export type Trial = {
  seed: number
  events: number
  /** How many files they stand in. */
  files: number
  people: number
  uploads: number
  deletes: number
  faults: Faults
}

type Folder = ReturnType<typeof createFolder>

export type Report = Record<string, number> & { stopped?: string }

export type Result = { expected: Profiles; actual: Profiles; disorders: number; counters: Counters }

async function prepare(
  { seed, events, files, people, uploads, deletes, faults }: Trial,
  folder: Folder,
  onRequest?: () => void
) {
  const input = folder.path(`events-${seed}`)
  mkdirSync(input)
  // Files of a folder are delivered by name.
  const paths = Array.from({ length: files }, (_, index) => join(input, `${String(index).padStart(5, '0')}.ndjson`))
  const expected = await writeScenario(paths, seed, events, people)
  const subscriptions = folder.write('subscriptions.json', JSON.stringify(subscriptionsWith(uploads, deletes)))
  const emulator = await startEmulator({ faults, onRequest })
  const toResult = (): Omit<Result, 'disorders'> => ({
    expected,
    actual: Object.fromEntries(
      Array.from(emulator.profiles().values(), ({ identity, profileData }) => [identity, { ...profileData }])
    ),
    counters: emulator.counters()
  })
  const args = ['deliver', input, '--subscriptions', subscriptions]
  return { args, emulator, toResult }
}

type Upload = { d?: { identity: string; profileData: { seq: number } }[] }

const recordsOf = (exchanges: readonly Exchange[]) =>
  exchanges.flatMap(({ body }) => (body === '' ? [] : (JSON.parse(body) as Upload).d ?? []))

/** How often a record arrived after a later one of the same person. */
function countDisorders(exchanges: readonly Exchange[]): number {
  const lastSeqOf = new Map<string, number>()
  return recordsOf(exchanges).filter(({ identity, profileData: { seq } }) => {
    const last = lastSeqOf.get(identity) ?? 0
    lastSeqOf.set(identity, seq)
    return seq < last
  }).length
}

/** One run to its end, while requests fail in every way. */
export async function deliverThroughFaults(
  trial: Trial,
  folder: Folder,
  run: (args: string[], environment: Record<string, string>) => Promise<unknown>
): Promise<Result & { report: Report }> {
  const { args, emulator, toResult } = await prepare(trial, folder)
  try {
    await run([...args, '--report', folder.path('report.json')], environmentOf(emulator))
    return { ...toResult(), disorders: countDisorders(emulator.journal), report: folder.json('report.json') }
  } finally {
    await emulator.close()
  }
}

/**
 * `begunAfter`: the line of the checkpoint at the start of each process. `repeated`: how many processes sent an event
 * that the checkpoint they began with had settled.
 */
export type Lives = {
  begunAfter: number[]
  settledThrough: number
  repeated: number
  lastExitCode: number | null
}

/**
 * Runs the program with a checkpoint and kills it without warning, `kills` times at random moments; then lets it end.
 */
export async function deliverKilled(
  trial: Trial,
  folder: Folder,
  kills: number,
  requestsPerLife: number
): Promise<Result & Lives> {
  let onRequest: () => void = () => undefined
  const { args, emulator, toResult } = await prepare(trial, folder, () => onRequest())
  const number = createNumbers(trial.seed)
  const checkpoint = folder.path(`checkpoint-${trial.seed}`)
  const readLine = () => (existsSync(checkpoint) ? JSON.parse(readFileSync(checkpoint, 'utf8')).settledThrough : 0)
  const begunAfter: number[] = []
  let [repeated, disorders] = [0, 0]
  try {
    for (;;) {
      const [settledThrough, seen] = [readLine(), emulator.journal.length]
      begunAfter.push(settledThrough)
      const { child, ended } = startProgram([...args, '--checkpoint', checkpoint], environmentOf(emulator))
      const lastRequest = begunAfter.length <= kills ? 2 + number(requestsPerLife) : Infinity
      let requests = 0
      // A process that dies before it has moved the checkpoint begins as the one before it did, and proves nothing.
      onRequest = () => {
        requests++
        if (requests >= lastRequest && readLine() > settledThrough) {
          child.kill('SIGKILL')
        }
      }
      const { exitCode, signal } = await ended
      const exchanges = emulator.journal.slice(seen)
      disorders += countDisorders(exchanges)
      // `seq` is the number of the line.
      repeated += recordsOf(exchanges).some(({ profileData: { seq } }) => seq <= settledThrough) ? 1 : 0
      if (signal !== 'SIGKILL') {
        return { ...toResult(), disorders, begunAfter, settledThrough: readLine(), repeated, lastExitCode: exitCode }
      }
    }
  } finally {
    await emulator.close()
  }
}
