/** The file of events that were not delivered: each as it was, with its line number, fate and reason. */
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fchmodSync,
  fstatSync,
  fsyncSync,
  openSync,
  promises as fs,
  writeSync
} from 'fs'
import { once } from 'events'
import type { SettledLine } from '../delivery/books'
import { toFailure } from '../failure'
import { splitLines } from './input'

/** Events are personal data: only the owner may read them. */
const ownerOnly = 0o600

export type Undelivered = {
  add: (settled: SettledLine) => void
  /** Has what was added survive a power failure too. */
  sync: () => void
  close: () => void
}

/**
 * Creates the file, or continues it: entries of lines up to `keepThrough` stay, the others will be tried again.
 * Entries are written at once, so that none is lost when the run is killed.
 * @throws Failure if the file cannot be written
 */
export async function openUndelivered(path: string, keepThrough: number): Promise<Undelivered> {
  const doing = `Cannot write ${path}`
  try {
    if (keepThrough > 0) {
      await keepEntries(path, keepThrough)
    }
    const file = openSync(path, keepThrough > 0 ? 'a' : 'w', ownerOnly)
    const isFile = fstatSync(file).isFile()
    let isSynced = true
    if (isFile) {
      // A file that was there keeps its mode when it is opened.
      fchmodSync(file, ownerOnly)
    }
    return {
      add: (settled) => {
        try {
          writeAll(file, toEntry(settled))
          isSynced = false
        } catch (error) {
          throw toFailure(doing, error)
        }
      },
      sync: () => {
        if (isFile && !isSynced) {
          fsyncSync(file)
          isSynced = true
        }
      },
      close: () => closeSync(file)
    }
  } catch (error) {
    throw toFailure(doing, error)
  }
}

/** A full disk takes part of a write without an error; the next write then fails. */
function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written)
  }
}

/** The event's own bytes stand last; a line that is no JSON stands as text. */
function toEntry({ line, fate, reason, bytes }: SettledLine): Buffer {
  const head = JSON.stringify({ line, fate, reason }).slice(0, -1)
  return fate === 'malformed'
    ? Buffer.from(`${head},"text":${JSON.stringify(bytes.toString('utf8'))}}\n`)
    : Buffer.concat([Buffer.from(`${head},"event":`), bytes, Buffer.from('}\n')])
}

async function keepEntries(path: string, keepThrough: number): Promise<void> {
  const old = await fs.stat(path).catch(() => undefined)
  if (!old?.isFile()) {
    return
  }
  const temporary = `${path}.${process.pid}`
  const kept = createWriteStream(temporary, { mode: ownerOnly })
  for await (const lines of splitLines(createReadStream(path))) {
    for (const { bytes } of lines) {
      const line = /^\{"line":(\d+),.*\}$/s.exec(bytes.toString('utf8'))?.[1]
      // An entry that a crash cut short belongs to a line that will be tried again.
      if (line !== undefined && Number(line) <= keepThrough && !kept.write(Buffer.concat([bytes, Buffer.from('\n')]))) {
        await once(kept, 'drain')
      }
    }
  }
  kept.end()
  await once(kept, 'close')
  await fs.rename(temporary, path)
}
