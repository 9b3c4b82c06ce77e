/** What a command waits for before it has sent anything: it says so soon, and ends when it is asked to. */
import type { Input } from './files/input'
import { toPrintable } from './printable'
import { toFit } from './terminal/layout'
import { onAbort, outputClosed } from './io'
import type { Io } from './io'

/** Nothing is silent for longer than two seconds. */
const patienceMs = 1500

/**
 * @param notice lines that say what is waited for
 * @returns what the task comes to, or nothing at once if the command is asked to stop
 */
export async function waitFor<Result>(task: Promise<Result>, notice: string, io: Io): Promise<Result | undefined> {
  let endStop = () => undefined as void
  const stopped = new Promise<undefined>((resolve) => (endStop = onAbort(io.signal, () => resolve(undefined))))
  const timer = setTimeout(() => io.stderr.write(notice), patienceMs)
  try {
    return await Promise.race([task, stopped])
  } finally {
    clearTimeout(timer)
    endStop()
  }
}

/**
 * Waits until it is known of every input that it holds lines, and no list. Only a person at the keyboard is not waited for.
 * @returns false if the command is asked to stop meanwhile
 * @throws Failure if one holds a JSON array
 */
export async function checkFormats({ sources }: Input, io: Io): Promise<boolean> {
  for (const { name, totalBytes, isKeyboard, check } of sources) {
    if (isKeyboard) {
      io.stderr.write('Reading events from the keyboard, one JSON object per line. Ctrl-D ends them.\n')
    } else if (totalBytes === undefined) {
      await waitFor(check(), `Waiting for events on ${toPrintable(name)}. Ctrl-C ends it.\n`, io)
    }
  }
  if (io.signal.aborted) {
    printUnsent('Stopped as asked.', io)
  }
  return !io.signal.aborted
}

/** Waits until the command is asked to stop. */
export const waitForStop = (signal: AbortSignal) => new Promise<void>((resolve) => void onAbort(signal, resolve))

/** Prints why a command ends before it has sent anything, if its output has a reader. */
export function printUnsent(why: string, { stderr, signal }: Io): void {
  if (signal.reason !== outputClosed) {
    stderr.write(`${toFit(why, stderr)}\nNothing was sent.\n`)
  }
}
