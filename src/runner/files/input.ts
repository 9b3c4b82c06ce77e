/** The events' file or standard input: its bytes, unpacked if they are gzip, and its lines. */
import { createReadStream, promises as fs } from 'fs'
import { PassThrough, pipeline } from 'stream'
import type { Readable } from 'stream'
import { createGunzip } from 'zlib'
import { toFailure } from '../failure'

export type Input = {
  /** What to call it in messages. */
  name: string
  /** Size of the file as it is on disk, absent where it is unknown. */
  totalBytes?: number
  /** How many bytes of it have been read. */
  bytesRead: () => number
  /** The unpacked bytes. Fails with a `Failure` that says why. */
  chunks: () => AsyncGenerator<Buffer>
  /** Stops reading: `chunks` ends as if the input had. */
  stop: () => void
}

/** One line without its line break; `isTooLong` if its bytes were thrown away. Numbers begin with 1. */
export type Line = { number: number; bytes: Buffer; isTooLong: boolean }

const gzipMagic = Buffer.from([0x1f, 0x8b])
const lineFeed = 0x0a

/** Segment takes events of up to 32 KB; what is far beyond that is no event, and must not fill the memory. */
const maxLineBytes = 16 * 1024 * 1024

/**
 * Opens a file, or standard input for `-`.
 * @throws Failure if there is no readable file
 */
export async function openInput(path: string, stdin: Readable): Promise<Input> {
  if (path === '-') {
    return toInput(stdin, { name: 'standard input' })
  }
  try {
    const file = await fs.open(path, 'r')
    const stats = await file.stat()
    await file.close()
    const totalBytes = stats.isFile() ? stats.size : undefined
    return toInput(createReadStream(path, { highWaterMark: 256 * 1024 }), { name: path, totalBytes })
  } catch (error) {
    throw toFailure(`Cannot read ${path}`, error)
  }
}

function toInput(source: Readable, about: Pick<Input, 'name' | 'totalBytes'>): Input {
  let bytesRead = 0
  let isStopped = false
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of unpack(source, (count) => (bytesRead += count))) {
        yield chunk
      }
    } catch (error) {
      if (!isStopped) {
        throw toFailure(`Cannot read ${about.name}`, error)
      }
    }
  }
  const stop = () => {
    isStopped = true
    source.destroy()
  }
  return { ...about, bytesRead: () => bytesRead, chunks, stop }
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
  if (first.subarray(0, gzipMagic.length).equals(gzipMagic)) {
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

/** Splits a stream into lines, chunk by chunk. The last line may lack its line break. */
export async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  let number = 0
  let parts: Buffer[] = []
  let heldBytes = 0
  const finish = (last: Buffer): Line => {
    const isTooLong = heldBytes + last.length > maxLineBytes
    const bytes = isTooLong ? Buffer.alloc(0) : parts.length === 0 ? last : Buffer.concat([...parts, last])
    parts = []
    heldBytes = 0
    number++
    return { number, bytes, isTooLong }
  }
  for await (const chunk of chunks) {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      lines.push(finish(chunk.subarray(start, end)))
      start = end + 1
    }
    if (start < chunk.length) {
      heldBytes += chunk.length - start
      parts = heldBytes > maxLineBytes ? [] : [...parts, chunk.subarray(start)]
    }
    yield lines
  }
  if (heldBytes > 0) {
    yield [finish(Buffer.alloc(0))]
  }
}
