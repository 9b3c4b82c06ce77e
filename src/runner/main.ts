/** The command line: arguments to commands, and whatever ends them to an exit code. */
import { readFileSync } from 'fs'
import { join } from 'path'
import { Command, CommanderError, Option } from 'commander'
import { conform } from './commands/conform'
import type { ConformOptions } from './commands/conform'
import { deliver } from './commands/deliver'
import type { DeliverOptions } from './commands/deliver'
import { emulate } from './commands/emulate'
import { durationMs, errorRate, rate, throttle, wholeNumber } from './commands/options'
import { sample } from './commands/sample'
import type { SampleOptions } from './commands/sample'
import type { World } from './commands/world'
import { Failure } from './failure'

const defaults = { concurrency: 4, giveUpAfterMs: 5 * 60_000, firstRetryMs: 500 }

const exitCodes = `
Exit codes: 0 every event that an action takes was delivered, 1 not every one, 2 wrong usage or a file failed.`

const credentials = `
Credentials come from the environment: CLEVERTAP_ACCOUNT_ID, CLEVERTAP_PASSCODE, CLEVERTAP_ENDPOINT.`

/**
 * Runs one command.
 * @param args what follows the name of the program
 * @returns the exit code; never throws
 */
export async function main(args: string[], world: World): Promise<number> {
  const stop = new AbortController()
  let failure: Failure | undefined
  const abort = () => stop.abort()
  const onBrokenOutput = () => {
    failure = failure ?? new Failure('Standard output was closed before everything was written.')
    abort()
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
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text)
    })
  addDeliver(program, world, end)
  addSample(program, world, end)
  addEmulate(program, world, end)
  addConform(program, world, end)
  return program
}

function addDeliver(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('deliver')
    .description('Deliver a file of events, one JSON object per line, plain or gzip.')
    .argument('[file]', 'the file of events, or - for standard input', '-')
    .option('--endpoint <url>', 'a region of CleverTap or a loopback address (default: CLEVERTAP_ENDPOINT)')
    .option('--subscriptions <file>', "Segment's subscription objects as JSON (default: the presets of Quick Setup)")
    .option('--concurrency <n>', 'uploads at once, 1 to 15', wholeNumber(1, 15), defaults.concurrency)
    .addOption(
      new Option('--give-up-after <duration>', 'how long to repeat what may work later, such as 30s, 5m or 1h')
        .argParser(durationMs)
        .default(defaults.giveUpAfterMs, '5m')
    )
    .option('--report <file>', 'write the result as JSON')
    .option('--undelivered <file>', 'write every event that was not delivered; the file can be delivered again')
    .option('--skip <n>', 'leave out the first n lines', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--checkpoint <file>', 'keep the line up to which everything is settled, and continue after it')
    .option('--dry-run', 'print the requests, the passcode masked, and send nothing')
    .addHelpText('after', credentials + exitCodes)
    .action(async (file: string, { giveUpAfter, ...options }: DeliverOptions & { giveUpAfter: number }) => {
      const pace = { concurrency: options.concurrency, giveUpAfterMs: giveUpAfter, firstRetryMs: defaults.firstRetryMs }
      end(await deliver(file, { ...options, ...pace }, world))
    })
}

function addSample(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('sample')
    .description('Deliver a few events and show what becomes of each; without credentials, to a built-in emulator.')
    .argument('[file]', 'a file of events, or - for standard input (default: events that come with the program)')
    .addOption(
      new Option('--invalid-attributes <what>', 'what the presets do with them (default: drop)').choices([
        'drop',
        'reject',
        'send'
      ])
    )
    .addHelpText('after', credentials + exitCodes)
    .action(async (file: string | undefined, options: SampleOptions) => {
      end(await sample(file, { ...defaults, ...options }, world))
    })
}

function addEmulate(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('emulate')
    .description('Run the CleverTap emulator alone, on this machine, and print the settings to reach it.')
    .option('--port <n>', 'the port, or 0 for any free one', wholeNumber(0, 65_535), 0)
    .option('--latency <duration>', 'time before each answer, such as 50ms', durationMs)
    .option('--throttle <uploads,deletes>', 'answer 429 above so many requests at once; CleverTap: 15,3', throttle)
    .option('--retry-after <seconds>', 'add this Retry-After to each 429', wholeNumber(0, 86_400))
    .option('--error <status=rate>', 'answer this share of requests with this status; may be repeated', errorRate)
    .option('--cut-before <rate>', 'cut connections before the request is applied', rate)
    .option('--cut-after <rate>', 'cut connections after the request is applied', rate)
    .option('--silence <rate>', 'never answer', rate)
    .option('--partial <rate>', 'fail one record of an upload with code 555', rate)
    .option('--garbage <rate>', 'apply the request and answer with a page of HTML', rate)
    .option('--seed <n>', 'the same seed gives the same faults', wholeNumber(0, 0x7fffffff))
    .addHelpText('after', '\nProfiles and counters: GET /_emulator/profiles and /_emulator/counters.')
    .action(async ({ port, latency, retryAfter, error, ...rates }) => {
      const faults = { ...rates, latencyMs: latency, retryAfterSeconds: retryAfter, errors: error }
      end(await emulate({ port, faults }, world))
    })
}

function addConform(program: Command, world: World, end: (exitCode: number) => void): void {
  program
    .command('conform')
    .description('Ask a CleverTap account what nobody knows; without options it only reads.')
    .allowExcessArguments(false)
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
