/** The file of events that were not delivered: each as it was, with its line number, fate and reason. */
import { isUtf8 } from 'buffer'
import { fchmodSync, fstatSync, fsyncSync, ftruncateSync } from 'fs'
import { Failure, toWriteFailure } from '../failure'
import type { SettledLine } from '../settled'
import type { Output } from './output'

/** Events are personal data: only the owner may read them. */
export const ownerOnly = 0o600

/** The file of a run, as its checkpoint knows it: which one it is, and how much of it is about settled lines. */
export type Kept = { inode: string; bytes: number }

export type Undelivered = {
  /** Written at once, so that it is not lost when the run is killed. @throws Failure */
  add: (settled: SettledLine) => void
  /** Has what was added survive a power failure too. Nothing is known of a device or a pipe. */
  sync: () => Kept | undefined
  close: () => void
}

/**
 * @param output taken over
 * @param kept what the checkpoint says of the file: entries after that are about lines that will be tried again
 * @throws Failure if the file holds what the checkpoint does not know, or cannot be written
 */
export function openUndelivered(output: Output, kept?: Kept): Undelivered {
  const { fd, name } = output
  const stats = fstatSync(fd, { bigint: true })
  if (!stats.isFile()) {
    return { add: (settled) => output.write(toEntry(settled)), sync: () => undefined, close: output.close }
  }
  const inode = String(stats.ino)
  const isContinued = kept !== undefined && kept.inode === inode && kept.bytes <= Number(stats.size)
  if (stats.size > 0 && !isContinued) {
    throw new Failure(
      `${name} holds events that an earlier run did not deliver. Deliver it first, or name another file: --undelivered ` +
        'continues a file only with the checkpoint of the run that began it.'
    )
  }
  let bytes = isContinued ? kept.bytes : 0
  const attempt = (task: () => void) => {
    try {
      task()
    } catch (error) {
      throw toWriteFailure(name, error)
    }
  }
  attempt(() => {
    ftruncateSync(fd, bytes)
    // A file that was there keeps its mode when it is opened.
    fchmodSync(fd, ownerOnly)
  })
  let isSynced = true
  return {
    add: (settled) => {
      const entry = toEntry(settled)
      if (fstatSync(fd).nlink === 0) {
        throw new Failure(`Cannot write ${name}: it was removed.`)
      }
      try {
        output.write(entry)
      } catch (error) {
        // A full disk takes a part of it.
        ftruncateSync(fd, bytes)
        throw error
      }
      bytes += entry.length
      isSynced = false
    },
    sync: () => {
      if (!isSynced) {
        attempt(() => fsyncSync(fd))
        isSynced = true
      }
      return { inode, bytes }
    },
    close: output.close
  }
}

/** The event's own bytes stand last; a line that is no JSON stands as text, and one that is no text as base64. */
function toEntry({ line, fate, reason, bytes }: SettledLine): Buffer {
  const head = JSON.stringify({ line, fate, reason }).slice(0, -1)
  if (fate !== 'malformed') {
    return Buffer.concat([Buffer.from(`${head},"event":`), bytes, Buffer.from('}\n')])
  }
  return Buffer.from(
    isUtf8(bytes)
      ? `${head},"text":${JSON.stringify(bytes.toString('utf8'))}}\n`
      : `${head},"base64":"${bytes.toString('base64')}"}\n`
  )
}
