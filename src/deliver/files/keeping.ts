/** What a run keeps on disk: the checkpoint, and the events that were not delivered. */
import type { SettledLine, Settlement } from '../run/books'
import { toFailure } from '../failure'
import type { Failure } from '../failure'
import { openCheckpoint, readCheckpoint } from './checkpoint'
import type { Checkpoint, Content, Subject } from './checkpoint'
import { openUndelivered } from './undelivered'
import type { Undelivered } from './undelivered'
import type { Output } from './output'

export type Keeping = {
  /** What earlier runs have settled, or `--skip` leaves out. */
  start: Settlement
  /** What earlier runs have left, if there were any. */
  kept?: Content
  keepsUndelivered: boolean
  /** Makes the files ready to be written. Nothing is changed before. @throws Failure */
  begin: () => Promise<void>
  /** @throws Failure if the event cannot be kept */
  onSettled: (settled: SettledLine) => void
  /** @throws Failure if an earlier write of the checkpoint failed */
  onProgress: (settlement: Settlement) => void
  /**
   * Writes for the last time, and closes the files.
   * @returns why that failed: the next run then begins where the checkpoint says, which is earlier
   */
  finish: (settlement: Settlement) => Promise<Failure | undefined>
}

export type KeepingOptions = {
  skip: number
  undelivered?: Output
  /** Where the checkpoint is, and what it is about. */
  checkpoint?: { path: string; subject: Subject }
}

/** @throws Failure if the checkpoint is not of this run */
export async function openKeeping({ skip, undelivered: output, checkpoint: wanted }: KeepingOptions): Promise<Keeping> {
  const kept = wanted && (await readCheckpoint(wanted.path, wanted.subject, skip))
  const { settledThrough = 0, allDelivered = true } = kept ?? {}
  const start = { settledThrough: Math.max(skip, settledThrough), allDelivered }
  const skipped = skip > settledThrough ? skip : kept?.skipped ?? 0
  let undelivered: Undelivered | undefined
  let checkpoint: Checkpoint | undefined
  return {
    start,
    kept,
    keepsUndelivered: output !== undefined,
    begin: async () => {
      undelivered = output && (await openUndelivered(output, start.settledThrough))
      checkpoint = wanted && openCheckpoint(wanted.path, { ...wanted.subject, skipped }, undelivered?.sync)
    },
    onSettled: (settled) => {
      if (settled.fate !== 'delivered' && settled.fate !== 'notSubscribed') {
        undelivered?.add(settled)
      }
    },
    onProgress: (settlement) => checkpoint?.write(settlement),
    finish: async (settlement) => {
      try {
        await checkpoint?.finish(settlement)
        return undefined
      } catch (error) {
        return toFailure('Cannot write the checkpoint', error)
      } finally {
        await checkpoint?.close()
        undelivered?.close()
      }
    }
  }
}
