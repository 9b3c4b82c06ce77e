/** The end of a run: how it went, why it stopped, where to continue, and the exit code of it. */
import type { StopReason } from '../run/books'
import { toText } from '../failure'
import type { Failure } from '../failure'
import { toPlaceText } from '../files/input'
import type { Input } from '../files/input'
import { toPrintable } from '../printable'
import { createPaint, toColumns, toFit } from './layout'
import { toWords } from './progress'
import { toJson, toSummary } from './report'
import type { Report } from './report'
import type { DeliverFiles } from '../files/open'
import type { Delivery } from '../delivery'
import type { Places } from './places'
import { outputClosed } from '../io'
import type { World } from '../io'

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
    if (!report.stopped) {
      tellOfMatches(report, stderr)
    } else {
      const settled = toSettled(report, input)
      const isAtStart = report.settledThrough <= report.skipped
      const lines = failure
        ? [toText(failure), ...(isAtStart ? [] : [settled, toNext(report, options)])]
        : [`${explainStop(report.stopped, report)}${toRemedy(report)} ${settled}`, toNext(report, options)]
      stderr.write(`${toFit(lines.join('\n'), stderr)}\n`)
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
  givenUp: 'Stopped, because an event could not be delivered for as long as events are retried.'
}

/** Why a run ended early, for people. */
export const explainStop = (stopped: StopReason, { retryAfterSeconds }: Report): string =>
  explanations[stopped] + (retryAfterSeconds === undefined ? '' : ` ${toWords(retryAfterSeconds)}.`)

const toRemedy = ({ stopped }: Report) =>
  stopped === 'givenUp' ? ' With --undelivered FILE the run keeps such events and goes on.' : ''

/** Up to where nothing has to be done again, for people. */
export function toSettled({ settledThrough: line }: Report, input: Input): string {
  const place = input.sources.length > 1 && line > 0 ? ` (${toPrintable(toPlaceText(input.locate(line)))})` : ''
  return `Everything up to line ${line}${place} is settled.`
}

/** Where the next run begins. */
function toPosition({ settledThrough }: Report, input: Input) {
  return settledThrough === 0 ? {} : { position: input.locate(settledThrough) }
}

const toNext = ({ settledThrough }: Report, { checkpoint }: Ending['options']) =>
  `To continue: ${checkpoint === undefined ? `--skip ${settledThrough}` : 'the same command'}.`

function tellOfMatches({ read, malformed, notSubscribed }: Report, stderr: World['stderr']): void {
  if (read > 0 && notSubscribed === read - malformed && notSubscribed > 0) {
    const warning = 'Warning: no event matched a subscription, so nothing was sent. --subscriptions names other ones.'
    stderr.write(`${toFit(warning, stderr)}\n`)
  }
}
