/** One delivery from credential test to exit code: what `deliver` and `sample` share. */
import { setTimeout as delay } from 'timers/promises'
import type { Settings } from '../../destinations/clevertap/generated-types'
import { withEndpoint } from '../../with-endpoint'
import type { SettledLine, Settlement } from '../delivery/books'
import { checkCredentials, createSend } from '../delivery/destination'
import type { CredentialCheck } from '../delivery/destination'
import type { Lane } from '../delivery/lanes'
import { Run } from '../delivery/run'
import { maxTimerMs, retryWaitMs } from '../delivery/sender'
import type { Pace } from '../delivery/sender'
import { Failure } from '../failure'
import { splitLines } from '../files/input'
import type { Input } from '../files/input'
import { showProgress } from '../terminal/progress'
import type { Report } from '../terminal/report'
import type { World } from './world'

export type DeliveryOptions = {
  settings: Settings
  lanes: Lane[]
  input: Input
  pace: Pace
  /** What earlier runs have settled, or `--skip` leaves out. */
  start: Settlement
  showsProgress: boolean
  onSettled?: (settled: SettledLine) => void
  /** Whether `onSettled` keeps the events that were not delivered. */
  keepsUndelivered?: boolean
  onProgress?: (settlement: Settlement) => void
}

/** Repeats the credential test while CleverTap does not say, within the time that events are retried. */
export async function verifyCredentials(settings: Settings, pace: Pace, signal: AbortSignal): Promise<CredentialCheck> {
  const definition = withEndpoint(settings.clevertapEndpoint)
  const startedAt = performance.now()
  for (let tries = 1; ; tries++) {
    const check = await checkCredentials(definition, settings)
    const timeLeftMs = startedAt + pace.giveUpAfterMs - performance.now()
    const { verdict, message, retryAfterMs } = check
    if (verdict !== 'unknown' || timeLeftMs <= 0 || signal.aborted) {
      return check
    }
    if (retryAfterMs > timeLeftMs) {
      return { ...check, message: `${message} CleverTap asked to wait ${toWords(retryAfterMs / 1000)}.` }
    }
    await wait(Math.max(Math.min(retryWaitMs(tries, pace.firstRetryMs), timeLeftMs), retryAfterMs), signal)
  }
}

/** Waits, or returns at once when `signal` is aborted. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + ms
  while (performance.now() < until && !signal.aborted) {
    await delay(Math.min(until - performance.now(), maxTimerMs), undefined, { signal }).catch(() => undefined)
  }
}

/** A time that CleverTap asked for: exact, and as people say it. */
export function toWords(seconds: number): string {
  const exact = `${Math.ceil(seconds).toLocaleString('en-US')} s`
  const [unit, length] = seconds < 7200 ? ['min', 60] : seconds < 2 * 86_400 ? ['h', 3600] : ['days', 86_400]
  return seconds < 120 ? exact : `${exact} (${Math.round(seconds / Number(length)).toLocaleString('en-US')} ${unit})`
}

/** Delivers the whole input, or what there is time for. @throws Failure if a file cannot be read or written */
export async function deliverInput(options: DeliveryOptions, { stderr, signal }: World): Promise<Report> {
  const { settings, lanes, input, pace, start } = options
  const { onSettled = () => undefined, onProgress = () => undefined, keepsUndelivered = false } = options
  const run: Run = new Run({
    lanes,
    pace,
    start,
    send: createSend(withEndpoint(settings.clevertapEndpoint), settings),
    onSettled,
    keepsUndelivered,
    onProgress: () => onProgress(run.books.settlement())
  })
  const interrupt = () => run.stop({ reason: 'interrupted' })
  signal.addEventListener('abort', interrupt)
  if (signal.aborted) {
    interrupt()
  }
  const progress = options.showsProgress ? showProgress(stderr, () => toSnapshot(run, input)) : undefined
  try {
    await run.deliver(splitLines(input.chunks()), input.stop)
  } catch (error) {
    throw error instanceof Failure
      ? withPosition(error, run.books.settlement().settledThrough, start.settledThrough)
      : error
  } finally {
    progress?.stop()
    signal.removeEventListener('abort', interrupt)
  }
  const { books, stopped } = run
  return {
    ...books.counts,
    reasons: books.reasons,
    skipped: start.settledThrough,
    ...books.settlement(),
    ...(stopped && { stopped: stopped.reason }),
    ...(stopped?.reason === 'retryAfter' && { retryAfterSeconds: Math.ceil(stopped.retryAfterMs / 1000) })
  }
}

/** A run that failed on the way can be continued too. */
const withPosition = ({ message }: Failure, line: number, skip: number) =>
  new Failure(line > skip ? `${message} Everything up to line ${line} is settled; --skip ${line} continues.` : message)

function toSnapshot(run: Run, { totalBytes, bytesRead }: Input) {
  const { read, delivered, invalid, rejected, unauthorized } = run.books.counts
  return {
    read: read + run.books.openEvents,
    delivered,
    refused: invalid + rejected + unauthorized,
    waiting: run.books.openEvents,
    ...(totalBytes && { share: bytesRead() / totalBytes })
  }
}
