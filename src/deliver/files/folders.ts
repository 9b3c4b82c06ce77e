/** The files that a path names: itself, or those of a folder. */
import { readdirSync } from 'fs'
import { join } from 'path'
import { Failure, toFailure } from '../failure'
import { findStats } from './identity'

/**
 * @param path `-` stands for standard input
 * @param isOwn whether to leave a file of a folder out
 * @returns of a folder, the files in it and in its folders, by name; hidden ones, and links to folders, are left out
 * @throws Failure if a folder cannot be read, or has no file
 */
export function listFiles(path: string, isOwn: (path: string) => boolean): string[] {
  if (path === '-' || !isFolder(path)) {
    return [path]
  }
  const files: string[] = []
  // The last one is next.
  for (const waiting = [path]; waiting.length > 0; ) {
    const next = waiting.pop() as string
    if (isFolder(next)) {
      waiting.push(...listNames(next).reverse())
    } else if (!isOwn(next)) {
      files.push(next)
    }
  }
  if (files.length === 0) {
    throw new Failure(`${path} is a folder without files.`)
  }
  return files
}

const isFolder = (path: string) => findStats(path)?.isDirectory() ?? false

function listNames(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => !entry.name.startsWith('.') && !(entry.isSymbolicLink() && isFolder(join(folder, entry.name)))
    )
    return entries.map(({ name }) => join(folder, name)).sort()
  } catch (error) {
    throw toFailure(`Cannot read ${folder}`, error)
  }
}
