/** Which lines are settled, and what became of them, kept on disk as the run goes. */
import { createHash } from 'crypto'
import { promises as fs } from 'fs'
import type { Subscription } from '../../segment/subscriptions'
import { Failure, toFailure, toWriteFailure } from '../failure'
import type { Settlement } from '../settled'
import { replaceFile } from './replace'
import type { Kept } from './undelivered'

/** What a checkpoint is about: it must not be continued with other files, subscriptions, or another account. */
export type Subject = { bytes: number; beginning: string; subscriptions: string; account: string; endpoint: string }

/** `skipped`: lines up to there were left out with `--skip`, so nothing is known of them. */
export type About = Subject & { skipped: number; undelivered?: Kept }

/** The form of the file. One of another form is refused. */
const version = 2

export type Content = About & Settlement & { version: typeof version }

const beginningBytes = 64 * 1024

/** Describes the files in their order; their paths are left out, since a file that was moved is still the same. */
export async function describeFiles(paths: string[]): Promise<Pick<Subject, 'bytes' | 'beginning'>> {
  const described = []
  for (const path of paths) {
    described.push(await describeFile(path))
  }
  return { bytes: described.reduce((total, { bytes }) => total + bytes, 0), beginning: toDigest(described) }
}

/** Subscriptions as a checkpoint knows them: what they select and map, whatever they are called. */
export const describeSubscriptions = (subscriptions: Subscription[]) =>
  toDigest(subscriptions.map(({ partnerAction, subscribe, mapping }) => [partnerAction, subscribe, mapping]))

const toDigest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

async function describeFile(path: string): Promise<Pick<Subject, 'bytes' | 'beginning'>> {
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
  ['subscriptions', 'other subscriptions'],
  ['account', 'another account'],
  ['endpoint', 'another endpoint']
]

/**
 * @param skip the lines that this run leaves out of the input
 * @returns what earlier runs have left, nothing if there was none
 * @throws Failure if the checkpoint is not one, or not of this run
 */
export async function readCheckpoint(path: string, subject: Subject, skip: number): Promise<Content | undefined> {
  const foreign = new Failure(`${path} is not a checkpoint. Name another file, or remove it to begin anew.`)
  let content: Partial<Content> | null
  try {
    content = JSON.parse(await fs.readFile(path, 'utf8')) as Partial<Content> | null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined
    }
    throw error instanceof SyntaxError ? foreign : toFailure(`Cannot read ${path}`, error)
  }
  if (Number.isInteger(content?.settledThrough) && content?.version !== version) {
    throw new Failure(
      `${path} is a checkpoint of another version of this program, by which everything up to line ` +
        `${content?.settledThrough} is settled. Name another checkpoint and add --skip ${content?.settledThrough}.`
    )
  }
  if (!isContent(content)) {
    throw foreign
  }
  const difference = differences.find(([key]) => content?.[key] !== subject[key])
  if (difference) {
    throw new Failure(
      `${path} is the checkpoint of ${difference[1]}. Name another checkpoint, or remove it to begin anew.`
    )
  }
  if (content.skipped > skip) {
    throw new Failure(
      `${path} is the checkpoint of runs with --skip ${content.skipped}. Add that, or remove it to begin anew.`
    )
  }
  return content
}

const isContent = (content: Partial<Content> | null): content is Content =>
  [content?.settledThrough, content?.skipped, content?.total?.read].every(Number.isInteger) &&
  Array.isArray(content?.settled) &&
  content.settled.every((range) => Array.isArray(range) && range.length === 2 && range.every(Number.isInteger))

export type Checkpoint = {
  /** Begins to write what is settled, or leaves it to the write under way. Throws if an earlier write failed. */
  write: (settlement: () => Settlement) => void
  /** Writes, and waits for it. Rejects if that, or an earlier write, failed. */
  finish: (settlement: () => Settlement) => Promise<void>
  /** Up to where everything is settled by what is on disk. */
  savedThrough: () => number
}

/**
 * Writes atomically, one write at a time; lines that are settled meanwhile go with the next.
 * @param about called before each write; has what the checkpoint relies on be on the disk
 */
export function openCheckpoint(path: string, about: () => About): Checkpoint {
  let wanted: (() => Settlement) | undefined
  let written = ''
  let savedThrough = 0
  let isWriting = false
  let lastWrite = Promise.resolve()
  let failure: Failure | undefined
  const writeOut = async () => {
    try {
      while (wanted) {
        const { settledThrough, settled, total } = wanted()
        wanted = undefined
        const content: Content = { version, ...about(), settledThrough, settled, total }
        const text = `${JSON.stringify(content)}\n`
        if (text !== written) {
          await replaceFile(path, 0o666, (file) => file.writeFile(text))
          written = text
          savedThrough = settledThrough
        }
      }
    } catch (error) {
      failure = toWriteFailure(path, error)
    }
    isWriting = false
  }
  const write = (settlement: () => Settlement) => {
    if (failure) {
      throw failure
    }
    wanted = settlement
    if (!isWriting) {
      isWriting = true
      lastWrite = writeOut()
    }
  }
  return {
    write,
    finish: async (settlement) => {
      write(settlement)
      await lastWrite
      if (failure) {
        throw failure
      }
    },
    savedThrough: () => savedThrough
  }
}
