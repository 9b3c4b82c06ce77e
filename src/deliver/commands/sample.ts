/** The command `sample`: events through the destination with its presets, and a line on each. */
import { Option } from 'commander'
import { startEmulator } from '../../emulator'
import type { Emulator, Profile } from '../../emulator'
import { createSend } from '../../segment/destination'
import { toSubscribers } from '../../segment/subscribers'
import { withEndpoint } from '../../segment/with-endpoint'
import type { Pace } from '../run/sender'
import { openInput } from '../files/input'
import type { Input } from '../files/input'
import { bundledEvents } from '../files/source'
import { allSubscriptions } from '../../segment/subscriptions'
import { toPrintable, toPrintableJson } from '../printable'
import { counted, createPaint, toColumns, toFit, wrapParts } from '../terminal/layout'
import { toSummary } from '../terminal/report'
import { createRows } from '../terminal/rows'
import { deliveryPace, exitCodesHelp, stoppedExitCode } from '../command'
import type { AddCommand } from '../command'
import { deliverInput } from '../delivery'
import { explainStop, toExitCode, toSettled } from '../terminal/result'
import { checkFormats } from '../waiting'
import { outputClosed } from '../io'
import type { Io } from '../io'

const examples = `Examples:
  actions-clevertap sample
  actions-clevertap sample my-events.ndjson
  actions-clevertap sample --invalid-attributes reject
`

export const addSample: AddCommand = (program, io, end) => {
  program
    .command('sample')
    .description('Deliver events to the built-in emulator, and show what becomes of each. Nothing leaves this machine.')
    .argument('[file]', 'a file of events; - is standard input (default: events that come with the program)')
    .addOption(
      new Option('--invalid-attributes <what>', 'what the presets do with them (default: drop)').choices([
        'drop',
        'reject',
        'send'
      ])
    )
    .addHelpText('before', examples)
    .addHelpText('after', exitCodesHelp)
    .allowExcessArguments(false)
    .action(async (file: string | undefined, options: { invalidAttributes?: string }) => {
      end(await sample(file, { ...deliveryPace, ...options }, io))
    })
}

type SampleOptions = Pace & { invalidAttributes?: string }

const next = `
Next:
  try                      a page that shows this for any event and mapping
  sample FILE              the same for events of your own
  deliver FILE --dry-run   what would be sent to CleverTap
`

/** A person of the bundled events whose phone number has the form of one, but a country code that no country has. */
const refusals = [{ identity: 'max-8', code: 516 }]

/**
 * Whatever the environment holds, nothing leaves this machine.
 * @param path without one, the events that come with the program
 * @returns the exit code: that of `deliver` for a file, else 0, since some of the events are bad on purpose
 */
async function sample(path: string | undefined, options: SampleOptions, io: Io): Promise<number> {
  const input = await openInput([path ?? bundledEvents], io.stdin)
  if (!(await checkFormats(input, io))) {
    input.stop()
    return stoppedExitCode
  }
  const emulator = await startEmulator(path === undefined ? { faults: { refusals } } : {})
  try {
    io.stdout.write('Delivering to the built-in emulator: nothing leaves this machine.\n\n')
    const exitCode = await deliverSample(input, emulator, options, io)
    if (path !== undefined || exitCode > 1) {
      return exitCode
    }
    io.stdout.write(next)
    return 0
  } finally {
    await emulator.close()
  }
}

async function deliverSample(
  input: Input,
  emulator: Emulator,
  { invalidAttributes, ...pace }: SampleOptions,
  io: Io
): Promise<number> {
  const { stdout, stderr, environment, signal } = io
  const settings = {
    clevertapAccountId: emulator.accountId,
    clevertapPasscode: emulator.passcode,
    clevertapEndpoint: emulator.url
  }
  const look = { columns: toColumns(stdout), paint: createPaint(stdout, environment) }
  const rows = createRows((row) => stdout.write(`${row}\n`), look.paint, look.columns)
  const { report, failure } = await deliverInput(
    {
      send: createSend(withEndpoint(emulator.url), settings),
      endpoint: emulator.url,
      subscribers: toSubscribers(allSubscriptions(invalidAttributes === undefined ? {} : { invalidAttributes })),
      input,
      pace,
      onSettled: (settled) => rows.add(settled),
      onProgress: (settlement) => rows.print(settlement().settledThrough)
    },
    io
  )
  rows.print(Infinity)
  stdout.write(`\n${toHoldings(emulator, look.columns)}\n`)
  // The reasons stand with the events above.
  stdout.write(`\n${toSummary({ ...report, reasons: {} }, look)}\n`)
  if (failure) {
    throw failure
  }
  if (report.stopped && signal.reason !== outputClosed) {
    const why = `${explainStop(report.stopped, report)} ${toSettled(report, input)}`
    stderr.write(`${toFit(why, stderr)}\n`)
  }
  return toExitCode(report)
}

/** What the emulator was given: profiles by identity, and events by whose they are and their name. */
function toHoldings(emulator: Emulator, columns: number): string {
  const profiles = Array.from(emulator.profiles().values(), ({ identity, profileData }: Profile) =>
    toHolding(String(identity), profileData, columns)
  )
  const events = emulator
    .events()
    .map(({ identity, evtName, evtData }) => toHolding(`${identity}  ${evtName}`, evtData, columns))
  return [
    `The emulator now holds ${counted(profiles.length, 'profile')}${profiles.length > 0 ? ':' : '.'}`,
    ...profiles,
    `and ${counted(events.length, 'event')}${events.length > 0 ? ':' : '.'}`,
    ...events
  ].join('\n')
}

function toHolding(title: string, data: Profile['profileData'], columns: number): string {
  const attributes = Object.entries(data).map(([name, value], index, all) => {
    const text = toPrintableJson(JSON.stringify(value) ?? '')
    return `${toPrintable(name)}: ${text}${index < all.length - 1 ? ',' : ''}`
  })
  return `  ${toPrintable(title)}\n${wrapParts(attributes, '      ', columns)}`.trimEnd()
}
