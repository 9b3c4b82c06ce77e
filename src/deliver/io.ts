/** What a command sees of its process. */
import type { StandardInput } from './files/source'

/** A stream that a person may read at a terminal. `fd` is there if it is a stream of the process. */
export type OutputStream = NodeJS.WritableStream & {
  fd?: number
  isTTY?: boolean
  columns?: number
  writableNeedDrain?: boolean
  hasColors?: (environment?: object) => boolean
}

/** Passed in, so that tests can bring their own. */
export type Io = {
  environment: Record<string, string | undefined>
  stdin: StandardInput & { isTTY?: boolean }
  stdout: OutputStream
  stderr: OutputStream
  /** Aborted when the person at the terminal asks to stop, or, with `outputClosed`, when the output has no reader any more. */
  signal: AbortSignal
}

/**
 * Calls back when the signal is aborted, at once if it is already.
 * @returns what ends that
 */
export function onAbort(signal: AbortSignal, callBack: () => void): () => void {
  signal.addEventListener('abort', callBack, { once: true })
  if (signal.aborted) {
    callBack()
  }
  return () => signal.removeEventListener('abort', callBack)
}

/** The reason of the signal when the reader of standard output has gone away, as `head` does. */
export const outputClosed = 'output closed'
