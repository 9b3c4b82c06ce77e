/** What a command sees of its process. */
import type { Readable } from 'stream'

/** Passed in, so that tests can bring their own. */
export type World = {
  environment: Record<string, string | undefined>
  stdin: Readable
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream & { isTTY?: boolean }
  /** Aborted when the person at the terminal asks to stop. */
  signal: AbortSignal
}
