/** The file of events that were not delivered: each as it was, with its line number, fate and reason. */
import { isUtf8 } from 'buffer'
import { createReadStream, fchmodSync, fstatSync, fsyncSync } from 'fs'
import type { SettledLine } from '../run/books'
import { toWriteFailure } from '../failure'
import { openOutput } from './output'
import type { Output } from './output'
import { replaceFile } from './replace'

/** Events are personal data: only the owner may read them. */
export const ownerOnly = 0o600

export type Undelivered = {
  add: (settled: SettledLine) => void
  /** Has what was added survive a power failure too. */
  sync: () => void
  close: () => void
}

/**
 * Empties the file, or continues it: entries of lines up to `keepThrough` stay, the others will be tried again.
 * Entries are written at once, so that none is lost when the run is killed.
 * @param output taken over
 * @throws Failure if the file cannot be written
 */
export async function openUndelivered(output: Output, keepThrough: number): Promise<Undelivered> {
  try {
    const file = keepThrough > 0 ? await keepEntries(output, keepThrough) : output
    if (keepThrough === 0) {
      file.empty()
    }
    const isFile = fstatSync(file.fd).isFile()
    let isSynced = true
    if (isFile) {
      // A file that was there keeps its mode when it is opened.
      fchmodSync(file.fd, ownerOnly)
    }
    return {
      add: (settled) => {
        file.write(toEntry(settled))
        isSynced = false
      },
      sync: () => {
        if (isFile && !isSynced) {
          fsyncSync(file.fd)
          isSynced = true
        }
      },
      close: file.close
    }
  } catch (error) {
    throw toWriteFailure(output.name, error)
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

/** @returns the file with the entries to keep: a new one in the place of the old, which is whole until then */
async function keepEntries(output: Output, keepThrough: number): Promise<Output> {
  if (!fstatSync(output.fd).isFile()) {
    return output
  }
  await replaceFile(output.name, ownerOnly, async (kept) => {
    const select = createSelection(keepThrough)
    for await (const chunk of createReadStream(output.name)) {
      await kept.appendFile(select.take(chunk))
    }
    await kept.truncate(select.completeBytes())
  })
  output.close()
  return openOutput(output.name, ownerOnly)
}

const lineFeed = 0x0a

/** More bytes than an entry needs to tell its line. */
const headBytes = 32

/** Picks entries chunk by chunk, however long they are. An entry that a kill cut short is not complete: its line comes again. */
function createSelection(keepThrough: number) {
  let head = Buffer.alloc(0)
  let isKept: boolean | undefined
  let taken = 0
  let complete = 0
  const take = (chunk: Buffer): Buffer => {
    const pieces: Buffer[] = []
    for (let start = 0, next = 0; start < chunk.length; start = next) {
      const end = chunk.indexOf(lineFeed, start)
      next = end === -1 ? chunk.length : end + 1
      let piece = chunk.subarray(start, next)
      if (isKept === undefined) {
        head = Buffer.concat([head, piece])
        if (end === -1 && head.length < headBytes) {
          continue
        }
        const line = /^\{"line":(\d+),/.exec(head.toString('latin1', 0, headBytes))?.[1]
        isKept = line !== undefined && Number(line) <= keepThrough
        piece = head
        head = Buffer.alloc(0)
      }
      if (isKept) {
        pieces.push(piece)
        taken += piece.length
      }
      if (end !== -1) {
        isKept = undefined
        complete = taken
      }
    }
    return Buffer.concat(pieces)
  }
  return { take, completeBytes: () => complete }
}
