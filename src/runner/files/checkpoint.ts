/** The line up to which everything is settled, kept on disk as the run goes. */
import { createHash } from 'crypto'
import { promises as fs } from 'fs'
import { Failure, toFailure } from '../failure'
import { replaceFile } from './replace'
import type { Subscription } from './subscriptions'

/** What a checkpoint is about: it must not be continued with other files, subscriptions, or another account. */
export type Subject = { bytes: number; beginning: string; subscriptions: string; account: string; endpoint: string }

type Content = Subject & { settledThrough: number }

const beginningBytes = 64 * 1024

/** Describes the files in their order; their paths are left out, since a file that was moved is still the same. */
export async function describeFiles(paths: string[]): Promise<Pick<Subject, 'bytes' | 'beginning'>> {
  const described = []
  for (const path of paths) {
    described.push(await describeFile(path))
  }
  const [first, ...others] = described
  return others.length === 0
    ? first
    : { bytes: described.reduce((total, { bytes }) => total + bytes, 0), beginning: toDigest(described) }
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

export type Checkpoint = { write: (settledThrough: number) => void; close: () => Promise<void> }

/**
 * Writes atomically, one write at a time; lines that are settled meanwhile go with the next.
 * @param onFailure called if a write fails
 */
export function openCheckpoint(path: string, subject: Subject, onFailure: (failure: Failure) => void): Checkpoint {
  let written = -1
  let wanted = -1
  let hasFailed = false
  let writing: Promise<void> | undefined
  const writeOut = async () => {
    try {
      while (written !== wanted) {
        const content: Content = { ...subject, settledThrough: wanted }
        await replaceFile(path, 0o666, (file) => file.writeFile(`${JSON.stringify(content)}\n`))
        written = content.settledThrough
      }
    } catch (error) {
      hasFailed = true
      onFailure(toFailure(`Cannot write ${path}`, error))
    } finally {
      writing = undefined
    }
  }
  return {
    write: (settledThrough) => {
      wanted = settledThrough
      if (!writing && !hasFailed && wanted !== written) {
        writing = writeOut()
      }
    },
    close: async () => writing
  }
}
