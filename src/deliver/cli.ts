#!/usr/bin/env node
/** The program: arguments, environment, streams and signals of the process in, its exit code out. */
import './node-version'
import { main } from './main'

/** What a shell reports for a program that Ctrl-C ended. */
const interruptedExitCode = 130

// Until the end says otherwise: if Node finds nothing more to do before that, no way out is 0 by accident.
process.exitCode = 2
process.once('beforeExit', () => process.stderr.write('Unexpected end. Please report it.\n'))

const interruption = new AbortController()

/** The first asks to stop in good order; the second does not wait. */
const onSignal = () => {
  if (interruption.signal.aborted) {
    if (process.stderr.isTTY) {
      // Below the line of progress, which stays as it is.
      process.stderr.write('\n')
    }
    process.exit(interruptedExitCode)
  }
  if (process.stderr.isTTY) {
    // The terminal has written ^C, and what follows would stand behind it.
    process.stderr.write('\r\u001b[K')
  }
  interruption.abort()
}
process.on('SIGINT', onSignal)
process.on('SIGTERM', onSignal)
// The terminal is gone.
process.on('SIGHUP', onSignal)

// Without a terminal, the run itself goes on.
process.stderr.on('error', () => undefined)
process.stdout.on('error', () => undefined)

async function start(): Promise<void> {
  const { env: environment, stdin, stdout, stderr, argv } = process
  const exitCode = await main(argv.slice(2), { environment, stdin, stdout, stderr, signal: interruption.signal })
  // A terminal that is still open as standard input would keep the process.
  process.exit(exitCode)
}

void start()
