/** The end of `deliver`: tells how it went, why it stopped and where to continue, and makes the exit code of it. */
import type { StopReason } from '../delivery/books'
import type { Failure } from '../failure'
import { toPlaceText } from '../files/input'
import type { Input } from '../files/input'
import { toPrintable } from '../printable'
import { createPaint, toColumns } from '../terminal/layout'
import { toWords } from '../terminal/progress'
import { toJson, toSummary } from '../terminal/report'
import type { Report } from '../terminal/report'
import type { DeliverFiles } from './deliver-files'
import type { Delivery } from './deliver-input'
import type { Places } from './places'
import { outputClosed } from './world'
import type { World } from './world'

export type Ending = { options: { json?: boolean; checkpoint?: string }; files: DeliverFiles; places: Places }

/**
 * Whatever happened: counts first, and then what failed.
 * @returns the exit code
 * @throws Failure if the report cannot be written
 */
export function finish({ report, failure }: Delivery, { options, files, places }: Ending, world: World): number {
  const { stdout, stderr, environment, signal } = world
  const { input } = files
  const content = toJson({ ...report, ...toPosition(report, input) })
  let failed = failure
  try {
    files.writeReport(content)
  } catch (error) {
    failed = failed ?? (error as Failure)
  }
  const look = { columns: toColumns(stdout), paint: createPaint(stdout, environment), firstPlace: places.first }
  stdout.write(options.json ? content : `${toSummary(report, look)}\n`)
  if (signal.reason !== outputClosed) {
    tellOfMatches(report, stderr)
    if (report.stopped) {
      const why = failure ? failure.message : explain(report.stopped, report)
      stderr.write(`${why}${failure && isAtStart(report) ? '' : toContinuation(report, input, options.checkpoint)}\n`)
    }
  }
  if (failed && failed !== failure) {
    throw failed
  }
  return failed ? 2 : report.allDelivered && !report.stopped ? 0 : 1
}

const explanations: Record<StopReason, string> = {
  interrupted: 'Stopped as asked.',
  failed: 'Stopped.',
  unauthorized: 'Stopped, because CleverTap refused the credentials.',
  outage: 'Stopped, because CleverTap took nothing for as long as events are retried.',
  retryAfter: 'Stopped, because CleverTap asked to wait longer than events are retried:',
  givenUp:
    'Stopped, because an event could not be delivered for as long as events are retried. With --undelivered FILE the run keeps such events and goes on.'
}

function explain(stopped: StopReason, { retryAfterSeconds }: Report): string {
  return explanations[stopped] + (retryAfterSeconds === undefined ? '' : ` ${toWords(retryAfterSeconds)}.`)
}

/** Where the next run begins. */
function toPosition({ settledThrough }: Report, input: Input) {
  return settledThrough === 0 ? {} : { position: input.locate(settledThrough) }
}

const isAtStart = ({ settledThrough, skipped }: Report) => settledThrough <= skipped

function toContinuation(report: Report, input: Input, checkpoint: string | undefined): string {
  const line = report.settledThrough
  const place = input.sources.length > 1 && line > 0 ? ` (${toPrintable(toPlaceText(input.locate(line)))})` : ''
  const next = checkpoint === undefined ? `--skip ${line}` : 'the same command'
  return ` Everything up to line ${line}${place} is settled.\nTo continue: ${next}.`
}

function tellOfMatches({ read, malformed, notSubscribed }: Report, stderr: World['stderr']): void {
  if (read > 0 && notSubscribed === read - malformed && notSubscribed > 0) {
    stderr.write('Warning: no event matched a subscription, so nothing was sent. --subscriptions names other ones.\n')
  }
}
