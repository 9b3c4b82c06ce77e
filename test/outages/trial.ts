/** One trial: a file is delivered by processes that outages and kills end, one after the other, until it is done. */
import { existsSync, readFileSync } from 'fs'
import type { Ended, Start } from '../../src/deliver/__tests__/__helpers__/program'
import { environmentOf } from '../../src/deliver/__tests__/__helpers__/command'
import type { createFolder } from '../../src/deliver/__tests__/__helpers__/command'
import { startEmulator } from '../../src/emulator'
import type { Exchange, OneShotFault } from '../../src/emulator'
import { createNumbers } from '../chaos/scenario'
import type { Outcome } from '../support/trials'

export type Setting = {
  /** How CleverTap fails: with a status, by cutting the connection, or with a 200 that is no answer. */
  status: number | 'cut' | 'garbage'
  retryAfter: 'none' | 'short' | 'long' | 'absurd'
  events: number
  keepsUndelivered: boolean
  subscriptions: 1 | 2
}

const retryAfters: Record<Setting['retryAfter'], (string | undefined)[]> = {
  none: [undefined],
  short: ['1'],
  long: ['600'],
  absurd: ['99999999999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT']
}

/** What happens while one process of the program lives. */
type Life = {
  /** Absent: everything is taken. */
  fault?: OneShotFault
  /** How many uploads are taken before the fault begins. */
  takesFirst: number
  /** Whether only uploads of the second subscription fail. */
  isPartial: boolean
  /** Whether the test of the credentials fails as well. */
  isTestTroubled: boolean
}

/** Identities of the second subscription begin with this. */
const secondPrefix = 'other-'

const batchSize = 500

function toFault(status: Setting['status'], retryAfter: string | undefined): OneShotFault {
  return status === 'cut'
    ? { kind: 'cutBefore' }
    : {
        kind: 'status',
        status: status === 'garbage' ? 200 : status,
        body: '<html>',
        contentType: 'text/html',
        retryAfter
      }
}

const subscriptionsOf = (count: 1 | 2) =>
  ['$.userId', '$.traits.other'].slice(0, count).map((path) => ({
    partnerAction: 'userUpload',
    subscribe: 'type = "identify"',
    mapping: { identity: { '@path': path }, profileData: { '@path': '$.traits' }, batch_size: batchSize }
  }))

/** One person a line. At `refusedLine` the identity is one that is refused before anything is sent. */
function toFile(events: number, refusedLine: number): string {
  const lines: string[] = []
  for (let line = 1; line <= events; line++) {
    const [userId, other] = line === refusedLine ? ['null', 'null'] : [`u-${line}`, `${secondPrefix}${line}`]
    lines.push(`${JSON.stringify({ type: 'identify', userId, traits: { other } })}\n`)
  }
  return lines.join('')
}

type Counts = { taken: number; failed: number; isKilled: boolean }

/**
 * @param seed decides when processes are killed, and what the outages are like
 * @param start starts the program; where it has no process of its own, it is asked to stop instead of killed
 */
export async function runTrial(
  { status, retryAfter, events, keepsUndelivered, subscriptions }: Setting,
  seed: number,
  folder: ReturnType<typeof createFolder>,
  start: Start
): Promise<Outcome> {
  const number = createNumbers(seed)
  const requestsNeeded = Math.ceil(events / batchSize) * subscriptions
  const refusedLine = number(3) === 0 ? 1 + number(events) : 0
  const [checkpoint, undelivered] = [folder.path(`${seed}.checkpoint`), folder.path(`${seed}.undelivered`)]
  const args = [
    'deliver',
    folder.write(`${seed}.ndjson`, toFile(events, refusedLine)),
    ...['--subscriptions', folder.write(`${seed}.json`, JSON.stringify(subscriptionsOf(subscriptions)))],
    ...['--checkpoint', checkpoint, '--give-up-after', retryAfter === 'none' ? '200ms' : '1500ms'],
    ...(keepsUndelivered ? ['--undelivered', undelivered] : [])
  ]
  let onRequest: (exchange: Exchange) => OneShotFault | undefined = () => undefined
  const emulator = await startEmulator({ journalCharacters: 0, onRequest: (exchange) => onRequest(exchange) })
  const environment = environmentOf(emulator)
  const ends: string[] = []
  const problems: string[] = []

  const settledThrough = () =>
    existsSync(checkpoint) ? (JSON.parse(readFileSync(checkpoint, 'utf8')).settledThrough as number) : 0
  const keptLines = () => new Set(existsSync(undelivered) ? parseLines(readFileSync(undelivered, 'utf8')) : [])
  /** The lines all of whose records the emulator has. */
  const takenLines = () => {
    const profiles = emulator.profiles()
    const isTaken = (line: number) =>
      profiles.has(`u-${line}`) && (subscriptions === 1 || profiles.has(`${secondPrefix}${line}`))
    return new Set(Array.from({ length: events }, (_, index) => index + 1).filter(isTaken))
  }

  const check = ({ exitCode, stderr }: Ended, keptBefore: Set<number>, { taken, failed, isKilled }: Counts) => {
    const atServer = takenLines()
    const kept = keptLines()
    const settled = settledThrough()
    for (let line = 1; line <= events; line++) {
      const isAtServer = atServer.has(line)
      const isLost = !isAtServer && !kept.has(line) && (keepsUndelivered || line !== refusedLine)
      if (line <= settled && isLost) {
        problems.push(`line ${line} is neither at the server nor in the file, but settled`)
      }
      if (exitCode === 0 && !isAtServer) {
        problems.push(`exit code 0, but line ${line} is not at the server`)
      }
    }
    const isOutage = failed > 0 && taken === 0
    const added = Array.from(kept).filter((line) => !keptBefore.has(line) && line !== refusedLine)
    if (isOutage && added.length > 0) {
      problems.push(`an outage put ${added.length} events into the file`)
    }
    if (exitCode !== null && ![0, 1, 3].includes(exitCode)) {
      problems.push(`exit code ${exitCode}: ${stderr}`)
    }
    const isLong = (retryAfter === 'long' || retryAfter === 'absurd') && status !== 'cut'
    if (isOutage && isLong && !isKilled && exitCode === 3 && !stderr.includes('CleverTap asked to wait')) {
      problems.push(`no message names the time that CleverTap asked for: ${stderr}`)
    }
  }

  const live = async ({ fault, takesFirst, isPartial, isTestTroubled }: Life, killAt: number) => {
    const keptBefore = keptLines()
    const counts: Counts = { taken: 0, failed: 0, isKilled: false }
    const { kill, ended } = start(args, environment)
    onRequest = ({ method, body }) => {
      if (method === 'GET') {
        return isTestTroubled ? fault : undefined
      }
      const count = counts.taken + counts.failed + 1
      const isAffected = !isPartial || body.includes(`"identity":"${secondPrefix}`)
      const fails = fault !== undefined && isAffected && count > takesFirst
      counts[fails ? 'failed' : 'taken']++
      if (count === killAt) {
        counts.isKilled = true
        kill('SIGKILL')
      }
      return fails ? fault : undefined
    }
    const outcome = await ended
    ends.push(outcome.signal ?? String(outcome.exitCode))
    check(outcome, keptBefore, counts)
    return outcome.exitCode
  }

  try {
    for (let troubled = 1 + number(3); troubled > 0; troubled--) {
      const choices = retryAfters[retryAfter]
      const life = {
        fault: number(4) === 0 ? undefined : toFault(status, choices[number(choices.length)]),
        takesFirst: number(2) * number(requestsNeeded + 1),
        isPartial: subscriptions === 2 && number(2) === 0,
        isTestTroubled: number(4) === 0
      }
      await live(life, life.fault && number(2) === 0 ? Infinity : 1 + number(requestsNeeded + 1))
    }
    const healthy = { takesFirst: 0, isPartial: false, isTestTroubled: false }
    const [first, second] = [await live(healthy, Infinity), await live(healthy, Infinity)]
    const isAllTaken = takenLines().size === events
    if (first !== second || first !== (isAllTaken ? 0 : 1) || settledThrough() !== events) {
      problems.push(`ended with ${first} and ${second} at line ${settledThrough()}, all at the server: ${isAllTaken}`)
    }
    return { ends, problems }
  } finally {
    await emulator.close()
  }
}

/** The line numbers in an undelivered file; an entry that a kill cut short counts as none. */
function parseLines(text: string): number[] {
  const entries = text.split('\n').slice(0, -1)
  return entries.map((entry) => (JSON.parse(entry) as { line: number }).line)
}
