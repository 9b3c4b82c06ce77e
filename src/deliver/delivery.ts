/** One delivery from the first event to the report: what `deliver` and `sample` share. */
import { Run } from './run/run'
import type { RunOptions } from './run/run'
import { Failure } from './failure'
import { toLocationText } from './files/input'
import type { Input } from './files/input'
import { showProgress, showSilence } from './terminal/progress'
import type { Snapshot } from './terminal/progress'
import { settledThrough } from './settled'
import type { SettledLine, Settlement } from './settled'
import type { Look, Report } from './terminal/report'
import { onAbort, outputClosed } from './io'
import type { Io } from './io'

export type DeliveryOptions = Pick<RunOptions, 'send' | 'subscribers' | 'pace'> & {
  /** The endpoint, as messages name it. */
  endpoint: string
  input: Input
  /** What earlier runs have settled, or `--skip` leaves out; nothing if absent. */
  start?: Settlement
  /** Whether to show progress; an outage is always shown. */
  showsProgress?: boolean
  onSettled?: (settled: SettledLine) => void
  /** Whether `onSettled` keeps the events that were not delivered. */
  keepsUndelivered?: boolean
  /** Called whenever events may have been settled. */
  onProgress?: (settlement: () => Settlement) => void
}

/** `failure`: reading or writing a file ended the run; the report speaks of what was settled until then. */
export type Delivery = {
  report: Report
  settlement: Settlement
  failure?: Failure
  /** Where the first line of a fate with this reason is. */
  firstLocation: NonNullable<Look['firstLocation']>
}

/** Delivers the whole input, or what there is time for. */
export async function deliverInput(options: DeliveryOptions, { stderr, signal }: Io): Promise<Delivery> {
  const { endpoint, input, start = settledThrough(0) } = options
  const { onSettled = () => undefined, onProgress = () => undefined, keepsUndelivered = false } = options
  const run: Run = new Run({
    ...options,
    start,
    onSettled,
    keepsUndelivered,
    onProgress: () => onProgress(() => run.tracker.settlement())
  })
  // At a keyboard, progress would overwrite the line that is typed.
  const isTyped = input.sources.some(({ isKeyboard }) => isKeyboard)
  const show = options.showsProgress && !isTyped ? showProgress : showSilence
  const progress = show(stderr, endpoint, createSnapshots(run, input))
  const endInterrupt = onAbort(signal, () => {
    if (signal.reason !== outputClosed && run.tracker.openEvents > 0) {
      const text = 'Stopping. Waiting for the answers to what is under way, at most 30 s.\nCtrl-C again ends at once.'
      progress.say(text)
    }
    run.stop({ reason: 'interrupted' })
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
    progress.stop()
    endInterrupt()
  }
  const { tracker, stopped } = run
  const settlement = tracker.settlement()
  const report: Report = {
    ...tracker.counts,
    left: tracker.left,
    reasons: tracker.reasons,
    skipped: start.settledThrough,
    settledThrough: settlement.settledThrough,
    complete: !stopped,
    ...(stopped && { stopped: stopped.reason }),
    ...(stopped?.reason === 'retryAfter' && { retryAfterSeconds: Math.ceil(stopped.retryAfterMs / 1000) })
  }
  const firstLocation: Delivery['firstLocation'] = (fate, reason) => {
    const line = tracker.firstLineOf(fate, reason)
    return line === undefined ? undefined : toLocationText(input.locate(line))
  }
  return { report, settlement, firstLocation, ...(failure && { failure }) }
}

/** Takes snapshots one after another, and so knows since when nothing was settled, and how fast it went on. */
function createSnapshots({ tracker }: Run, { totalBytes, bytesThrough }: Input): () => Snapshot {
  let settledBefore = -1
  let changedAt = performance.now()
  let first: { share: number; at: number } | undefined
  return () => {
    const now = performance.now()
    const { read, delivered, invalid, rejected } = tracker.counts
    const waiting = tracker.openEvents
    if (read - waiting !== settledBefore || waiting === 0) {
      settledBefore = read - waiting
      changedAt = now
    }
    const share = totalBytes && bytesThrough(tracker.lastLine - waiting) / totalBytes
    if (share !== undefined && first === undefined && read > 0) {
      // What an earlier run had settled took no time.
      first = { share, at: now }
    }
    const silentSeconds = (now - changedAt) / 1000
    const snapshot = { read, delivered, refused: invalid + rejected, waiting, silentSeconds, share }
    if (share === undefined || first === undefined || share <= first.share) {
      return snapshot
    }
    const secondsLeft = ((now - first.at) / 1000 / (share - first.share)) * (1 - share)
    return { ...snapshot, secondsLeft }
  }
}
