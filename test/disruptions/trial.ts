/** One trial: a file is delivered while processes, files and the disk fail at random moments, until it is done. */
import { execFileSync } from 'child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'fs'
import { join } from 'path'
import { startEmulator } from '../../src/emulator'
import type { Faults, OneShotFault } from '../../src/emulator'
import type { Start } from '../../src/deliver/__tests__/__helpers__/program'
import { environmentOf } from '../../src/deliver/__tests__/__helpers__/command'
import type { createFolder } from '../../src/deliver/__tests__/__helpers__/command'
import { createNumbers } from '../chaos/scenario'
import type { Outcome } from '../support/trials'

export const disruptions = [
  'kill',
  'interrupt',
  'fullDisk',
  'removedFolder',
  'removedCheckpoint',
  'removedUndelivered',
  'secondRun'
] as const
export type Disruption = typeof disruptions[number]

/** From then on, no file takes a byte more: a disk that is full, for one process. */
const fillDisk = (pid: number) => execFileSync('prlimit', ['--pid', String(pid), '--fsize=0'])

const batchSize = 10
const subscriptions = [
  {
    partnerAction: 'userUpload',
    subscribe: 'type = "identify"',
    mapping: { identity: { '@path': '$.userId' }, profileData: { '@path': '$.traits' }, batch_size: batchSize }
  }
]

/** A process that has not ended by then hangs. */
const patienceMs = 60_000

/**
 * @param events how many; one of them may be refused by CleverTap for good, so that it goes to the undelivered file
 * @param seed decides when it happens, and how often
 * @param start starts the program
 */
export async function runTrial(
  disruption: Disruption,
  events: number,
  seed: number,
  folder: ReturnType<typeof createFolder>,
  start: Start
): Promise<Outcome> {
  const number = createNumbers(seed)
  const refusedLine = number(2) === 0 ? 1 + number(events) : 0
  const lines = Array.from({ length: events }, (_, index) => index + 1)
  const toEvent = (line: number) => `${JSON.stringify({ type: 'identify', userId: `u-${line}`, traits: { line } })}\n`
  const kept = folder.path(`kept-${seed}`)
  const [checkpoint, undelivered] = [join(kept, 'checkpoint'), join(kept, 'undelivered')]
  const args = [
    'deliver',
    folder.write(`${seed}.ndjson`, lines.map(toEvent).join('')),
    ...['--subscriptions', folder.write(`${seed}.json`, JSON.stringify(subscriptions))],
    ...['--checkpoint', checkpoint, '--undelivered', undelivered]
  ]
  const faults: Faults = {
    latencyMs: 5,
    refusals: [{ identity: `u-${refusedLine}`, code: 515 }],
    // Repeated after half a second; enough to leave gaps in what is settled.
    errors: { 503: 0.03 },
    seed
  }
  let onUpload: () => OneShotFault | void = () => undefined
  const emulator = await startEmulator({
    faults,
    journalCharacters: 0,
    onRequest: ({ method }) => (method === 'POST' ? onUpload() : undefined)
  })
  const environment = environmentOf(emulator)
  const ends: string[] = []
  const problems: string[] = []

  const missingLines = () => {
    const profiles = emulator.profiles()
    return lines.filter((line) => !profiles.has(`u-${line}`))
  }

  const run = async () => {
    mkdirSync(kept, { recursive: true })
    const { kill, ended } = start(args, environment)
    const patience = setTimeout(() => {
      problems.push('a process did not end')
      kill('SIGKILL')
    }, patienceMs)
    const outcome = await ended
    clearTimeout(patience)
    return outcome
  }

  /** What must hold of every process, however it ended. */
  const check = ({ exitCode, signal, stdout, stderr }: Awaited<ReturnType<typeof run>>) => {
    ends.push(signal ?? String(exitCode))
    const missing = missingLines()
    if (exitCode === 0 && missing.length > 0) {
      problems.push(`exit code 0, but ${missing.length} events are not at the server`)
    }
    if (exitCode !== null && ![0, 1, 2, 3].includes(exitCode)) {
      problems.push(`exit code ${exitCode}: ${stderr}`)
    }
    // It first prints where it delivers, then what happened.
    const printed = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => line.trim() !== '' && !/^(Delivering to|Continuing after)/.test(line))
    if (exitCode !== null && exitCode !== 0 && printed.length === 0) {
      problems.push(`exit code ${exitCode} without a message`)
    }
    if (/Unexpected|\n +at /.test(stderr)) {
      problems.push(stderr)
    }
  }

  const disrupt = async () => {
    const due = 1 + number(Math.ceil(events / batchSize))
    let uploads = 0
    let second: Promise<void> | undefined
    mkdirSync(kept, { recursive: true })
    const { pid = 0, kill, ended } = start(args, environment)
    const happen: { [Kind in Disruption]: () => OneShotFault | void } = {
      kill: () => kill('SIGKILL'),
      interrupt: () => kill((['SIGINT', 'SIGTERM', 'SIGHUP'] as const)[number(3)]),
      fullDisk: () => void fillDisk(pid),
      removedFolder: () => rmSync(kept, { recursive: true, force: true }),
      removedCheckpoint: () => rmSync(checkpoint, { force: true }),
      removedUndelivered: () => rmSync(undelivered, { force: true }),
      secondRun: () => {
        // The first is not done before the second has ended.
        emulator.setFaults({ errors: { 503: 1 } })
        second = run().then(({ exitCode, stderr }) => {
          emulator.setFaults(faults)
          if (exitCode !== 2 || !stderr.includes('in use by')) {
            problems.push(`a second run ended with ${exitCode}: ${stderr}`)
          }
        })
        return { kind: 'status', status: 503 }
      }
    }
    onUpload = () => (++uploads === due ? happen[disruption]() : undefined)
    const outcome = await ended
    await second
    check(outcome)
  }

  const keptLines = () =>
    (existsSync(undelivered) ? readFileSync(undelivered, 'utf8') : '')
      .split('\n')
      .flatMap((text) => (text === '' ? [] : [(JSON.parse(text) as { line: number }).line]))

  try {
    for (let disrupted = 1 + number(3); disrupted > 0; disrupted--) {
      await disrupt()
    }
    let last = await run()
    check(last)
    if (last.exitCode === 2) {
      // A file of an earlier run is gone, and the other one says so: begin anew, as the message advises.
      rmSync(kept, { recursive: true, force: true })
      last = await run()
      check(last)
    }
    const missing = missingLines()
    const expected = refusedLine === 0 ? [] : [refusedLine]
    if (last.exitCode !== expected.length || missing.join() !== expected.join()) {
      problems.push(`ended with ${last.exitCode}, without lines ${missing.join()}: ${last.stderr}`)
    }
    const isKeptWhole = !disruption.startsWith('removed')
    if (isKeptWhole && keptLines().join() !== expected.join()) {
      problems.push(`the undelivered file has the lines ${keptLines().join()}, not ${expected.join()}`)
    }
    return { ends, problems }
  } finally {
    await emulator.close()
  }
}
