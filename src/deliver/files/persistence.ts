/** What a run keeps on disk, for itself alone: the checkpoint, and the events that were not delivered. */
import { rmSync } from 'fs'
import { toFailure } from '../failure'
import type { Failure } from '../failure'
import { settledThrough, toSettledLines } from '../settled'
import type { SettledLine, Settlement } from '../settled'
import { openCheckpoint, readCheckpoint } from './checkpoint'
import type { Checkpoint, Content, Subject } from './checkpoint'
import { findStats } from './identity'
import { lockFile } from './lock'
import type { Output } from './output'
import { openUndelivered } from './undelivered'
import type { Undelivered } from './undelivered'

export type Persistence = {
  /** What earlier runs have settled, or `--skip` leaves out. */
  start: Settlement
  /** What earlier runs have left, if there were any. */
  kept?: Content
  keepsUndelivered: boolean
  /** @throws Failure if the event cannot be kept */
  onSettled: (settled: SettledLine) => void
  /** @throws Failure if an earlier write of the checkpoint failed */
  onProgress: (settlement: () => Settlement) => void
  /**
   * Writes for the last time, and closes the files.
   * @returns why that failed, and up to where the checkpoint says that everything is settled
   */
  finish: (settlement: () => Settlement) => Promise<{ failure?: Failure; savedThrough?: number }>
  /** For a command that ends before it has sent anything: nothing is left of it. */
  discard: () => void
}

export type PersistenceOptions = {
  skip: number
  undelivered?: Output
  /** Where the checkpoint is, and what it is about. */
  checkpoint?: { path: string; subject: Subject }
}

/** @throws Failure if a file is not of this run, is in use by another, or cannot be written */
export async function openPersistence({
  skip,
  undelivered: output,
  checkpoint: wanted
}: PersistenceOptions): Promise<Persistence> {
  const locks: (() => void)[] = []
  const release = () => locks.splice(0).forEach((letGo) => letGo())
  let undelivered: Undelivered | undefined
  let checkpoint: Checkpoint | undefined
  try {
    const names = [wanted?.path, output && findStats(output.name)?.isFile() ? output.name : undefined]
    names.forEach((name) => name !== undefined && locks.push(lockFile(name)))
    const kept = wanted && (await readCheckpoint(wanted.path, wanted.subject, skip))
    const start: Settlement = kept ? { ...toSettledLines(kept, [], skip), total: kept.total } : settledThrough(skip)
    undelivered = output && openUndelivered(output, kept?.undelivered)
    if (wanted) {
      const skipped = kept && skip <= kept.settledThrough ? kept.skipped : skip
      const about = () => ({ ...wanted.subject, skipped, undelivered: undelivered?.sync() })
      checkpoint = openCheckpoint(wanted.path, about)
      await checkpoint.finish(() => start)
    }
    return {
      start,
      kept,
      keepsUndelivered: output !== undefined,
      onSettled: (settled) => {
        if (isUndelivered(settled)) {
          undelivered?.add(settled)
        }
      },
      onProgress: (settlement) => checkpoint?.write(settlement),
      finish: async (settlement) => {
        try {
          await checkpoint?.finish(settlement)
          return { savedThrough: checkpoint?.savedThrough() }
        } catch (error) {
          return { failure: toFailure('Cannot write the checkpoint', error), savedThrough: checkpoint?.savedThrough() }
        } finally {
          undelivered?.close()
          release()
        }
      },
      discard: () => {
        if (wanted && !kept) {
          rmSync(wanted.path, { force: true })
        }
        release()
      }
    }
  } catch (error) {
    release()
    throw error
  }
}

const isUndelivered = ({ fate }: SettledLine) => !['delivered', 'notSubscribed', 'duplicates'].includes(fate)
