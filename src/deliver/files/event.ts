/** One line of input to an event, or what is wrong with the line. Pure. */
import { isUtf8 } from 'buffer'
import { isObject } from '../../destinations/clevertap/values/json'
import { parseEvent, parseJson } from '../../segment/event'
import type { SegmentEvent } from '../../segment/event'

/**
 * One line without its line break; `isTooLong` if its bytes were thrown away. Numbers begin with 1 and run on from one file
 * to the next; `isFirst` of its own file.
 */
export type Line = { number: number; bytes: Buffer; isTooLong: boolean; isFirst: boolean }

/** `bytes` is the event as it was written, whichever way it was wrapped. */
export type ParsedLine = { line: number; bytes: Buffer } & ({ event: SegmentEvent } | { problem: string })

const byteOrderMark = Buffer.from('\ufeff')

/**
 * @returns nothing for a blank line, which is no event. A line of an undelivered file counts as the event in it.
 */
export function parseLine({ number, bytes, isTooLong, isFirst }: Line): ParsedLine | undefined {
  if (isTooLong) {
    return { line: number, bytes, problem: 'The line is longer than any event.' }
  }
  const own = trimBytes(bytes, isFirst)
  if (!isUtf8(own)) {
    return { line: number, bytes: own, problem: notUtf8 }
  }
  const json = own.toString('utf8').trim()
  if (json === '') {
    return undefined
  }
  const parsed = parseJson(json)
  return isWrapped(parsed?.value)
    ? parseWrapped(number, json, parsed.value)
    : { line: number, bytes: own, ...toEvent(parsed) }
}

type Wrapped = { event: object } | { text: string } | { base64: string }

/** Whether this is a line that `--undelivered` wrote; in no Segment event are `line` and `fate` at the top. */
const isWrapped = (value: unknown): value is Wrapped =>
  isObject(value) &&
  Number.isInteger(value.line) &&
  typeof value.fate === 'string' &&
  (isObject(value.event) || typeof value.text === 'string' || typeof value.base64 === 'string')

function parseWrapped(line: number, json: string, wrapped: Wrapped): ParsedLine {
  if ('event' in wrapped) {
    return {
      line,
      bytes: Buffer.from(wrappedEvent(json) ?? JSON.stringify(wrapped.event)),
      ...toEvent({ value: wrapped.event })
    }
  }
  const bytes = 'text' in wrapped ? Buffer.from(wrapped.text) : Buffer.from(wrapped.base64, 'base64')
  return isUtf8(bytes)
    ? { line, bytes, ...toEvent(parseJson(bytes.toString('utf8'))) }
    : { line, bytes, problem: notUtf8 }
}

const notUtf8 = 'The line is not UTF-8.'

const wrapping = /^\{"line":\d+,"fate":"\w+","reason":"/
const eventKey = ',"event":'

/**
 * The event within its wrapping, as it was written: numbers beyond JavaScript's precision are not to be re-written. The
 * reason is passed character by character: a regular expression would need a stack as deep as the reason is long.
 */
function wrappedEvent(json: string): string | undefined {
  let index = wrapping.exec(json)?.[0].length ?? json.length
  while (index < json.length && json[index] !== '"') {
    index += json[index] === '\\' ? 2 : 1
  }
  const isHere = json.startsWith(eventKey, index + 1) && json.endsWith('}')
  return isHere ? json.slice(index + 1 + eventKey.length, -1) : undefined
}

function toEvent(parsed: { value: unknown } | undefined): { event: SegmentEvent } | { problem: string } {
  if (parsed === undefined) {
    return { problem: 'The line is not JSON.' }
  }
  const event = parseEvent(parsed.value)
  return 'problem' in event ? { problem: `The line ${event.problem}.` } : event
}

/** Without what belongs to the file and not to the event: a carriage return, and before the first line a byte order mark. */
function trimBytes(bytes: Buffer, isFirst: boolean): Buffer {
  const hasMark = isFirst && bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark)
  const hasReturn = bytes[bytes.length - 1] === 0x0d
  return bytes.subarray(hasMark ? byteOrderMark.length : 0, bytes.length - (hasReturn ? 1 : 0))
}
