/** One file of events, or standard input: opened at once, read later, unpacked if it is gzip. */
import { closeSync, createReadStream, fstatSync, openSync, readSync, realpathSync, statSync } from 'fs'
import type { BigIntStats } from 'fs'
import { Socket } from 'net'
import { join } from 'path'
import { PassThrough, pipeline } from 'stream'
import type { Readable } from 'stream'
import { isatty, ReadStream } from 'tty'
import { constants, createGunzip, gunzipSync } from 'zlib'
import { Failure, toFailure } from '../failure'
import { toIdentity } from './identity'

export type Source = {
  /** What to call it in messages. */
  name: string
  /** Which file it is; absent where that is unknown. */
  identity?: string
  /** Size of a regular file as it is on disk, absent for everything else. */
  totalBytes?: number
  /** How many bytes of it have been read. */
  bytesRead: () => number
  /** Whether a person types it. */
  isKeyboard: boolean
  /** Waits for its first bytes. Fails with a `Failure` if they begin a JSON array. */
  begin: () => Promise<void>
  /** The unpacked bytes. Fails with a `Failure` that says why. */
  chunks: () => AsyncGenerator<Buffer>
  /** Stops reading: `chunks` ends as if the file had. */
  stop: () => void
}

/** `fd` is there if it is a stream of the process. */
export type StandardInput = Readable & { fd?: number; isTTY?: boolean }

/** A file of events that comes with the program. */
export const bundledEvents = join(__dirname, '..', '..', '..', 'fixtures', 'sample-events.ndjson')

const gzipMagic = Buffer.from([0x1f, 0x8b])
const peekBytes = 64 * 1024
const chunkBytes = 256 * 1024

/**
 * Opens a file, or standard input for `-`.
 * @throws Failure if there is no readable file, or if it holds a JSON array
 */
export async function openSource(path: string, stdin: StandardInput): Promise<Source> {
  if (path === '-') {
    const stats = typeof stdin.fd === 'number' ? fstatSync(stdin.fd, { bigint: true }) : undefined
    const about = { name: 'standard input', path, isKeyboard: stdin.isTTY === true }
    return toSource(stdin, { ...about, ...(stats && { identity: toIdentity(stats) }) })
  }
  let file: number | undefined
  try {
    refuseNamedPipe(path)
    file = openSync(path, 'r')
    const stats = fstatSync(file, { bigint: true })
    if (stats.isFile() || stats.isDirectory()) {
      refuseArray(path, toBeginning(peek(file)))
    }
    const about = { name: path, path, identity: toIdentity(stats), isKeyboard: isatty(file) }
    return toSource(openStream(file, stats), { ...about, ...(stats.isFile() && { totalBytes: Number(stats.size) }) })
  } catch (error) {
    if (file !== undefined) {
      closeSync(file)
    }
    throw toFailure(`Cannot read ${path}`, error)
  }
}

/** To open one would block until something writes to it. Pipes without a name, such as those of `<(…)`, are open. */
function refuseNamedPipe(path: string): void {
  const isNamed = () => {
    try {
      return realpathSync(path) !== ''
    } catch {
      return false
    }
  }
  if (statSync(path).isFIFO() && isNamed()) {
    throw new Failure(
      `${path} is a named pipe, which is read as standard input. Give the command - in its place, and add:`,
      `< ${toShellWord(path)}`
    )
  }
}

/** A file's reader would hold a thread, and the process, until somebody writes: not for a terminal and a pipe. */
function openStream(fd: number, stats: BigIntStats): Readable {
  if (isatty(fd)) {
    return new ReadStream(fd)
  }
  return stats.isFIFO()
    ? new Socket({ fd, readable: true, writable: false })
    : createReadStream('', { fd, highWaterMark: chunkBytes, ...(stats.isFile() && { start: 0 }) })
}

function peek(fd: number): Buffer {
  const buffer = Buffer.alloc(peekBytes)
  return buffer.subarray(0, readSync(fd, buffer, 0, peekBytes, 0))
}

const isGzip = (bytes: Buffer) => bytes.subarray(0, gzipMagic.length).equals(gzipMagic)

/** The beginning of a file, unpacked; what is wrong with a gzip file is said when it is read. */
function toBeginning(bytes: Buffer): Buffer {
  try {
    return isGzip(bytes) ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes
  } catch {
    return Buffer.alloc(0)
  }
}

/** Blanks of JSON, and the bytes of a byte order mark. */
const bytesBefore = [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]

/** The first byte of what a file says, if it has come by now. */
const firstByte = (beginning: Buffer) => beginning.find((byte) => !bytesBefore.includes(byte))

const openingBracket = 0x5b

/** No event begins with a bracket, so all of the file is one list, or a part of it. */
function refuseArray(path: string, beginning: Buffer): void {
  if (firstByte(beginning) === openingBracket) {
    const command = path === '-' ? "jq -c '.[]'" : `jq -c '.[]' ${toShellWord(path)} > events.ndjson`
    const name = path === '-' ? 'Standard input' : path
    throw new Failure(`${name} holds a JSON array, not one event per line. This makes lines of it:`, command)
  }
}

const toShellWord = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replace(/'/g, `'\\''`)}'`)

type About = Pick<Source, 'name' | 'identity' | 'totalBytes' | 'isKeyboard'> & { path: string }

function toSource(stream: Readable, { path, ...about }: About): Source {
  let bytesRead = 0
  let isStopped = false
  const unpacked = unpack(stream, (count) => (bytesRead += count))
  /** What was read to see how it begins. */
  let held = Buffer.alloc(0)
  let failure: { error: unknown } | undefined
  let beginning: Promise<void> | undefined
  // What breaks before it is read is told when it is.
  stream.on('error', () => undefined)
  async function readBeginning(): Promise<void> {
    try {
      while (firstByte(held) === undefined && held.length < peekBytes) {
        const next = await unpacked.next()
        if (next.done) {
          break
        }
        held = Buffer.concat([held, next.value])
      }
    } catch (error) {
      failure = { error }
    }
    refuseArray(path, held)
  }
  const begin = () => (beginning = beginning ?? readBeginning())
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      await begin()
      yield held
      held = Buffer.alloc(0)
      if (failure) {
        throw failure.error
      }
      yield* unpacked
      if (about.totalBytes !== undefined && bytesRead < about.totalBytes && !isStopped) {
        throw new Failure(`Cannot read ${about.name}: it became shorter while it was read.`)
      }
    } catch (error) {
      if (!isStopped) {
        throw toFailure(`Cannot read ${about.name}`, error)
      }
    }
  }
  const stop = () => {
    isStopped = true
    stream.destroy()
  }
  return { ...about, bytesRead: () => bytesRead, begin, chunks, stop }
}

/** The bytes as they are, or unpacked if they begin as gzip does; a file's name does not matter. */
async function* unpack(source: Readable, onRead: (count: number) => void): AsyncGenerator<Buffer> {
  const reader = source[Symbol.asyncIterator]()
  let first = Buffer.alloc(0)
  let next = await reader.next()
  while (!next.done && first.length < gzipMagic.length) {
    first = Buffer.concat([first, Buffer.from(next.value)])
    next = first.length < gzipMagic.length ? await reader.next() : next
  }
  async function* counted(): AsyncGenerator<Buffer> {
    onRead(first.length)
    yield first
    for (let following = await reader.next(); !following.done; following = await reader.next()) {
      const chunk = Buffer.from(following.value)
      onRead(chunk.length)
      yield chunk
    }
  }
  if (isGzip(first)) {
    const unpacked = new PassThrough()
    // The error reaches the loop below through `unpacked`, which the pipeline destroys with it.
    pipeline(counted(), createGunzip(), unpacked, () => undefined)
    for await (const chunk of unpacked) {
      yield chunk
    }
  } else {
    yield* counted()
  }
}
