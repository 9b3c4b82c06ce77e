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
  const shown = listNames(path).filter((name) => !/(^|[/\\])\./.test(name))
  const files = shown.map((name) => join(path, name)).filter((file) => !isFolder(file) && !isOwn(file))
  if (files.length === 0) {
    throw new Failure(`${path} is a folder without files.`)
  }
  return files.sort()
}

const isFolder = (path: string) => findStats(path)?.isDirectory() ?? false

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch (error) {
    throw toFailure(`Cannot read ${folder}`, error)
  }
}
