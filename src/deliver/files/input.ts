/** The input of a run: the lines of several files, one after another. */
import { parseLine } from './event'
import type { Line } from './event'
import { listFiles } from './folders'
import { openSource } from './source'
import type { Source, StandardInput } from './source'

export type Input = {
  sources: Source[]
  /** Size of all files as they are on disk, absent where one of them is unknown. */
  totalBytes?: number
  /** How many bytes on disk the lines up to this one come from. To be asked for later lines each time. */
  bytesThrough: (line: number) => number
  /** The lines, numbered from the first of the first file to the last of the last. Fails with a `Failure` that says why. */
  lines: () => AsyncGenerator<Line[]>
  /** Where a line that was read stands: the file, and the line within it. */
  locate: (line: number) => Location
  /** Stops reading: `lines` ends as if the input had. */
  stop: () => void
}

export type Location = { file: string; line: number }

/**
 * Looks into all files, or takes standard input for `-`. Of a folder, all files in it are taken, and in its folders.
 * @param isOwn whether a file of a folder is one of the command's own, which are left out
 * @throws Failure if one of them cannot be read, or does not hold one event per line
 */
export async function openInput(
  paths: string[],
  stdin: StandardInput,
  isOwn: (path: string) => boolean = () => false
): Promise<Input> {
  const sources: Source[] = []
  try {
    for (const path of paths.flatMap((one) => listFiles(one, isOwn))) {
      sources.push(await openSource(path, stdin))
    }
  } catch (error) {
    sources.forEach(({ stop }) => stop())
    throw error
  }
  return toInput(sources)
}

function toInput(sources: Source[]): Input {
  /** How many lines come before each file that has been opened. */
  const linesBefore: number[] = []
  /** Where the lines that were read end, and the bytes up to there. */
  const marks: { line: number; bytes: number }[] = [{ line: 0, bytes: 0 }]
  let isStopped = false
  async function* lines(): AsyncGenerator<Line[]> {
    let last = 0
    for (const source of sources) {
      if (isStopped) {
        return
      }
      linesBefore.push(last)
      const done = marks[marks.length - 1].bytes
      for await (const chunk of splitLines(source.chunks(), last)) {
        if (chunk.length > 0) {
          last = chunk[chunk.length - 1].number
          marks.push({ line: last, bytes: done + source.bytesRead() })
        }
        yield chunk
      }
    }
  }
  const sizes = sources.map(({ totalBytes }) => totalBytes)
  const totalBytes = sizes.every((size) => size !== undefined)
    ? sizes.reduce<number>((total, size) => total + (size ?? 0), 0)
    : undefined
  return {
    sources,
    ...(totalBytes !== undefined && { totalBytes }),
    bytesThrough: (line) => {
      const next = marks.findIndex((mark) => mark.line > line)
      marks.splice(0, (next === -1 ? marks.length : next) - 1)
      return marks[0].bytes
    },
    lines,
    locate: (line) => {
      let index = linesBefore.length - 1
      while (index > 0 && linesBefore[index] >= line) {
        index--
      }
      return { file: sources[Math.max(index, 0)].name, line: line - (linesBefore[index] ?? 0) }
    },
    stop: () => {
      isStopped = true
      sources.forEach(({ stop }) => stop())
    }
  }
}

/** `events.ndjson:12`. */
export const toLocationText = ({ file, line }: Location) => `${file}:${line}`

const lineFeed = 0x0a

/**
 * Segment takes events of up to 32 KB; what is far beyond that is no event, and must not fill the memory. An undelivered
 * file wraps the longest of them in a little more.
 */
const maxEventBytes = 16 * 1024 * 1024
const maxLineBytes = maxEventBytes + 64 * 1024

/**
 * Splits a stream into lines, chunk by chunk. The last line may lack its line break.
 * @param before the number of the last line before this stream
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>, before = 0): AsyncGenerator<Line[]> {
  let number = before
  let parts: Buffer[] = []
  let heldBytes = 0
  const finish = (last: Buffer): Line => {
    const isTooLong = heldBytes + last.length > maxLineBytes
    const bytes = isTooLong ? Buffer.alloc(0) : parts.length === 0 ? last : Buffer.concat([...parts, last])
    parts = []
    heldBytes = 0
    number++
    return { number, bytes, isTooLong, isFirst: number === before + 1 }
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
      if (heldBytes > maxLineBytes) {
        parts = []
      } else {
        parts.push(chunk.subarray(start))
      }
    }
    yield lines
  }
  if (heldBytes > 0) {
    yield [finish(Buffer.alloc(0))]
  }
}

/**
 * The input as far as its first events.
 * @param count how many lines that are events to take; the input ends after the last of them
 */
export function limitInput({ totalBytes: _totalBytes, ...input }: Input, count: number): Input {
  async function* lines(): AsyncGenerator<Line[]> {
    let left = count
    for await (const chunk of input.lines()) {
      const last = chunk.findIndex((line) => {
        const parsed = parseLine(line)
        return parsed !== undefined && 'event' in parsed && --left === 0
      })
      yield last === -1 ? chunk : chunk.slice(0, last + 1)
      if (last !== -1) {
        input.stop()
        return
      }
    }
  }
  return { ...input, lines }
}
