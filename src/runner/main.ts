/** The command line: arguments to commands, and whatever ends them to an exit code. */
import { readFileSync } from 'fs'
import { join } from 'path'
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { conform } from './commands/conform'
import type { ConformOptions } from './commands/conform'
import { deliver } from './commands/deliver'
import type { DeliverOptions } from './commands/deliver'
import { emulate } from './commands/emulate'
import { durationMs, wholeNumber } from './commands/options'
import { presets } from './commands/presets'
import { sample } from './commands/sample'
import type { SampleOptions } from './commands/sample'
import type { World } from './commands/world'
import { regions } from './commands/settings'
import { outputClosed } from './commands/world'
import { faultOptions } from '../emulator'
import type { FaultOption } from '../emulator'
import { Failure, toFailure } from './failure'
import { toPrintable } from './printable'
import { maxColumns } from './terminal/layout'

const defaults = { concurrency: 4, giveUpAfterMs: 5 * 60_000, firstRetryMs: 500 }

/** Help is written for terminals of this width, and each page begins with what people copy. */
const exitCodes = `
Exit codes:
  0    every subscribed event was delivered
  1    not every one was
  2    wrong usage, or a file could not be read or written
  130  ended by a second Ctrl-C`

const credentials = `
Credentials come from the environment:
  CLEVERTAP_ACCOUNT_ID  the Project ID of the CleverTap dashboard
  CLEVERTAP_PASSCODE    a passcode of the project
  CLEVERTAP_ENDPOINT    the region, such as https://in1.api.clevertap.com`

const examples = {
  program: `Examples:
  actions-clevertap sample                       see what becomes of events
  actions-clevertap deliver --dry-run my.ndjson  see what would be sent
  actions-clevertap deliver --region in1 my.ndjson
`,
  deliver: `Examples:
  actions-clevertap deliver --region in1 events.ndjson
  actions-clevertap deliver day-1.ndjson.gz day-2.ndjson.gz
  gunzip -c events.gz | actions-clevertap deliver -
  actions-clevertap deliver events.ndjson --dry-run | less
  actions-clevertap deliver events.ndjson --undelivered failed.ndjson \\
    --checkpoint events.checkpoint
`,
  sample: `Examples:
  actions-clevertap sample
  actions-clevertap sample my-events.ndjson
  actions-clevertap sample --invalid-attributes reject
`,
  emulate: `Examples:
  actions-clevertap emulate --port 8711
  actions-clevertap emulate --port 8711 --error 503=0.3 --cut-after 0.2
`,
  conform: `Examples:
  actions-clevertap conform
  actions-clevertap conform --write --report report.json
`,
  presets: `Examples:
  actions-clevertap presets > subscriptions.json
  actions-clevertap deliver events.ndjson --subscriptions subscriptions.json
`
}

/**
 * Runs one command.
 * @param args what follows the name of the program
 * @returns the exit code; never throws
 */
export async function main(args: string[], world: World): Promise<number> {
  const stop = new AbortController()
  let failure: Failure | undefined
  const abort = () => stop.abort()
  const onBrokenOutput = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      failure = failure ?? toFailure('Cannot write standard output', error)
    }
    // Whoever read it, such as head, has seen enough.
    stop.abort(outputClosed)
  }
  world.signal.addEventListener('abort', abort)
  world.stdout.on('error', onBrokenOutput)
  let exitCode = 0
  const program = createProgram({ ...world, signal: stop.signal }, (code) => (exitCode = code))
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? 0 : 2
    }
    failure = failure ?? toShown(error)
  } finally {
    world.signal.removeEventListener('abort', abort)
    world.stdout.removeListener('error', onBrokenOutput)
  }
  if (failure) {
    world.stderr.write(`${failure.message}\n`)
    return 2
  }
  return exitCode
}

/** What is not foreseen may quote anything in its message, so only its kind is shown. */
const toShown = (error: unknown) =>
  error instanceof Failure
    ? error
    : new Failure(`Unexpected ${error instanceof Error ? error.name : 'error'}. Please report it.`)

function createProgram(world: World, end: (exitCode: number) => void): Command {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const program = new Command('actions-clevertap')
    .description('Delivers Segment events to CleverTap through the CleverTap (Actions) destination.')
    .version(version, '-v, --version', 'print the version')
    .addHelpText('before', examples.program)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      // It may quote an argument.
      writeErr: (text) => void world.stderr.write(`${text.split('\n').map(toPrintable).join('\n')}`),
      getOutHelpWidth: () => Math.min(world.stdout.columns || maxColumns, maxColumns),
      getErrHelpWidth: () => Math.min(world.stderr.columns || maxColumns, maxColumns)
    })
  addDeliver(program, world, end)
  addSample(program, world, end)
  addPresets(program, world, end)
  addEmulate(program, world, end)
  addConform(program, world, end)
  return program
}

const region = new Option('--region <code>', 'the region of the account, short for its endpoint')
  .choices(Object.keys(regions))
  .conflicts('endpoint')

function addDeliver(program: Command, world: World, end: (exitCode: number) => void): void {
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
        .default(defaults.giveUpAfterMs, '5m')
    )
    .option('--undelivered <file>', 'write the events that were not delivered; deliver takes that file again')
    .option('--checkpoint <file>', 'remember what is settled; the same command then continues')
    .option('--skip <n>', 'skip the first n lines', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--report <file>', 'write the report as JSON')
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--concurrency <n>', 'uploads at once, 1 to 15', wholeNumber(1, 15), defaults.concurrency)
    .addHelpText('before', examples.deliver)
    .addHelpText('after', credentials + '\n' + exitCodes)
    .allowExcessArguments(false)
    .action(async (files: string[], { giveUpAfter, region: code, ...options }: DeliverOptions & DeliverArguments) => {
      const pace = { concurrency: options.concurrency, giveUpAfterMs: giveUpAfter, firstRetryMs: defaults.firstRetryMs }
      const endpoint = code === undefined ? options.endpoint : regions[code]
      end(await deliver(files, { ...options, ...pace, endpoint }, world))
    })
}

/** Options under the names that the parser gives them. */
type DeliverArguments = { giveUpAfter: number; region?: string }

function addSample(program: Command, world: World, end: (exitCode: number) => void): void {
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
    .addHelpText('before', examples.sample)
    .addHelpText('after', credentials + '\n' + exitCodes)
    .allowExcessArguments(false)
    .action(async (file: string | undefined, options: SampleOptions) => {
      end(await sample(file, { ...defaults, ...options }, world))
    })
}

function addPresets(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('presets')
    .description("Print the subscriptions of Quick Setup in the form of Segment's Public API: a file to start from.")
    .addHelpText('before', examples.presets)
    .allowExcessArguments(false)
    .action(() => end(presets(world)))
}

/** Each fault of the emulator is an option, as its table has it. */
function addEmulate(program: Command, world: World, end: (exitCode: number) => void): void {
  const command = program
    .command('emulate')
    .description('Run the CleverTap emulator alone, on this machine, and print the settings to reach it.')
    .option('--port <n>', 'the port, or 0 for any free one', wholeNumber(0, 65_535), 0)
    .allowExcessArguments(false)
    .addHelpText('before', examples.emulate)
    .addHelpText('after', '\nSee GET /_emulator/profiles, /_emulator/events and /_emulator/counters.')
  const options = faultOptions.map(({ fault, flags, description, parse }) => {
    const option = new Option(flags, description).argParser((text, previous) => parseFault(parse, text, previous))
    command.addOption(option)
    return { fault, name: option.attributeName() }
  })
  command.action(async ({ port, ...given }) => {
    const faults = Object.fromEntries(options.map(({ fault, name }) => [fault, given[name]]))
    end(await emulate({ port, faults }, world))
  })
}

function parseFault(parse: FaultOption['parse'], text: string, previous: unknown): unknown {
  try {
    return parse(text, previous)
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message)
  }
}

function addConform(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('conform')
    .description('Ask a CleverTap account what nobody knows; without options it only reads.')
    .allowExcessArguments(false)
    .addHelpText('before', examples.conform)
    .option('--dry-run-writes', 'also ask with uploads of which CleverTap keeps nothing')
    .option('--write', 'also write made-up profiles, which are deleted, and events')
    .option('--report <file>', 'write the result as JSON, without secrets')
    .addHelpText(
      'after',
      `${credentials}
Exit codes: 0 nothing differs, 1 something does or got no answer, 2 wrong usage.`
    )
    .action(async (options: ConformOptions) => {
      end(await conform(options, world))
    })
}
