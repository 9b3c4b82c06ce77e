/** The line up to which everything is settled, kept on disk as the run goes. */
import { createHash } from 'crypto'
import { promises as fs } from 'fs'
import writeFileAtomic from 'write-file-atomic'
import { Failure, toFailure } from '../failure'

/** What a checkpoint is about: it must not be continued with another file or another account. */
export type Subject = { bytes: number; beginning: string; account: string; endpoint: string }

type Content = Subject & { settledThrough: number }

const beginningBytes = 64 * 1024

/** Describes the file; its path is left out, since a file that was moved is still the same. */
export async function describeFile(path: string): Promise<Pick<Subject, 'bytes' | 'beginning'>> {
  try {
    const file = await fs.open(path, 'r')
    try {
      const { size: bytes } = await file.stat()
      const buffer = Buffer.alloc(Math.min(bytes, beginningBytes))
      await file.read(buffer, 0, buffer.length, 0)
      return { bytes, beginning: createHash('sha256').update(buffer).digest('hex') }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw toFailure(`Cannot read ${path}`, error)
  }
}

const differences: [keyof Subject, string][] = [
  ['bytes', 'another file of events, or one that has changed'],
  ['beginning', 'another file of events, or one that has changed'],
  ['account', 'another account'],
  ['endpoint', 'another endpoint']
]

/**
 * @returns the line up to which an earlier run has settled everything, 0 if there was none
 * @throws Failure if the checkpoint is not one, or not of this run
 */
export async function readCheckpoint(path: string, subject: Subject): Promise<number> {
  let content: Partial<Content>
  try {
    content = JSON.parse(await fs.readFile(path, 'utf8')) as Partial<Content>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return 0
    }
    throw error instanceof SyntaxError
      ? new Failure(`${path} is not a checkpoint. Name another file, or remove it to begin anew.`)
      : toFailure(`Cannot read ${path}`, error)
  }
  const { settledThrough } = content ?? {}
  if (!Number.isInteger(settledThrough)) {
    throw new Failure(`${path} is not a checkpoint. Name another file, or remove it to begin anew.`)
  }
  const difference = differences.find(([key]) => content[key] !== subject[key])
  if (difference) {
    throw new Failure(
      `${path} is the checkpoint of ${difference[1]}. Name another checkpoint, or remove it to begin anew.`
    )
  }
  return Number(settledThrough)
}

export type Checkpoint = {
  /** Begins to write, or leaves it to the write under way. Throws if an earlier write failed. */
  write: (settledThrough: number) => void
  /** Writes for the last time. Rejects if that, or an earlier write, failed. */
  finish: (settledThrough: number) => Promise<void>
  /** Waits for the write under way. */
  close: () => Promise<void>
}

/** Writes atomically, one write at a time; lines that are settled meanwhile go with the next. */
export function openCheckpoint(path: string, subject: Subject): Checkpoint {
  let written = -1
  let wanted = -1
  let isWriting = false
  let lastWrite = Promise.resolve()
  let failure: Failure | undefined
  const writeOut = async () => {
    try {
      while (written !== wanted) {
        const content: Content = { ...subject, settledThrough: wanted }
        await writeFileAtomic(path, `${JSON.stringify(content)}\n`)
        written = content.settledThrough
      }
    } catch (error) {
      failure = toFailure(`Cannot write ${path}`, error)
    }
    isWriting = false
  }
  const write = (settledThrough: number) => {
    if (failure) {
      throw failure
    }
    wanted = settledThrough
    if (!isWriting) {
      isWriting = true
      lastWrite = writeOut()
    }
  }
  return {
    write,
    finish: async (settledThrough) => {
      write(settledThrough)
      await lastWrite
      if (failure) {
        throw failure
      }
    },
    close: () => lastWrite
  }
}
