/** One file of events, or standard input: checked by its first bytes, read later, unpacked if it is gzip. */
import { createReadStream, existsSync, fstatSync, openSync } from 'fs'
import { Socket } from 'net'
import { join } from 'path'
import { PassThrough, pipeline } from 'stream'
import type { Readable } from 'stream'
import { createGunzip } from 'zlib'
import type { Gunzip } from 'zlib'
import { Failure, toFailure } from '../failure'
import { maxDetectionBytes, quote, detectFormat, toError } from './format'
import { packageFolder } from '../package'
import { isNamedPipe, toIdentity } from './identity'

export type Source = {
  /** What to call it in messages. */
  name: string
  /** Which file it is; absent where that is unknown. */
  identity?: string
  /** Size of a regular file as it is on disk, absent for everything else. */
  totalBytes?: number
  /** How many bytes of it, as they are on disk, what was read comes from. */
  bytesRead: () => number
  /** Whether a person types it. */
  isKeyboard: boolean
  /** Waits until its format is known. Fails with a `Failure` if that is not one event per line. */
  check: () => Promise<void>
  /** The unpacked bytes. Fails with a `Failure` that says why. */
  chunks: () => AsyncGenerator<Buffer>
  /** Stops reading: `chunks` ends as if the file had. */
  stop: () => void
}

/** `fd` is there if it is a stream of the process. */
export type StandardInput = Readable & { fd?: number; isTTY?: boolean }

/** A file of events that comes with the program. */
export const bundledEvents = join(packageFolder, 'fixtures', 'sample-events.ndjson')

const gzipMagic = Buffer.from([0x1f, 0x8b])
const chunkBytes = 256 * 1024

/**
 * Looks into a file, or takes standard input for `-`. A regular file is closed again until it is its turn, so that there may
 * be more of them than can be open.
 * @throws Failure if there is no readable file, or if it does not hold one event per line
 */
export async function openSource(path: string, stdin: StandardInput): Promise<Source> {
  if (path === '-') {
    const stats = typeof stdin.fd === 'number' ? fstatSync(stdin.fd, { bigint: true }) : undefined
    const about = { name: 'standard input', isKeyboard: stdin.isTTY === true }
    return toSource(() => stdin, { ...about, ...(stats && { identity: toIdentity(stats) }) })
  }
  try {
    if (isNamedPipe(path)) {
      const remedy = 'Give the command - in its place, and add:'
      throw new Failure(`${path} is a named pipe, which is read as standard input. ${remedy}`, `< ${quote(path)}`)
    }
    const fd = openSync(path, 'r')
    const stats = fstatSync(fd, { bigint: true })
    const about = { name: path, path, identity: toIdentity(stats), isKeyboard: false }
    if (!stats.isFile()) {
      // A file's reader would hold a thread, and the process, until something is written to a pipe.
      const isPipe = stats.isFIFO()
      const stream = isPipe ? new Socket({ fd, readable: true, writable: false }) : createReadStream('', { fd })
      return toSource(() => stream, about)
    }
    let isOpen = true
    const open = () => {
      // Of thousands of small files, each would take a large buffer.
      const highWaterMark = Math.min(chunkBytes, Number(stats.size) + 1)
      const options = { highWaterMark, ...(isOpen && { fd, start: 0 }) }
      isOpen = false
      return createReadStream(path, options)
    }
    const source = toSource(open, { ...about, totalBytes: Number(stats.size) })
    await source.check()
    return source
  } catch (error) {
    throw toFailure(`Cannot read ${path}`, error)
  }
}

type About = Pick<Source, 'name' | 'identity' | 'totalBytes' | 'isKeyboard'> & { path?: string }

/** @param open gives a new stream each time, if the size is known; else the only one */
function toSource(open: () => Readable, { path, ...about }: About): Source {
  let reading: Unpacked | undefined
  let isStopped = false
  /** What was read of the only stream to detect its format, and what went wrong then. */
  let held = Buffer.alloc(0)
  let failure: { error: unknown } | undefined
  let checked: Promise<void> | undefined
  const isRepeatable = about.totalBytes !== undefined
  async function readHead(): Promise<void> {
    reading = unpack(open())
    try {
      const { head, format } = await readFormat(reading.chunks)
      if (format !== 'lines') {
        const { message, command } = toError(format, path, reading.isGzip(), freeName())
        throw new Failure(message, command)
      }
      held = head
    } catch (error) {
      if (error instanceof Failure) {
        reading.stop()
        throw error
      }
      // An error before the lines are read is reported when they are.
      failure = { error }
    }
    if (isRepeatable) {
      reading.stop()
      reading = undefined
      held = Buffer.alloc(0)
      failure = undefined
    }
  }
  const check = () => (checked = checked ?? readHead())
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      await check()
      yield held
      held = Buffer.alloc(0)
      if (failure) {
        throw failure.error
      }
      reading = reading ?? unpack(open())
      yield* reading.chunks
      if (about.totalBytes !== undefined && reading.bytesRead() < about.totalBytes && !isStopped) {
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
    // What was never read may be a stream of the process, which would keep it.
    const { stop: end } = reading ?? (isRepeatable ? { stop: () => undefined } : unpack(open()))
    end()
  }
  return { ...about, bytesRead: () => reading?.bytesRead() ?? 0, check, chunks, stop }
}

const lineFeed = 0x0a

/** Up to here the format is looked for after each line; then each time that twice as many bytes are there. */
const shortBytes = 64 * 1024

/** Reads until the format is known. */
async function readFormat(chunks: AsyncIterator<Buffer>) {
  const parts: Buffer[] = []
  let bytes = 0
  for (let dueAt = 1; ; ) {
    const next = await chunks.next()
    const part = next.done ? Buffer.alloc(0) : next.value
    parts.push(part)
    bytes += part.length
    const isWhole = next.done === true || bytes >= maxDetectionBytes
    if (isWhole || bytes >= dueAt || (bytes < shortBytes && part.includes(lineFeed))) {
      const head = Buffer.concat(parts)
      const format = detectFormat(head, isWhole)
      if (format !== 'unknown') {
        return { head, format }
      }
      dueAt = bytes * 2
    }
  }
}

/** Commands that are proposed write no file that is there. */
function freeName(): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? 'events.ndjson' : `events-${count}.ndjson`
    if (!existsSync(name)) {
      return name
    }
  }
}

type Unpacked = {
  chunks: AsyncGenerator<Buffer>
  isGzip: () => boolean
  /** How many bytes of the source what has come out comes from. */
  bytesRead: () => number
  stop: () => void
}

/** The bytes as they are, or unpacked if they begin as gzip does; a file's name does not matter. */
function unpack(source: Readable): Unpacked {
  let gunzip: Gunzip | undefined
  let bytesRead = 0
  // An error before the lines are read is reported when they are.
  source.on('error', () => undefined)
  async function* unpacked(): AsyncGenerator<Buffer> {
    const reader = source[Symbol.asyncIterator]()
    let first = Buffer.alloc(0)
    let next = await reader.next()
    while (!next.done && first.length < gzipMagic.length) {
      first = Buffer.concat([first, Buffer.from(next.value)])
      next = first.length < gzipMagic.length ? await reader.next() : next
    }
    async function* raw(): AsyncGenerator<Buffer> {
      bytesRead += first.length
      yield first
      for (let following = await reader.next(); !following.done; following = await reader.next()) {
        const chunk = Buffer.from(following.value)
        bytesRead += chunk.length
        yield chunk
      }
    }
    if (!first.subarray(0, gzipMagic.length).equals(gzipMagic)) {
      return yield* raw()
    }
    gunzip = createGunzip()
    const out = new PassThrough()
    // The error reaches the loop below through `out`, which the pipeline destroys with it.
    pipeline(raw(), gunzip, out, () => undefined)
    for await (const chunk of out) {
      yield chunk
    }
    bytesUnpacked = bytesRead
  }
  let bytesUnpacked: number | undefined
  return {
    chunks: unpacked(),
    isGzip: () => gunzip !== undefined,
    bytesRead: () => (gunzip ? bytesUnpacked ?? gunzip.bytesWritten : bytesRead),
    stop: () => void source.destroy()
  }
}
