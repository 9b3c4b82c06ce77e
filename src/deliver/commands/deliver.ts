/** The command `deliver`: files of events into CleverTap. */
import { Argument, Option } from 'commander'
import type { Settings } from '../../destinations/clevertap/generated-types'
import type { LineFate, SettledLine } from '../run/books'
import { toLanes } from '../../segment/lanes'
import type { Pace } from '../run/sender'
import { toFailure } from '../failure'
import { describeFiles, describeSubscriptions, openCheckpoint, readCheckpoint } from '../files/checkpoint'
import type { Checkpoint, Content, Subject } from '../files/checkpoint'
import type { Subscription } from '../files/subscriptions'
import { openUndelivered } from '../files/undelivered'
import type { Undelivered } from '../files/undelivered'
import { toPrintable } from '../printable'
import { toFit } from '../terminal/layout'
import { credentialsHelp, deliveryPace, exitCodesHelp } from '../command'
import type { AddCommand } from '../command'
import { areCredentialsAccepted } from '../credentials'
import { openFiles } from '../files/open'
import type { FileOptions } from '../files/open'
import { deliverInput } from '../delivery'
import type { Delivery } from '../delivery'
import { dryRun } from '../dry-run'
import { finish } from '../terminal/ending'
import { durationMs, wholeNumber } from '../options'
import { createPlaces } from '../terminal/places'
import { regions, requireSettings } from '../settings'
import { subscriptionsOf } from '../subscriptions'
import { hasBegun, waitForFiles } from '../waiting'
import type { World } from '../io'

const examples = `Examples:
  actions-clevertap deliver --region in1 events.ndjson
  actions-clevertap deliver day-1.ndjson.gz day-2.ndjson.gz
  gunzip -c events.gz | actions-clevertap deliver -
  actions-clevertap deliver events.ndjson --dry-run | less
  actions-clevertap deliver events.ndjson --undelivered failed.ndjson \\
    --checkpoint events.checkpoint
`

const region = new Option('--region <code>', 'the region of the account, short for its endpoint')
  .choices(Object.keys(regions))
  .conflicts('endpoint')

export const addDeliver: AddCommand = (program, world, end) => {
  program
    .command('deliver')
    .description('Deliver files of events, one JSON object per line, plain or gzip.')
    .addArgument(new Argument('[files...]', 'files of events, in order').default(['-'], '-, which is standard input'))
    .addOption(region)
    .option('--endpoint <url>', 'an address on this machine, such as an emulator, or a region of CleverTap')
    .option('--subscriptions <file>', 'Segment\'s subscriptions as JSON (default: what "presets" prints)')
    .option('--dry-run', 'print each record with its line number, and send nothing')
    .addOption(
      new Option('--give-up-after <duration>', 'how long to retry an event, such as 30s, 5m or 1h')
        .argParser(durationMs)
        .default(deliveryPace.giveUpAfterMs, '5m')
    )
    .option('--undelivered <file>', 'write the events that were not delivered; deliver takes that file again')
    .option('--checkpoint <file>', 'remember what is settled; the same command then continues')
    .option('--skip <n>', 'skip the first n lines', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--report <file>', 'write the report as JSON')
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--concurrency <n>', 'uploads at once, 1 to 15', wholeNumber(1, 15), deliveryPace.concurrency)
    .addHelpText('before', examples)
    .addHelpText('after', credentialsHelp + '\n' + exitCodesHelp)
    .allowExcessArguments(false)
    .action(async (files: string[], { giveUpAfter, region: code, dryRun: isDry, ...given }: GivenOptions) => {
      const endpoint = code === undefined ? given.endpoint : regions[code]
      const options = { ...deliveryPace, ...given, giveUpAfterMs: giveUpAfter, endpoint }
      end(await (isDry ? dryRun(files, options, world) : deliver(files, options, world)))
    })
}

type DeliverOptions = Pace & FileOptions & { skip: number; endpoint?: string; json?: boolean }

/** Options under the names that the parser gives them. */
type GivenOptions = Omit<DeliverOptions, 'giveUpAfterMs' | 'firstRetryMs'> & {
  giveUpAfter: number
  region?: string
  dryRun?: boolean
}

/**
 * @param paths the files of events, `-` for standard input
 * @returns the exit code: 0 if every event that an action takes was delivered, else 1
 */
async function deliver(paths: string[], options: DeliverOptions, world: World): Promise<number> {
  const settings = requireSettings(world.environment, options.endpoint)
  const subscriptions = await subscriptionsOf(options.subscriptions, world)
  const lanes = toLanes(subscriptions)
  const files = await waitForFiles(openFiles(paths, options, world), world)
  const { input } = files
  const { skip } = options
  let subject: Subject | undefined
  let kept: Content | undefined
  try {
    subject = options.checkpoint === undefined ? undefined : await toSubject(paths, subscriptions, settings)
    kept = subject && options.checkpoint ? await readCheckpoint(options.checkpoint, subject, skip) : undefined
    tellOfContinuation(kept, options, world)
    if (!(await hasBegun(input, world)) || !(await areCredentialsAccepted(settings, options, world))) {
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

function tellOfContinuation(kept: Content | undefined, { checkpoint }: FileOptions, { stderr }: World): void {
  if (kept && kept.settledThrough > 0) {
    const exception = kept.allDelivered ? '' : ' Not every event before was delivered.'
    const notice = `Continuing after line ${kept.settledThrough}, as ${checkpoint} says.${exception}`
    stderr.write(`${toFit(toPrintable(notice), stderr)}\n`)
  }
}

async function toSubject(paths: string[], subscriptions: Subscription[], settings: Settings): Promise<Subject> {
  const { clevertapAccountId: account, clevertapEndpoint: endpoint } = settings
  return { ...(await describeFiles(paths)), subscriptions: describeSubscriptions(subscriptions), account, endpoint }
}
