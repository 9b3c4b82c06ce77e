/** What a command waits for before it has sent anything: it says so soon, and ends when it is asked to. */
import type { Input } from './files/input'
import { toPrintable } from './printable'
import { toFit } from './terminal/layout'
import { outputClosed } from './io'
import type { World } from './io'

/** Nothing is silent for longer than two seconds. */
const patienceMs = 1500

/**
 * @param notice lines for whoever wonders why nothing happens
 * @returns what the task comes to, or nothing at once if the command is asked to stop
 */
export async function waitFor<Result>(
  task: Promise<Result>,
  notice: string,
  world: World
): Promise<Result | undefined> {
  const { signal } = world
  let stop = () => undefined as void
  const stopped = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)))
  signal.addEventListener('abort', stop)
  if (signal.aborted) {
    stop()
  }
  const timer = setTimeout(() => world.stderr.write(notice), patienceMs)
  try {
    return await Promise.race([task, stopped])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/**
 * Waits until it is known of every input that it holds lines, and no list. Only a person at the keyboard is not waited for.
 * @returns false if the command is asked to stop meanwhile
 * @throws Failure if one holds a JSON array
 */
export async function hasBegun({ sources }: Input, world: World): Promise<boolean> {
  for (const { name, totalBytes, isKeyboard, begin } of sources) {
    if (isKeyboard) {
      world.stderr.write('Reading events from the keyboard, one JSON object per line. Ctrl-D ends them.\n')
    } else if (totalBytes === undefined) {
      await waitFor(begin(), `Waiting for events on ${toPrintable(name)}. Ctrl-C ends it.\n`, world)
    }
  }
  if (world.signal.aborted) {
    tellUnsent('Stopped as asked.', world)
  }
  return !world.signal.aborted
}

/** Waits as long as nobody asks the command to stop. */
export async function waitForStop(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  }
}

/** Why a command ends before it has sent anything, unless there is nobody to tell. */
export function tellUnsent(why: string, { stderr, signal }: World): void {
  if (signal.reason !== outputClosed) {
    stderr.write(`${toFit(why, stderr)}\nNothing was sent.\n`)
  }
}
