/** The files of `deliver`: all opened before anything is sent, and no two of them the same. */
import { promises as fs, constants, fstatSync } from 'fs'
import { dirname, resolve } from 'path'
import { Failure, toWriteFailure } from '../failure'
import { findStats, refuseSameFile, toIdentity } from './identity'
import type { NamedFile } from './identity'
import { limitInput, openInput } from './input'
import type { Input } from './input'
import { openOutput } from './output'
import type { Output } from './output'
import { ownerOnly } from './undelivered'
import type { Io } from '../io'

/** Names of files, and how many events to take. */
export type FileOptions = {
  subscriptions?: string
  report?: string
  undelivered?: string
  checkpoint?: string
  limit?: number
}

export type DeliverFiles = {
  input: Input
  /** Writes the report to its file, if there is to be one. @throws Failure */
  writeReport: (text: string) => void
  undelivered?: Output
  /** For a command that ends before it has sent anything: nothing is left of it. */
  discard: () => void
}

const anyReader = 0o666

/**
 * @param paths the files of events, `-` for standard input
 * @throws Failure if one cannot be opened, or is named twice; nothing is changed then
 */
export async function openFiles(paths: string[], options: FileOptions, io: Io): Promise<DeliverFiles> {
  requireNames(options)
  const { subscriptions, report, undelivered, checkpoint, limit } = options
  const own = [subscriptions, report, undelivered, checkpoint].flatMap((name) => namedFile('', name))
  const isOwn = (path: string) => own.some(({ identity }) => identity === namedFile('', path)[0]?.identity)
  const all = await openInput(paths, io.stdin, isOwn)
  const input = limit === undefined ? all : limitInput(all, limit)
  const outputs: Output[] = []
  const discard = () => {
    input.stop()
    outputs.splice(0).forEach((output) => output.discard())
  }
  const open = (path: string | undefined, mode: number) => {
    const opened = path === undefined ? [] : [openOutput(path, mode)]
    outputs.push(...opened)
    return opened[0] as Output | undefined
  }
  try {
    if (checkpoint !== undefined) {
      requireRegular(input)
      await requireReplaceable(checkpoint)
    }
    const reportFile = open(report, anyReader)
    const undeliveredFile = open(undelivered, ownerOnly)
    const toFile = (option: string, output?: Output): NamedFile[] =>
      output ? [{ role: option, name: output.name, identity: output.identity }] : []
    refuseSameFile([
      ...input.sources.map(({ name, identity }) => ({ role: 'events', name, identity })),
      ...namedFile('--subscriptions', subscriptions),
      ...toFile('--report', reportFile),
      ...toFile('--undelivered', undeliveredFile),
      ...namedFile('--checkpoint', checkpoint),
      { role: 'the summary', name: 'standard output', identity: identityOfStream(io.stdout) }
    ])
    return { input, undelivered: undeliveredFile, discard, writeReport: createReportWriter(reportFile) }
  } catch (error) {
    discard()
    throw error
  }
}

const createReportWriter = (report?: Output) => (text: string) => {
  report?.empty()
  report?.write(Buffer.from(text))
  report?.close()
}

function requireNames({ report, undelivered, checkpoint }: FileOptions): void {
  for (const [option, name] of Object.entries({ report, undelivered, checkpoint })) {
    if (name === '-') {
      throw new Failure(`--${option} needs the name of a file.${option === 'checkpoint' ? '' : ' /dev/stdout is one.'}`)
    }
  }
}

/** A run that continues reads its files a second time. */
function requireRegular({ sources }: Input): void {
  const other = sources.find(({ totalBytes }) => totalBytes === undefined)
  if (other) {
    throw new Failure(`--checkpoint needs a file: ${other.name} cannot be read a second time.`)
  }
}

/** A checkpoint is replaced as a whole, which needs a regular file in a folder that can be written to. */
async function requireReplaceable(path: string): Promise<void> {
  try {
    await fs.access(dirname(resolve(path)), constants.W_OK)
  } catch (error) {
    throw toWriteFailure(path, error)
  }
  const stats = findStats(path)
  if (stats && !stats.isFile()) {
    throw new Failure(`--checkpoint needs a regular file, and ${path} is none.`)
  }
}

function namedFile(role: string, name: string | undefined): NamedFile[] {
  const stats = name === undefined ? undefined : findStats(name)
  return stats && name !== undefined ? [{ role, name, identity: toIdentity(stats) }] : []
}

/** Pipes and terminals may be named twice: only a file is overwritten. */
function identityOfStream({ fd }: Io['stdout']): string | undefined {
  const stats = typeof fd === 'number' ? fstatSync(fd, { bigint: true }) : undefined
  return stats?.isFile() ? toIdentity(stats) : undefined
}
