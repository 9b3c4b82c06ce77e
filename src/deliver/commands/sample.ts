/** The command `sample`: events through the destination with its presets, and a line on each. */
import type { JSONObject } from '@segment/actions-core'
import { Option } from 'commander'
import { startEmulator } from '../../emulator'
import type { Emulator, Profile } from '../../emulator'
import type { Settings } from '../../destinations/clevertap/generated-types'
import { createSend } from '../../segment/destination'
import { toLanes } from '../../segment/lanes'
import { withEndpoint } from '../../segment/with-endpoint'
import type { Pace } from '../run/sender'
import { openInput } from '../files/input'
import type { Input } from '../files/input'
import { bundledEvents } from '../files/source'
import { allSubscriptions, presetSubscriptions } from '../../segment/subscriptions'
import { toPrintable, toPrintableJson } from '../printable'
import { counted, createPaint, toColumns, toFit, wrapParts } from '../terminal/layout'
import { toSummary } from '../terminal/report'
import { createRows } from '../terminal/rows'
import { credentialsHelp, deliveryPace, exitCodesHelp } from '../command'
import type { AddCommand } from '../command'
import { areCredentialsAccepted } from '../credentials'
import { deliverInput } from '../delivery'
import { explainStop, toSettled } from '../terminal/ending'
import { readSettings } from '../settings'
import { hasBegun } from '../waiting'
import { outputClosed } from '../io'
import type { World } from '../io'

const examples = `Examples:
  actions-clevertap sample
  actions-clevertap sample my-events.ndjson
  actions-clevertap sample --invalid-attributes reject
`

export const addSample: AddCommand = (program, world, end) => {
  program
    .command('sample')
    .description(
      'Deliver a few events and show what becomes of each. Without a file they go to the built-in emulator, and nothing ' +
        'leaves this machine; a file goes to CleverTap if there are credentials.'
    )
    .argument('[file]', 'a file of events; - is standard input (default: events that come with the program)')
    .addOption(
      new Option('--invalid-attributes <what>', 'what the presets do with them (default: drop)').choices([
        'drop',
        'reject',
        'send'
      ])
    )
    .addHelpText('before', examples)
    .addHelpText('after', credentialsHelp + '\n' + exitCodesHelp)
    .allowExcessArguments(false)
    .action(async (file: string | undefined, options: { invalidAttributes?: string }) => {
      end(await sample(file, { ...deliveryPace, ...options }, world))
    })
}

type SampleOptions = Pace & { invalidAttributes?: string }

/** A person of the bundled events whose phone number has the form of one, but a country code that no country has. */
const refusals = [{ identity: 'max-8', code: 516 }]

/**
 * @param path without one, the events that come with the program go to the emulator, whatever the environment holds
 * @returns the exit code: 0 if every event that an action takes was delivered, else 1
 */
async function sample(path: string | undefined, options: SampleOptions, world: World): Promise<number> {
  const found = path === undefined ? undefined : readSettings(world.environment)
  const input = await openInput([path ?? bundledEvents], world.stdin)
  if (!(await hasBegun(input, world)) || (found && !(await areCredentialsAccepted(found, options, world)))) {
    input.stop()
    return 1
  }
  if (found) {
    return deliverSample(input, found, options, world)
  }
  const emulator = await startEmulator({ faults: { refusals } })
  try {
    const why = path === undefined ? '' : 'No CleverTap credentials in the environment. '
    world.stdout.write(`${why}Delivering to the built-in emulator: nothing leaves this machine.\n\n`)
    const settings = {
      clevertapAccountId: emulator.accountId,
      clevertapPasscode: emulator.passcode,
      clevertapEndpoint: emulator.url
    }
    return await deliverSample(input, settings, options, world, emulator)
  } finally {
    await emulator.close()
  }
}

async function deliverSample(
  input: Input,
  settings: Settings,
  options: SampleOptions,
  world: World,
  emulator?: Emulator
): Promise<number> {
  const { stdout, stderr, environment, signal } = world
  const { invalidAttributes } = options
  const changes: JSONObject = invalidAttributes === undefined ? {} : { invalidAttributes }
  // An account gets what Quick Setup sends; the emulator shows every action.
  const lanes = toLanes(emulator ? allSubscriptions(changes) : presetSubscriptions(changes))
  const look = { columns: toColumns(stdout), paint: createPaint(stdout, environment) }
  const rows = createRows((row) => stdout.write(`${row}\n`), look.paint, look.columns)
  const { report, failure } = await deliverInput(
    {
      send: createSend(withEndpoint(settings.clevertapEndpoint), settings),
      endpoint: settings.clevertapEndpoint,
      lanes,
      input,
      pace: options,
      start: { settledThrough: 0, allDelivered: true },
      onSettled: (settled) => rows.add(settled),
      onProgress: ({ settledThrough }) => rows.print(settledThrough)
    },
    world
  )
  rows.print(Infinity)
  if (emulator) {
    stdout.write(`\n${toHoldings(emulator, look.columns)}\n`)
  }
  // The reasons stand with the events above.
  stdout.write(`\n${toSummary({ ...report, reasons: {} }, look)}\n`)
  if (failure) {
    throw failure
  }
  if (report.stopped && signal.reason !== outputClosed) {
    const why = `${explainStop(report.stopped, report)} ${toSettled(report, input)}`
    stderr.write(`${toFit(why, stderr)}\n`)
  }
  return report.allDelivered && !report.stopped ? 0 : 1
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
