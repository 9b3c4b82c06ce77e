/** Whether two files of a command are the same one, whatever they are called. */
import { realpathSync, statSync } from 'fs'
import type { BigIntStats } from 'fs'
import { attempt, Failure } from '../failure'

/** A file of a command: what it is for, what it was called, and which one it is. */
export type NamedFile = { role: string; name: string; identity?: string }

/**
 * A file is known by its device and inode: links, folders and streams lead to the same ones.
 * @returns nothing for a terminal or another character device, which keeps nothing that could be overwritten
 */
export const toIdentity = (stats: BigIntStats): string | undefined =>
  stats.isCharacterDevice() ? undefined : `${stats.dev}:${stats.ino}`

/** What the system says of a file, wherever links lead; nothing if there is none, or none can be reached. */
export const findStats = (path: string): BigIntStats | undefined => attempt(() => statSync(path, { bigint: true }))

/** Whether it is a pipe that has a name, unlike those of `<(…)` and of the shell's `|`, which are open already. */
export const isNamedPipe = (path: string): boolean =>
  findStats(path)?.isFIFO() === true && attempt(() => realpathSync(path)) !== undefined

/** One file for two purposes would be overwritten while it is read. @throws Failure that names both */
export function refuseSameFile(files: NamedFile[]): void {
  const seen = new Map<string, NamedFile>()
  for (const file of files) {
    const other = file.identity === undefined ? undefined : seen.get(file.identity)
    if (other) {
      throw new Failure(
        `${other.name} (${other.role}) and ${file.name} (${file.role}) are the same file. Each needs a file of its own.`
      )
    }
    if (file.identity !== undefined) {
      seen.set(file.identity, file)
    }
  }
}
