/** The command line: arguments to commands, and whatever ends them to an exit code. */
import { Command, CommanderError } from 'commander'
import type { AddCommand } from './command'
import { addConform } from './commands/conform'
import { addDeliver } from './commands/deliver'
import { addEmulate } from './commands/emulate'
import { addPresets } from './commands/presets'
import { addSample } from './commands/sample'
import { addTry } from './commands/try'
import { onAbort, outputClosed } from './io'
import type { Io } from './io'
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
export async function main(args: string[], io: Io): Promise<number> {
  const stop = new AbortController()
  let failure: Failure | undefined
  const onBrokenOutput = (error: NodeJS.ErrnoException) => {
    // A pipe whose reader, such as head, has seen enough, or a terminal that was closed.
    if (error.code !== 'EPIPE' && error.code !== 'EIO') {
      failure = failure ?? toFailure('Cannot write standard output', error)
    }
    stop.abort(outputClosed)
  }
  const endStop = onAbort(io.signal, () => stop.abort())
  io.stdout.on('error', onBrokenOutput)
  let exitCode = 2
  const program = createProgram({ ...io, signal: stop.signal }, (code) => (exitCode = code))
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      exitCode = error.exitCode === 0 ? 0 : 2
    } else {
      failure = failure ?? toShown(error)
    }
  }
  await flush(io.stdout)
  endStop()
  io.stdout.removeListener('error', onBrokenOutput)
  if (failure) {
    io.stderr.write(`${toFit(toText(failure), io.stderr)}\n`)
    return 2
  }
  return exitCode
}

/** Waits until what was written is out, or has failed and the stream has emitted the error. */
async function flush(stream: Io['stdout']): Promise<void> {
  await new Promise<void>((resolve) => void stream.write('', () => resolve()))
  await new Promise(setImmediate)
}

/** What is not foreseen may quote anything in its message, so only its kind is shown. */
const toShown = (error: unknown) =>
  error instanceof Failure
    ? error
    : new Failure(`Unexpected ${error instanceof Error ? error.name : 'error'}. Please report it.`)

function createProgram(io: Io, end: (exitCode: number) => void): Command {
  const program = new Command('actions-clevertap')
    .description('Delivers Segment events to CleverTap through the CleverTap (Actions) destination.')
    .version(version, '-v, --version', 'print the version')
    .addHelpText('before', examples)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // It may quote an argument.
      writeErr: (text) => void io.stderr.write(toFit(text.split('\n').map(toPrintable).join('\n'), io.stderr)),
      getOutHelpWidth: () => Math.min(io.stdout.columns || maxColumns, maxColumns),
      getErrHelpWidth: () => Math.min(io.stderr.columns || maxColumns, maxColumns)
    })
  commands.forEach((add) => add(program, io, end))
  return program
}
