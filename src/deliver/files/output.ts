/** A file that a command writes: opened before anything is sent, unchanged until there is something to write. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'fs'
import { toWriteFailure } from '../failure'
import { toIdentity } from './identity'

export type Output = {
  name: string
  identity?: string
  fd: number
  /** A regular file is emptied; a device or a pipe has nothing to empty. */
  empty: () => void
  /** Writes all of it at once. @throws Failure */
  write: (bytes: Buffer) => void
  close: () => void
  /** Closes it, and removes it if it was made for this command. */
  discard: () => void
}

/**
 * @param mode of a file that is not there yet
 * @throws Failure if it cannot be written
 */
export function openOutput(name: string, mode: number): Output {
  const attempt = <Result>(task: () => Result): Result => {
    try {
      return task()
    } catch (error) {
      throw toWriteFailure(name, error)
    }
  }
  const { fd, isNew } = attempt(() => openUnchanged(name, mode))
  const stats = fstatSync(fd, { bigint: true })
  return {
    name,
    identity: toIdentity(stats),
    fd,
    empty: () => attempt(() => void (stats.isFile() && ftruncateSync(fd))),
    write: (bytes) => attempt(() => writeAll(fd, bytes)),
    close: () => closeSync(fd),
    discard: () => {
      closeSync(fd)
      if (isNew) {
        attempt(() => unlinkSync(name))
      }
    }
  }
}

/**
 * Opens it to append, and says whether it is new. A named pipe that nothing reads is an error, not a wait.
 */
function openUnchanged(name: string, mode: number): { fd: number; isNew: boolean } {
  const flags = constants.O_WRONLY | constants.O_APPEND | (constants.O_NONBLOCK ?? 0)
  try {
    return { fd: openSync(name, flags, mode), isNew: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error
    }
    return { fd: openSync(name, flags | constants.O_CREAT, mode), isNew: true }
  }
}

/** A full disk takes part of a write without an error; the next write then fails. */
function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeAvailable(file, bytes.subarray(written))
  }
}

/** A pipe whose reader is slow takes nothing for a while. */
function writeAvailable(file: number, bytes: Buffer): number {
  for (;;) {
    try {
      return writeSync(file, bytes)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        throw error
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
