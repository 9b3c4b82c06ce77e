/** The end of a run: how it went, why it stopped, where to continue, and the exit code of it. */
import type { StopReason } from '../run/retry-plans'
import { toText } from '../failure'
import type { Failure } from '../failure'
import { toLocationText } from '../files/input'
import type { Input } from '../files/input'
import { toPrintable } from '../printable'
import { createPaint, toColumns, toFit } from './layout'
import { toWords } from './progress'
import { toJson, toSummary } from './report'
import type { Report } from './report'
import type { DeliverFiles } from '../files/open'
import { countUndelivered } from '../settled'
import type { Delivery } from '../delivery'
import { outputClosed } from '../io'
import type { Io } from '../io'

/** `savedThrough`: up to where everything is settled by the checkpoint on disk. */
export type Printing = {
  options: { json?: boolean; checkpoint?: string }
  files: DeliverFiles
  savedThrough?: number
}

/**
 * Whatever happened: counts first, and then what failed.
 * @returns the exit code
 * @throws Failure if the report cannot be written
 */
export function finish({ report, failure, firstLocation }: Ended, printing: Printing, io: Io): number {
  const { stdout, stderr, environment, signal } = io
  const { options, files } = printing
  const { input } = files
  const content = toJson({ ...report, ...toPosition(report, input) })
  let failed = failure
  try {
    files.writeReport(content)
  } catch (error) {
    failed = failed ?? (error as Failure)
  }
  const look = { columns: toColumns(stdout), paint: createPaint(stdout, environment), firstLocation }
  stdout.write(options.json ? content : `${toSummary(report, look)}\n`)
  if (signal.reason !== outputClosed) {
    if (matchedNothing(report)) {
      stderr.write(`${toFit(nothingMatched, stderr)}\n`)
    }
    if (report.stopped) {
      const why = failure ? toText(failure) : `${explainStop(report.stopped, report)}${toRemedy(report)}`
      const lines = [`${why} ${toSettled(report, input)}`, toNext(report, printing)]
      stderr.write(`${toFit(lines.join('\n'), stderr)}\n`)
    }
  }
  if (failed && failed !== failure) {
    throw failed
  }
  return toExitCode(report, failed)
}

/** A delivery that has ended. */
export type Ended = Pick<Delivery, 'report' | 'failure' | 'firstLocation'>

const nothingMatched =
  'Warning: no event matched a subscription, so nothing was sent. --subscriptions names other ones.'

/**
 * 0: everything was delivered, in all runs of the checkpoint. 1: the input is done, and something was not. 2: a file could
 * not be read or written. 3: the run stopped before the end.
 */
export function toExitCode(report: Report, failure?: Failure): number {
  if (failure || report.stopped) {
    return failure ? 2 : 3
  }
  return countUndelivered(report.total ?? report) > 0 || matchedNothing(report) ? 1 : 0
}

/** Whether there were events, and none of them was for a subscription. */
function matchedNothing(report: Report): boolean {
  const { read, left, malformed, duplicates, notSubscribed } = report.total ?? report
  return notSubscribed > 0 && notSubscribed === read - left - malformed - duplicates && !report.stopped
}

const explanations: Record<StopReason, string> = {
  interrupted: 'Stopped as asked.',
  failed: 'Stopped.',
  unauthorized: 'Stopped, because CleverTap refused the credentials.',
  outage: 'Stopped, because CleverTap took nothing for as long as events are retried.',
  retryAfter: 'Stopped, because CleverTap asked to wait longer than events are retried:',
  givenUp: 'Stopped, because an event could not be delivered for as long as events are retried.'
}

/** Why a run ended early, for people. */
export const explainStop = (stopped: StopReason, { retryAfterSeconds }: Report): string =>
  explanations[stopped] + (retryAfterSeconds === undefined ? '' : ` ${toWords(retryAfterSeconds)}.`)

const toRemedy = ({ stopped }: Report) =>
  stopped === 'givenUp' ? ' With --undelivered FILE the run keeps such events and goes on.' : ''

/** Up to where nothing has to be done again, for people. */
export function toSettled({ settledThrough: line }: Report, input: Input): string {
  const location = input.sources.length > 1 && line > 0 ? ` (${toPrintable(toLocationText(input.locate(line)))})` : ''
  return `Everything up to line ${line}${location} is settled.`
}

/** Where the next run begins. */
function toPosition({ settledThrough }: Report, input: Input) {
  return settledThrough === 0 ? {} : { position: input.locate(settledThrough) }
}

/** What the next run will do. */
function toNext({ settledThrough }: Report, { options, savedThrough = settledThrough }: Printing): string {
  if (options.checkpoint === undefined) {
    return `To continue: --skip ${settledThrough}.`
  }
  const isBehind = savedThrough < settledThrough
  return isBehind
    ? `To continue: the same command. It begins after line ${savedThrough}, as the checkpoint says.`
    : 'To continue: the same command.'
}
