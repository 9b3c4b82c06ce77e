/** A file that a command writes: opened before anything is sent, unchanged until there is something to write. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, unlinkSync, writeFileSync } from 'fs'
import { Failure, toWriteFailure } from '../failure'
import { isNamedPipe, toIdentity } from './identity'

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
    write: (bytes) => attempt(() => writeFileSync(fd, bytes)),
    close: () => closeSync(fd),
    discard: () => {
      closeSync(fd)
      if (isNew) {
        attempt(() => unlinkSync(name))
      }
    }
  }
}

/** Opens it to append, and says whether it is new. To open a named pipe would block until something reads it. */
function openUnchanged(name: string, mode: number): { fd: number; isNew: boolean } {
  if (isNamedPipe(name)) {
    throw new Failure(`Cannot write ${name}: it is a named pipe.`)
  }
  const flags = constants.O_WRONLY | constants.O_APPEND
  try {
    return { fd: openSync(name, flags, mode), isNew: false }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error
    }
    return { fd: openSync(name, flags | constants.O_CREAT, mode), isNew: true }
  }
}
