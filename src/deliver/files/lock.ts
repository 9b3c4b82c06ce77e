/** One run at a time for a file: a lock beside it names the process that has it, and is void once that process is gone. */
import { execFileSync } from 'child_process'
import { linkSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'fs'
import { basename, dirname, join, resolve } from 'path'
import { attempt, Failure, toWriteFailure } from '../failure'
import { findStats } from './identity'

/** `started` distinguishes a process from a later one with the same number; absent where the system does not know. */
type Owner = { pid: number; started?: string }

/**
 * @param name a file that is there or not; all names of one file are one
 * @returns a function that lets go of it
 * @throws Failure that names the process that has it
 */
export function lockFile(name: string): () => void {
  const taken: string[] = []
  const release = () => taken.splice(0).forEach((path) => rmSync(path, { force: true }))
  try {
    for (const path of toLockPaths(name)) {
      take(path, name)
      taken.push(path)
    }
  } catch (error) {
    release()
    throw error
  }
  return release
}

function toLockPaths(name: string): string[] {
  const stats = findStats(name)
  const path = stats ? realpathSync(name) : join(realpathSync(dirname(resolve(name))), basename(name))
  const toPath = (of: string) => join(dirname(path), `.${of}.lock`)
  // A file with a second name has no name of its own.
  return [toPath(basename(path)), ...(stats && stats.nlink > 1 ? [toPath(String(stats.ino))] : [])]
}

function take(path: string, name: string): void {
  for (;;) {
    try {
      const owner: Owner = { pid: process.pid, started: startOf(process.pid) }
      writeFileSync(path, JSON.stringify(owner), { flag: 'wx' })
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw toWriteFailure(name, error)
      }
    }
    removeStale(path, name)
  }
}

/** @throws Failure if the lock is not stale */
function removeStale(path: string, name: string): void {
  const text = readIfThere(path)
  if (text === undefined) {
    return
  }
  const owner = attempt(() => JSON.parse(text) as Owner | null)
  if (!owner || !Number.isInteger(owner.pid)) {
    throw new Failure(`${name} is in use by another run, as ${path} says. If there is none, remove that file.`)
  }
  if (isRunning(owner)) {
    throw new Failure(`${name} is in use by process ${owner.pid}. Wait until it ends: one run at a time has this file.`)
  }
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    // Another run was faster.
    return
  }
  if (readIfThere(aside) !== text) {
    // It was the lock of a run that had been faster.
    linkSync(aside, path)
  }
  rmSync(aside, { force: true })
}

const readIfThere = (path: string) => attempt(() => readFileSync(path, 'utf8'))

function isRunning({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
      return false
    }
  }
  const startedNow = startOf(pid)
  return started === undefined || startedNow === undefined || started === startedNow
}

/** When a process was started, in whatever form the system says it. */
function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') {
    const options = { encoding: 'utf8' } as const
    return attempt(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim()) || undefined
  }
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')
  const stat = readIfThere(`/proc/${pid}/stat`)
  // Source: proc(5). Field 22, counted after the name in brackets, which may hold blanks.
  return boot && stat && `${boot.trim()} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
}
