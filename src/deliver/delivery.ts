/** One delivery from the first event to the report: what `deliver` and `sample` share. */
import type { Settings } from '../destinations/clevertap/generated-types'
import { withEndpoint } from '../segment/with-endpoint'
import type { SettledLine, Settlement } from './run/books'
import { createSend } from '../segment/destination'
import type { Lane } from '../segment/lanes'
import { Run } from './run/run'
import type { Pace } from './run/sender'
import { Failure } from './failure'
import type { Input } from './files/input'
import { showProgress, showSilence } from './terminal/progress'
import type { Snapshot } from './terminal/progress'
import type { Report } from './terminal/report'
import { isNobodyThere } from './credentials'
import { outputClosed } from './io'
import type { World } from './io'

export type DeliveryOptions = {
  settings: Settings
  lanes: Lane[]
  input: Input
  pace: Pace
  /** What earlier runs have settled, or `--skip` leaves out. */
  start: Settlement
  /** Whether to show how far it is; in any case it is told when CleverTap takes nothing. */
  showsProgress: boolean
  onSettled?: (settled: SettledLine) => void
  /** Whether `onSettled` keeps the events that were not delivered. */
  keepsUndelivered?: boolean
  onProgress?: (settlement: Settlement) => void
}

/** `failure`: reading or writing a file ended the run; the report speaks of what was settled until then. */
export type Delivery = { report: Report; failure?: Failure }

/** Delivers the whole input, or what there is time for. */
export async function deliverInput(options: DeliveryOptions, { stderr, signal }: World): Promise<Delivery> {
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
  // Whoever types would type into the line of progress.
  const isTyped = input.sources.some(({ isKeyboard }) => isKeyboard)
  const show = options.showsProgress && !isTyped ? showProgress : showSilence
  const progress = show(stderr, settings.clevertapEndpoint, createSnapshots(run, input))
  const interrupt = () => {
    if (signal.reason !== outputClosed && run.books.openEvents > 0) {
      const text = 'Stopping. Waiting for the answers to what is under way, at most 30 s.\nCtrl-C again ends at once.'
      progress.say(text)
    }
    run.stop({ reason: 'interrupted' })
  }
  signal.addEventListener('abort', interrupt)
  if (signal.aborted) {
    interrupt()
  }
  const unwatch = watchThisMachine(settings.clevertapEndpoint, () => {
    progress.say(`Nothing listens at ${settings.clevertapEndpoint} any more.`)
    run.stop({ reason: 'outage' })
  })
  let failure: Failure | undefined
  try {
    await run.deliver(input.lines(), input.stop)
  } catch (error) {
    if (!(error instanceof Failure)) {
      throw error
    }
    failure = error
  } finally {
    unwatch()
    progress.stop()
    signal.removeEventListener('abort', interrupt)
  }
  const { books, stopped } = run
  const report = {
    ...books.counts,
    reasons: books.reasons,
    skipped: start.settledThrough,
    ...books.settlement(),
    ...(stopped && { stopped: stopped.reason }),
    ...(stopped?.reason === 'retryAfter' && { retryAfterSeconds: Math.ceil(stopped.retryAfterMs / 1000) })
  }
  return { report, ...(failure && { failure }) }
}

const watchEveryMs = 2000
const refusalsToBelieve = 5

/**
 * Calls back once nothing has listened on this machine for ten seconds: time enough to start an emulator again, and not the
 * minutes for which trouble of the network is retried.
 * @returns a function that ends it
 */
function watchThisMachine(endpoint: string, onGone: () => void): () => void {
  let refusals = 0
  const timer = setInterval(() => {
    void isNobodyThere(endpoint).then((isRefused) => {
      refusals = isRefused ? refusals + 1 : 0
      if (refusals === refusalsToBelieve) {
        onGone()
      }
    })
  }, watchEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Takes snapshots one after another, and so knows since when nothing was settled. */
function createSnapshots(run: Run, { totalBytes, bytesRead }: Input): () => Snapshot {
  let settledBefore = -1
  let changedAt = performance.now()
  return () => {
    const { read, delivered, invalid, rejected, unauthorized } = run.books.counts
    const waiting = run.books.openEvents
    if (read !== settledBefore || waiting === 0) {
      settledBefore = read
      changedAt = performance.now()
    }
    return {
      read: read + waiting,
      delivered,
      refused: invalid + rejected + unauthorized,
      waiting,
      silentSeconds: (performance.now() - changedAt) / 1000,
      ...(totalBytes && { share: bytesRead() / totalBytes })
    }
  }
}
