/** Errors that end a command with exit code 2 and one clear message, without a stack. */
import { existsSync } from 'fs'
import { dirname } from 'path'
import { toPrintable } from './printable'

/** What the person at the terminal can put right: a wrong option, an unreadable file, a full disk. Safe to print. */
export class Failure extends Error {
  /** What to type, on a line of its own, so that it can be copied. */
  readonly command?: string

  constructor(message: string, command?: string) {
    super(toPrintable(message))
    this.command = command === undefined ? undefined : toPrintable(command)
  }
}

/** Its message, and below it what to type. */
export const toText = ({ message, command }: Failure) => (command === undefined ? message : `${message}\n  ${command}`)

/** @returns what the task comes to, or undefined if it throws */
export function attempt<Result>(task: () => Result): Result | undefined {
  try {
    return task()
  } catch {
    return undefined
  }
}

const explanations: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'access is not permitted',
  EPERM: 'access is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ELOOP: 'its links lead in a circle',
  EMFILE: 'too many files are open at once',
  ENXIO: 'it cannot be opened a second time',
  EPIPE: 'its reader has gone away',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  Z_BUF_ERROR: 'the compressed file ends too early',
  Z_DATA_ERROR: 'the compressed file is damaged'
}

/**
 * @param doing what was tried, such as "Cannot read events.ndjson"
 * @returns a failure that says why in plain words, whatever was thrown
 */
export function toFailure(doing: string, error: unknown): Failure {
  if (error instanceof Failure) {
    return error
  }
  const { code, message } = error as NodeJS.ErrnoException
  return new Failure(`${doing}: ${(code !== undefined && explanations[code]) || message}.`)
}

/** As `toFailure`, of a file that is to be written: one that is not there would be made, so its folder is missing. */
export function toWriteFailure(name: string, error: unknown): Failure {
  const doing = `Cannot write ${name}`
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    return toFailure(doing, error)
  }
  const why = existsSync(dirname(name)) ? 'no file can be made in its folder' : 'its folder does not exist'
  return new Failure(`${doing}: ${why}.`)
}
