/** The command `deliver`: files of events into CleverTap. */
import { Argument, Option } from 'commander'
import type { Settings } from '../../destinations/clevertap/generated-types'
import { createSend } from '../../segment/destination'
import { toSubscribers } from '../../segment/subscribers'
import { withEndpoint } from '../../segment/with-endpoint'
import { credentialsHelp, deliveryPace, exitCodesHelp, stoppedExitCode } from '../command'
import type { AddCommand } from '../command'
import { areCredentialsAccepted } from '../credentials'
import { deliverInput } from '../delivery'
import { dryRun } from '../dry-run'
import type { DryRunOptions } from '../dry-run'
import { describeFiles, describeSubscriptions } from '../files/checkpoint'
import type { Subject } from '../files/checkpoint'
import { openPersistence } from '../files/persistence'
import type { Persistence } from '../files/persistence'
import { openFiles } from '../files/open'
import type { FileOptions } from '../files/open'
import type { Input } from '../files/input'
import { subscriptionsOf } from '../files/subscriptions'
import type { Subscription } from '../../segment/subscriptions'
import type { Io } from '../io'
import { durationMs, wholeNumber } from '../options'
import { toPrintable } from '../printable'
import type { Pace } from '../run/sender'
import { countUndelivered } from '../settled'
import { regions, requireSettings } from '../settings'
import { finish } from '../terminal/result'
import { counted, toFit } from '../terminal/layout'
import { checkFormats } from '../waiting'

const examples = `Examples:
  actions-clevertap deliver --region in1 events.ndjson
  actions-clevertap deliver day-1.ndjson.gz day-2.ndjson.gz folder-of-days
  gunzip -c events.gz | actions-clevertap deliver -

From a look to 100 people to all:
  actions-clevertap deliver events.ndjson --dry-run | less
  actions-clevertap deliver events.ndjson --region in1 --limit 100 \\
    --checkpoint events.checkpoint --undelivered failed.ndjson
  Then the last command without --limit, again until it ends with 0 or 1.
`

const maxCount = Number.MAX_SAFE_INTEGER

const region = new Option('--region <code>', 'the region of the account, short for its endpoint')
  .choices(Object.keys(regions))
  .conflicts('endpoint')

export const addDeliver: AddCommand = (program, io, end) => {
  program
    .command('deliver')
    .description('Deliver files of events, one JSON object per line, plain or gzip.')
    .addArgument(
      new Argument('[files...]', 'files of events, or folders of them, in order').default(
        ['-'],
        '-, which is standard input'
      )
    )
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
    .option('--limit <n>', 'take the first n events, as if the input ended there', wholeNumber(1, maxCount))
    .option('--skip <n>', 'skip the first n lines', wholeNumber(0, maxCount), 0)
    .option('--report <file>', 'write the report as JSON')
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--concurrency <n>', 'uploads at once, 1 to 15', wholeNumber(1, 15), deliveryPace.concurrency)
    .addHelpText('before', examples)
    .addHelpText('after', credentialsHelp + '\n' + exitCodesHelp)
    .allowExcessArguments(false)
    .action(async (files: string[], { giveUpAfter, region: code, dryRun: isDry, ...given }: GivenOptions) => {
      const endpoint = code === undefined ? given.endpoint : regions[code]
      const options = { ...deliveryPace, ...given, giveUpAfterMs: giveUpAfter, endpoint }
      end(await (isDry ? dryRun(files, options, io) : deliver(files, options, io)))
    })
}

type DeliverOptions = Pace & DryRunOptions

/** Options under the names that the parser gives them. */
type GivenOptions = Omit<DeliverOptions, 'giveUpAfterMs' | 'firstRetryMs'> & {
  giveUpAfter: number
  region?: string
  dryRun?: boolean
}

/**
 * @param paths the files of events, `-` for standard input
 * @returns the exit code, as `toExitCode` has it
 */
async function deliver(paths: string[], options: DeliverOptions, io: Io): Promise<number> {
  const settings = requireSettings(io.environment, options.endpoint)
  const subscriptions = await subscriptionsOf(options.subscriptions, io)
  const subscribers = toSubscribers(subscriptions)
  const files = await openFiles(paths, options, io)
  const { input } = files
  let persistence: Persistence | undefined
  const discard = () => {
    persistence?.discard()
    files.discard()
  }
  try {
    persistence = await openPersistence({
      skip: options.skip,
      undelivered: files.undelivered,
      ...(options.checkpoint !== undefined && {
        checkpoint: { path: options.checkpoint, subject: await toSubject(input, subscriptions, settings) }
      })
    })
    printTarget(settings, persistence, options, io)
    if (!(await checkFormats(input, io)) || !(await areCredentialsAccepted(settings, options, io))) {
      discard()
      return stoppedExitCode
    }
  } catch (error) {
    discard()
    throw error
  }
  const { kept } = persistence
  const { report, settlement, failure, firstLocation } = await deliverInput(
    {
      send: createSend(withEndpoint(settings.clevertapEndpoint), settings),
      endpoint: settings.clevertapEndpoint,
      subscribers,
      input,
      pace: options,
      showsProgress: true,
      ...persistence
    },
    io
  )
  const { failure: unkept, savedThrough } = await persistence.finish(() => settlement)
  const { left } = report
  const total = { ...settlement.total, read: settlement.total.read + left, left }
  const ended = {
    report: {
      ...report,
      ...(unkept && { complete: false, stopped: report.stopped ?? 'failed' }),
      ...((kept || options.checkpoint !== undefined) && { total })
    },
    failure: failure ?? unkept,
    firstLocation
  }
  return finish(ended, { options, files, savedThrough }, io)
}

/** Says first where it delivers, and what was done before. */
function printTarget(settings: Settings, { kept }: Persistence, { checkpoint }: FileOptions, { stderr }: Io): void {
  const { clevertapEndpoint, clevertapAccountId } = settings
  const lines = [`Delivering to ${clevertapEndpoint}, account ${clevertapAccountId}.`]
  if (kept && kept.total.read > 0) {
    const undelivered = countUndelivered(kept.total)
    const exception = undelivered > 0 ? ` ${counted(undelivered, 'event')} before could not be delivered.` : ''
    lines.push(`Continuing after line ${kept.settledThrough}, as ${checkpoint} says.${exception}`)
  }
  lines.forEach((line) => stderr.write(`${toFit(toPrintable(line), stderr)}\n`))
}

async function toSubject({ sources }: Input, subscriptions: Subscription[], settings: Settings): Promise<Subject> {
  const { clevertapAccountId: account, clevertapEndpoint: endpoint } = settings
  const files = await describeFiles(sources.map(({ name }) => name))
  return { ...files, subscriptions: describeSubscriptions(subscriptions), account, endpoint }
}
