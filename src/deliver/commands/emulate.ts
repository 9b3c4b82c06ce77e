/** The command `emulate`: the emulator alone, until it is stopped. */
import { InvalidArgumentError, Option } from 'commander'
import { faultOptions, startEmulator } from '../../emulator'
import type { Emulator, FaultOption, Faults } from '../../emulator'
import { toFailure } from '../failure'
import type { AddCommand } from '../command'
import { wholeNumber } from '../options'
import { waitForStop } from '../waiting'
import type { Io } from '../io'

const examples = `Examples:
  actions-clevertap emulate --port 8711
  actions-clevertap emulate --port 8711 --error 503=0.3 --cut-after 0.2
`

/** Each fault of the emulator is an option, as its table has it. */
export const addEmulate: AddCommand = (program, io, end) => {
  const command = program
    .command('emulate')
    .description('Run the CleverTap emulator alone, on this machine, and print the settings to reach it.')
    .option('--port <n>', 'the port, or 0 for any free one', wholeNumber(0, 65_535), 0)
    .allowExcessArguments(false)
    .addHelpText('before', examples)
    .addHelpText('after', '\nSee GET /_emulator/profiles, /_emulator/events and /_emulator/counters.')
  const options = faultOptions.map(({ fault, flags, description, parse }) => {
    const option = new Option(flags, description).argParser((text, previous) => parseFault(parse, text, previous))
    command.addOption(option)
    return { fault, name: option.attributeName() }
  })
  command.action(async ({ port, ...given }) => {
    const faults = Object.fromEntries(options.map(({ fault, name }) => [fault, given[name]]))
    end(await emulate({ port, faults }, io))
  })
}

function parseFault(parse: FaultOption['parse'], text: string, previous: unknown): unknown {
  try {
    return parse(text, previous)
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}

type EmulateOptions = { port: number; faults: Faults }

/** @returns the exit code */
async function emulate({ port, faults }: EmulateOptions, { stdout, stderr, signal }: Io): Promise<number> {
  const emulator = await start(port, faults)
  const variables = [
    `CLEVERTAP_ENDPOINT=${emulator.url}`,
    `CLEVERTAP_ACCOUNT_ID=${emulator.accountId}`,
    `CLEVERTAP_PASSCODE=${emulator.passcode}`
  ]
  stdout.write(`${variables.join('\n')}\n`)
  stderr.write(`The emulator listens at ${emulator.url}. Ctrl-C ends it.\n`)
  await waitForStop(signal)
  stderr.write(`${JSON.stringify(emulator.counters())}\n`)
  await emulator.close()
  return 0
}

async function start(port: number, faults: Faults): Promise<Emulator> {
  try {
    return await startEmulator({ port, faults })
  } catch (error) {
    throw toFailure('Cannot start the emulator', error)
  }
}
