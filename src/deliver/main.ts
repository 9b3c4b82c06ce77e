/** The command line: arguments to commands, and whatever ends them to an exit code. */
import { Command, CommanderError } from 'commander'
import type { AddCommand } from './command'
import { addConform } from './commands/conform'
import { addDeliver } from './commands/deliver'
import { addEmulate } from './commands/emulate'
import { addPresets } from './commands/presets'
import { addSample } from './commands/sample'
import { addTry } from './commands/try'
import { outputClosed } from './io'
import type { World } from './io'
import { Failure, toFailure, toText } from './failure'
import { version } from './package'
import { toPrintable } from './printable'
import { maxColumns, toFit } from './terminal/layout'

/** In the order of the help page. */
const commands: AddCommand[] = [addDeliver, addSample, addTry, addPresets, addEmulate, addConform]

const examples = `Examples:
  actions-clevertap sample                       see what becomes of events
  actions-clevertap try                          see it on a page, as you type
  actions-clevertap deliver --dry-run my.ndjson  see what would be sent
  actions-clevertap deliver --region in1 my.ndjson
`

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
    // A pipe whose reader, such as head, has seen enough, or a terminal that was closed.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') {
      failure = failure ?? toFailure('Cannot write standard output', error)
    }
    stop.abort(outputClosed)
  }
  world.signal.addEventListener('abort', abort)
  if (world.signal.aborted) {
    abort()
  }
  world.stdout.on('error', onBrokenOutput)
  let exitCode = 2
  const program = createProgram({ ...world, signal: stop.signal }, (code) => (exitCode = code))
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      exitCode = error.exitCode === 0 ? 0 : 2
    } else {
      failure = failure ?? toShown(error)
    }
  }
  await flush(world.stdout)
  world.signal.removeEventListener('abort', abort)
  world.stdout.removeListener('error', onBrokenOutput)
  if (failure) {
    world.stderr.write(`${toFit(toText(failure), world.stderr)}\n`)
    return 2
  }
  return exitCode
}

/** Waits until what was written is out, or has failed and the stream has said so. */
async function flush(stream: World['stdout']): Promise<void> {
  await new Promise<void>((resolve) => void stream.write('', () => resolve()))
  await new Promise(setImmediate)
}

/** What is not foreseen may quote anything in its message, so only its kind is shown. */
const toShown = (error: unknown) =>
  error instanceof Failure
    ? error
    : new Failure(`Unexpected ${error instanceof Error ? error.name : 'error'}. Please report it.`)

function createProgram(world: World, end: (exitCode: number) => void): Command {
  const program = new Command('actions-clevertap')
    .description('Delivers Segment events to CleverTap through the CleverTap (Actions) destination.')
    .version(version, '-v, --version', 'print the version')
    .addHelpText('before', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      // It may quote an argument.
      writeErr: (text) => void world.stderr.write(toFit(text.split('\n').map(toPrintable).join('\n'), world.stderr)),
      getOutHelpWidth: () => Math.min(world.stdout.columns || maxColumns, maxColumns),
      getErrHelpWidth: () => Math.min(world.stderr.columns || maxColumns, maxColumns)
    })
  commands.forEach((add) => add(program, world, end))
  return program
}
