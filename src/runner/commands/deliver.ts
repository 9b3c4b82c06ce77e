/** The command `deliver`: a file of events into CleverTap. */
import { promises as fs, constants } from 'fs'
import { dirname, resolve } from 'path'
import writeFileAtomic from 'write-file-atomic'
import type { Settings } from '../../destinations/clevertap/generated-types'
import type { StopReason } from '../delivery/books'
import { toLanes } from '../delivery/lanes'
import type { Pace } from '../delivery/sender'
import { Failure, toFailure } from '../failure'
import { describeFile, openCheckpoint, readCheckpoint } from '../files/checkpoint'
import type { Subject } from '../files/checkpoint'
import { openInput } from '../files/input'
import { presetSubscriptions, readSubscriptions } from '../files/subscriptions'
import { openUndelivered } from '../files/undelivered'
import { toJson, toSummary } from '../terminal/report'
import type { Report } from '../terminal/report'
import { deliverInput, toWords, verifyCredentials } from './deliver-input'
import { startRecorder } from './dry-run'
import { parseEndpoint, requireSettings } from './settings'
import type { World } from './world'

export type DeliverOptions = Pace & {
  subscriptions?: string
  report?: string
  undelivered?: string
  checkpoint?: string
  skip: number
  endpoint?: string
  dryRun?: boolean
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

/** @returns the exit code: 0 if every event that an action takes was delivered, else 1 */
export async function deliver(path: string, options: DeliverOptions, world: World): Promise<number> {
  refuseSharedFiles(path, options)
  return options.dryRun ? preview(path, options, world) : deliverForReal(path, options, world)
}

async function deliverForReal(path: string, options: DeliverOptions, world: World): Promise<number> {
  const { stdout, stderr, signal } = world
  const settings = requireSettings(world.environment, options.endpoint)
  const lanes = toLanes(await subscriptionsOf(options))
  const input = await openInput(path, world.stdin)
  await requireWritable(options.report)
  const subject = options.checkpoint === undefined ? undefined : await toSubject(path, settings)
  const { skip } = options
  const kept = subject && options.checkpoint ? await readCheckpoint(options.checkpoint, subject, skip) : undefined
  const { settledThrough = 0, allDelivered = true } = kept ?? {}
  const start = { settledThrough: Math.max(skip, settledThrough), allDelivered }
  if (settledThrough > 0) {
    const exception = allDelivered ? '' : ' Not every event before was delivered.'
    stderr.write(`Continuing after line ${settledThrough}, as ${options.checkpoint} says.${exception}\n`)
  }
  const check = await verifyCredentials(settings, options, signal)
  if (check.verdict !== 'accepted') {
    input.stop()
    stderr.write(`${check.message}\nNothing was sent.\n`)
    return 1
  }
  const undelivered =
    options.undelivered === undefined ? undefined : await openUndelivered(options.undelivered, start.settledThrough)
  const skipped = skip > settledThrough ? skip : kept?.skipped ?? 0
  const checkpoint =
    subject && options.checkpoint !== undefined
      ? openCheckpoint(options.checkpoint, { ...subject, skipped }, undelivered?.sync)
      : undefined
  let report: Report
  try {
    report = await deliverInput(
      {
        settings,
        lanes,
        input,
        pace: options,
        start,
        showsProgress: true,
        keepsUndelivered: undelivered !== undefined,
        onSettled: undelivered && ((event) => void (isUndelivered(event.fate) && undelivered.add(event))),
        onProgress: (settlement) => checkpoint?.write(settlement)
      },
      world
    )
    await checkpoint?.finish(report)
  } finally {
    await checkpoint?.close()
    undelivered?.close()
  }
  if (options.report !== undefined) {
    await writeReport(options.report, report)
  }
  stdout.write(`${toSummary(report)}\n`)
  if (report.stopped) {
    const line = report.settledThrough
    const time = report.retryAfterSeconds === undefined ? '' : ` ${toWords(report.retryAfterSeconds)}.`
    stderr.write(`${explanations[report.stopped]}${time} Everything up to line ${line} is settled.\n`)
    stderr.write(`To continue: --skip ${line}, or the same command if it has a --checkpoint.\n`)
  }
  return report.allDelivered && !report.stopped ? 0 : 1
}

const isUndelivered = (fate: string) => fate !== 'delivered' && fate !== 'notSubscribed'

/** A dry run goes through the whole destination; only the connection ends on this machine. */
async function preview(path: string, options: DeliverOptions, world: World): Promise<number> {
  const { environment, stdout, stderr } = world
  const wanted = options.endpoint ?? environment.CLEVERTAP_ENDPOINT
  const endpoint = wanted === undefined || wanted.trim() === '' ? 'https://<region>.api.clevertap.com' : wanted.trim()
  const shown = endpoint.includes('<') ? endpoint : parseEndpoint(endpoint)
  const lanes = toLanes(await subscriptionsOf(options))
  const input = await openInput(path, world.stdin)
  const recorder = await startRecorder(shown, (request) => void stdout.write(`${request}\n`))
  const settings = {
    clevertapAccountId: environment.CLEVERTAP_ACCOUNT_ID?.trim() || '<account-id>',
    clevertapPasscode: environment.CLEVERTAP_PASSCODE?.trim() || '<passcode>',
    clevertapEndpoint: recorder.url
  }
  try {
    const pace = { ...options, concurrency: 1 }
    const start = { settledThrough: options.skip, allDelivered: true }
    const report = await deliverInput({ settings, lanes, input, pace, start, showsProgress: false }, world)
    stderr.write(`${toSummary(report)}\nDry run: nothing was sent; "delivered" is what would have been sent.\n`)
    return report.allDelivered && !report.stopped ? 0 : 1
  } finally {
    await recorder.close()
  }
}

const subscriptionsOf = async ({ subscriptions }: DeliverOptions) =>
  subscriptions === undefined ? presetSubscriptions() : readSubscriptions(subscriptions)

async function toSubject(path: string, settings: Settings): Promise<Subject> {
  if (path === '-') {
    throw new Failure('--checkpoint needs a file: standard input cannot be read a second time.')
  }
  const { clevertapAccountId: account, clevertapEndpoint: endpoint } = settings
  return { ...(await describeFile(path)), account, endpoint }
}

/** Found out before the first event rather than after the last. */
async function requireWritable(path: string | undefined): Promise<void> {
  if (path === undefined) {
    return
  }
  try {
    await fs.access(dirname(resolve(path)), constants.W_OK)
  } catch (error) {
    throw toFailure(`Cannot write ${path}`, error)
  }
}

async function writeReport(path: string, report: Report): Promise<void> {
  try {
    await writeFileAtomic(path, toJson(report))
  } catch (error) {
    throw toFailure(`Cannot write ${path}`, error)
  }
}

/** One file for two purposes would be overwritten while it is read. */
function refuseSharedFiles(path: string, options: DeliverOptions): void {
  const { subscriptions, report, undelivered, checkpoint } = options
  const written = [report, undelivered, checkpoint].filter((file): file is string => file !== undefined)
  if (options.dryRun && written.length > 0) {
    throw new Failure('--dry-run writes no files: leave out --report, --undelivered and --checkpoint.')
  }
  const read = [path === '-' ? undefined : path, subscriptions].filter((file): file is string => file !== undefined)
  const all = [...read, ...written].map((file) => resolve(file))
  if (new Set(all).size < all.length) {
    throw new Failure('The same file is named twice. Events, subscriptions and each output need files of their own.')
  }
}
