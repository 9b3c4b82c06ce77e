/** The command `deliver`: files of events into CleverTap. */
import type { Settings } from '../../destinations/clevertap/generated-types'
import type { LineFate, SettledLine, StopReason } from '../delivery/books'
import { toLanes } from '../delivery/lanes'
import type { Pace } from '../delivery/sender'
import { Failure, toFailure } from '../failure'
import { describeFiles, describeSubscriptions, openCheckpoint, readCheckpoint } from '../files/checkpoint'
import type { Checkpoint, Content, Subject } from '../files/checkpoint'
import { toPlaceText } from '../files/input'
import type { Input } from '../files/input'
import { presetSubscriptions, readSubscriptions } from '../files/subscriptions'
import type { Subscription } from '../files/subscriptions'
import { openUndelivered } from '../files/undelivered'
import type { Undelivered } from '../files/undelivered'
import { toPrintable } from '../printable'
import { createPaint, toColumns } from '../terminal/layout'
import { toWords } from '../terminal/progress'
import { toJson, toSummary } from '../terminal/report'
import type { Report } from '../terminal/report'
import { areCredentialsAccepted } from './credentials'
import { openFiles } from './deliver-files'
import type { DeliverFiles, FileOptions } from './deliver-files'
import { deliverInput } from './deliver-input'
import type { Delivery } from './deliver-input'
import { runDry } from './dry-run'
import { createPlaces } from './places'
import type { Places } from './places'
import { parseEndpoint, requireSettings } from './settings'
import { outputClosed } from './world'
import type { World } from './world'

export type DeliverOptions = Pace &
  FileOptions & {
    skip: number
    endpoint?: string
    dryRun?: boolean
    json?: boolean
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

/**
 * @param paths the files of events, `-` for standard input
 * @returns the exit code: 0 if every event that an action takes was delivered, else 1
 */
export async function deliver(paths: string[], options: DeliverOptions, world: World): Promise<number> {
  return options.dryRun ? preview(paths, options, world) : deliverForReal(paths, options, world)
}

async function deliverForReal(paths: string[], options: DeliverOptions, world: World): Promise<number> {
  const settings = requireSettings(world.environment, options.endpoint)
  const subscriptions = await subscriptionsOf(options, world)
  const lanes = toLanes(subscriptions)
  const files = await openFiles(paths, options, world)
  const { input } = files
  const { skip } = options
  let subject: Subject | undefined
  let kept: Content | undefined
  try {
    subject = options.checkpoint === undefined ? undefined : await toSubject(paths, subscriptions, settings)
    kept = subject && options.checkpoint ? await readCheckpoint(options.checkpoint, subject, skip) : undefined
    tellOfContinuation(kept, options, world)
    tellOfKeyboard(paths, world)
    if (!(await areCredentialsAccepted(settings, options, world))) {
      files.discard()
      return 1
    }
  } catch (error) {
    files.discard()
    throw error
  }
  const { settledThrough = 0, allDelivered = true } = kept ?? {}
  const start = { settledThrough: Math.max(skip, settledThrough), allDelivered }
  const undelivered = files.undelivered && (await openUndelivered(files.undelivered, start.settledThrough))
  const skipped = skip > settledThrough ? skip : kept?.skipped ?? 0
  const checkpoint =
    subject && options.checkpoint !== undefined
      ? openCheckpoint(options.checkpoint, { ...subject, skipped }, undelivered?.sync)
      : undefined
  const places = createPlaces(input)
  let delivery: Delivery
  try {
    delivery = await deliverInput(
      {
        settings,
        lanes,
        input,
        pace: options,
        start,
        showsProgress: true,
        keepsUndelivered: undelivered !== undefined,
        onSettled: (settled) => {
          keep(settled, undelivered)
          places.add(settled)
        },
        onProgress: (settlement) => checkpoint?.write(settlement)
      },
      world
    )
    delivery = await finishCheckpoint(checkpoint, delivery)
  } finally {
    await checkpoint?.close()
    undelivered?.close()
  }
  return finish(delivery, { options, files, places }, world)
}

const isUndelivered = (fate: LineFate) => fate !== 'delivered' && fate !== 'notSubscribed'

function keep(settled: SettledLine, undelivered: Undelivered | undefined): void {
  if (isUndelivered(settled.fate)) {
    undelivered?.add(settled)
  }
}

/** The last write may fail too: then the next run begins where the checkpoint says, which is earlier. */
async function finishCheckpoint(checkpoint: Checkpoint | undefined, delivery: Delivery): Promise<Delivery> {
  try {
    await checkpoint?.finish(delivery.report)
    return delivery
  } catch (error) {
    const failure = delivery.failure ?? toFailure('Cannot write the checkpoint', error)
    return { report: { ...delivery.report, stopped: delivery.report.stopped ?? 'failed' }, failure }
  }
}

type Finishing = { options: DeliverOptions; files: DeliverFiles; places: Places }

/** Tells how it went, whatever happened: counts first, and then what failed. */
function finish({ report, failure }: Delivery, { options, files, places }: Finishing, world: World): number {
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
      stderr.write(`${why}${failure && isAtStart(report) ? '' : toContinuation(report, input, options)}\n`)
    }
  }
  if (failed && failed !== failure) {
    throw failed
  }
  return failed ? 2 : report.allDelivered && !report.stopped ? 0 : 1
}

function explain(stopped: StopReason, { retryAfterSeconds }: Report): string {
  return explanations[stopped] + (retryAfterSeconds === undefined ? '' : ` ${toWords(retryAfterSeconds)}.`)
}

/** Where the next run begins. */
function toPosition({ settledThrough }: Report, input: Input) {
  return settledThrough === 0 ? {} : { position: input.locate(settledThrough) }
}

const isAtStart = ({ settledThrough, skipped }: Report) => settledThrough <= skipped

function toContinuation(report: Report, input: Input, { checkpoint }: DeliverOptions): string {
  const line = report.settledThrough
  const place = input.sources.length > 1 && line > 0 ? ` (${toPrintable(toPlaceText(input.locate(line)))})` : ''
  const next = checkpoint === undefined ? `--skip ${line}` : 'the same command'
  return ` Everything up to line ${line}${place} is settled.\nTo continue: ${next}.`
}

function tellOfContinuation(kept: Content | undefined, { checkpoint }: DeliverOptions, { stderr }: World): void {
  if (kept && kept.settledThrough > 0) {
    const exception = kept.allDelivered ? '' : ' Not every event before was delivered.'
    stderr.write(`${toPrintable(`Continuing after line ${kept.settledThrough}, as ${checkpoint} says.`)}${exception}\n`)
  }
}

function tellOfMatches({ read, malformed, notSubscribed }: Report, stderr: World['stderr']): void {
  if (read > 0 && notSubscribed === read - malformed && notSubscribed > 0) {
    stderr.write('Warning: no event matched a subscription, so nothing was sent. --subscriptions names other ones.\n')
  }
}

function tellOfKeyboard(paths: string[], { stdin, stderr }: World): void {
  if (paths.includes('-') && stdin.isTTY) {
    stderr.write('Reading events from the keyboard, one JSON object per line. Ctrl-D ends them.\n')
  }
}

async function preview(paths: string[], options: DeliverOptions, world: World): Promise<number> {
  const { environment, stderr, signal } = world
  const { report, undelivered, checkpoint, json } = options
  if (report !== undefined || undelivered !== undefined || checkpoint !== undefined || json) {
    throw new Failure(
      '--dry-run writes no report and no files: leave out --report, --undelivered, --checkpoint, --json.'
    )
  }
  const wanted = (options.endpoint ?? environment.CLEVERTAP_ENDPOINT ?? '').trim()
  const endpoint = wanted === '' ? 'CleverTap' : parseEndpoint(wanted)
  const lanes = toLanes(await subscriptionsOf(options, world))
  const { input } = await openFiles(paths, { subscriptions: options.subscriptions }, world)
  stderr.write(`Dry run: nothing is sent. These records would go to ${endpoint}, each with its line number.\n`)
  tellOfKeyboard(paths, world)
  const accountId = environment.CLEVERTAP_ACCOUNT_ID?.trim() || 'ACCOUNT-ID'
  const passcode = environment.CLEVERTAP_PASSCODE?.trim() || 'PASSCODE'
  const { books, failure } = await runDry({ lanes, input, skip: options.skip, accountId, passcode }, world)
  if (signal.reason === outputClosed) {
    return 1
  }
  const counts = { ...books.counts, reasons: books.reasons, skipped: 0, ...books.settlement() }
  const look = { columns: toColumns(stderr), paint: createPaint(stderr, environment), isDryRun: true }
  stderr.write(`\n${toSummary(counts, look)}\n\nThis was a dry run: nothing was sent.\n`)
  if (failure) {
    throw failure
  }
  return counts.allDelivered && !signal.aborted ? 0 : 1
}

async function subscriptionsOf({ subscriptions }: DeliverOptions, { stderr }: World): Promise<Subscription[]> {
  if (subscriptions === undefined) {
    return presetSubscriptions()
  }
  const file = await readSubscriptions(subscriptions)
  file.warnings.forEach((warning) => stderr.write(`Warning: ${toPrintable(warning)}\n`))
  return file.subscriptions
}

async function toSubject(paths: string[], subscriptions: Subscription[], settings: Settings): Promise<Subject> {
  const { clevertapAccountId: account, clevertapEndpoint: endpoint } = settings
  return { ...(await describeFiles(paths)), subscriptions: describeSubscriptions(subscriptions), account, endpoint }
}
