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
export type World = {
  environment: Record<string, string | undefined>
  stdin: StandardInput & { isTTY?: boolean }
  stdout: OutputStream
  stderr: OutputStream
  /** Aborted when the person at the terminal asks to stop, or, with `outputClosed`, when nobody reads the output any more. */
  signal: AbortSignal
}

/** The reason of the signal when whoever read standard output has gone away, as `head` does: there is nobody to tell. */
export const outputClosed = 'output closed'
