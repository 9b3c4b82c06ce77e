/** The command `sample`: events through the destination with its presets, and a line on each. */
import { join } from 'path'
import { startEmulator } from '../../emulator'
import type { Profile } from '../../emulator'
import type { Emulator } from '../../emulator'
import { toLanes } from '../delivery/lanes'
import type { Pace } from '../delivery/sender'
import { openInput } from '../files/input'
import { presetSubscriptions } from '../files/subscriptions'
import { fateLabels, toSummary } from '../terminal/report'
import { createRows } from '../terminal/rows'
import { deliverInput, verifyCredentials } from './deliver-input'
import { readSettings } from './settings'
import type { World } from './world'

export type SampleOptions = Pace & { invalidAttributes?: string }

const bundledEvents = join(__dirname, '..', '..', '..', 'fixtures', 'sample-events.ndjson')

/** A person of the bundled events whose phone number has the form of one, but a country code that no country has. */
const refusals = [{ identity: 'max-8', code: 516 }]

/** @returns the exit code: 0 if every event that an action takes was delivered, else 1 */
export async function sample(path: string | undefined, options: SampleOptions, world: World): Promise<number> {
  const found = readSettings(world.environment)
  if (found) {
    const check = await verifyCredentials(found, options, world.signal)
    if (check.verdict !== 'accepted') {
      world.stderr.write(`${check.message}\nNothing was sent.\n`)
      return 1
    }
    return deliverSample(path, found, options, world)
  }
  const emulator = await startEmulator({ faults: { refusals } })
  try {
    world.stdout.write('No CleverTap credentials in the environment: delivering to the built-in emulator.\n\n')
    const settings = {
      clevertapAccountId: emulator.accountId,
      clevertapPasscode: emulator.passcode,
      clevertapEndpoint: emulator.url
    }
    return await deliverSample(path, settings, options, world, emulator)
  } finally {
    await emulator.close()
  }
}

async function deliverSample(
  path: string | undefined,
  settings: NonNullable<ReturnType<typeof readSettings>>,
  options: SampleOptions,
  world: World,
  emulator?: Emulator
): Promise<number> {
  const { stdout, stderr } = world
  const { invalidAttributes } = options
  const lanes = toLanes(presetSubscriptions(invalidAttributes === undefined ? {} : { invalidAttributes }))
  const input = await openInput(path ?? bundledEvents, world.stdin)
  const rows = createRows((row) => stdout.write(`${row}\n`))
  const report = await deliverInput(
    {
      settings,
      lanes,
      input,
      pace: options,
      start: { settledThrough: 0, allDelivered: true },
      showsProgress: false,
      onSettled: (settled) => rows.add(settled),
      onProgress: ({ settledThrough }) => rows.print(settledThrough)
    },
    world
  )
  rows.print(Infinity)
  if (emulator) {
    stdout.write(`\n${toProfileList(emulator)}\n`)
  }
  stdout.write(`\n${toSummary(report)}\n`)
  if (report.stopped) {
    stderr.write(`Stopped (${report.stopped}). Everything up to line ${report.settledThrough} is settled.\n`)
  }
  if (report.rejected > 0 || report.invalid > 0) {
    stdout.write(`\nNot every event was ${fateLabels.delivered}: see the lines above.\n`)
  }
  return report.allDelivered && !report.stopped ? 0 : 1
}

function toProfileList(emulator: Emulator): string {
  const profiles = Array.from(emulator.profiles().values())
  const lines = profiles.map(({ identity, profileData }: Profile) => `  ${identity}  ${JSON.stringify(profileData)}`)
  return [`The emulator now holds ${profiles.length} profiles:`, ...lines].join('\n')
}
