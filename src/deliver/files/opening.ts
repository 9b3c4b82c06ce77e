/** Opens a file without standing still: a named pipe opens only once somebody is at its other end. */
import { closeSync, constants, open, openSync, statSync } from 'fs'
import { promisify } from 'util'

/**
 * @param flags as of open(2)
 * @param mode of a file that is made
 * @param signal ends the wait for the other end of a named pipe, which opens then as if somebody had been there
 * @returns the descriptor; rejects as `open` does
 */
export async function openPatiently(
  path: string,
  flags: string | number,
  mode: number,
  signal?: AbortSignal
): Promise<number> {
  // A thread stands still meanwhile, which the process could not end without.
  let ownEnd: number | undefined
  const letGo = () => (ownEnd = openPipe(path))
  signal?.addEventListener('abort', letGo)
  if (signal?.aborted) {
    letGo()
  }
  try {
    return await promisify<string, string | number, number, number>(open)(path, flags, mode)
  } finally {
    signal?.removeEventListener('abort', letGo)
    if (ownEnd !== undefined) {
      closeSync(ownEnd)
    }
  }
}

/** Both ends at once, which needs nobody else. */
function openPipe(path: string): number | undefined {
  try {
    return statSync(path).isFIFO() ? openSync(path, constants.O_RDWR | constants.O_NONBLOCK) : undefined
  } catch {
    return undefined
  }
}
