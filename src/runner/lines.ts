/** Bytes to lines. Lines stay bytes, so that an event can be written out exactly as it was read. */

/** One line without its line break; `isTooLong` if its bytes were thrown away. Numbers begin with 1. */
export type Line = { number: number; bytes: Buffer; isTooLong: boolean }

/** Segment takes events of up to 32 KB; what is far beyond that is no event, and must not fill the memory. */
const maxLineBytes = 16 * 1024 * 1024

const lineFeed = 0x0a

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
