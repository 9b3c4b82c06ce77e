/** Text for a terminal: how wide it is, which colours it takes, and lines that fit. Pure. */
import type { OutputStream } from '../io'
import type { LineFate } from '../settled'

/** Text is read most easily, and help is written, for this many columns. */
export const maxColumns = 80

export const toColumns = ({ columns }: OutputStream) => Math.min(columns || maxColumns, maxColumns)

/**
 * Breaks text between words; each line begins with the indent. A word that is longer than a line stays whole.
 * @param first what the first line begins with instead
 */
export const wrap = (text: string, indent: string, columns: number, first = indent) =>
  wrapParts(text.split(' '), indent, columns, first)

/**
 * Sentences as a stream shows them: broken to the width of a terminal, one line elsewhere, where programs may read them. A
 * line that begins with a blank is to be copied, and stays whole.
 */
export const toFit = (text: string, stream: OutputStream) =>
  stream.isTTY
    ? text
        .split('\n')
        .map((line) => (line.startsWith(' ') ? line : wrap(line, '', toColumns(stream))))
        .join('\n')
    : text

/** Breaks only between these parts. */
export function wrapParts(parts: string[], indent: string, columns: number, first = indent): string {
  const lines: string[] = []
  let begin = first
  let line = ''
  for (const part of parts) {
    if (line !== '' && begin.length + line.length + 1 + part.length > columns) {
      lines.push(begin + line)
      begin = indent
      line = part
    } else {
      line = line === '' ? part : `${line} ${part}`
    }
  }
  return [...lines, begin + line].join('\n')
}

/** `1 request`, `2 requests`, `1,000 requests`. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

/** A fate, or a note on one, in its colour. */
export type Paint = (text: string, as: LineFate | 'warnings') => string

const red = 31
const green = 32
const yellow = 33
const grey = 90

const colours: Record<LineFate | 'warnings', number> = {
  delivered: green,
  notSubscribed: grey,
  duplicates: grey,
  warnings: yellow,
  transient: yellow,
  malformed: red,
  invalid: red,
  rejected: red,
  unauthorized: red
}

/** Whether a count has a colour. */
export const isPainted = (key: string): key is LineFate | 'warnings' => key in colours

/** Node's own answer on colours honours NO_COLOR, FORCE_COLOR and TERM. */
export function createPaint({ isTTY, hasColors }: OutputStream, environment: object): Paint {
  return isTTY && hasColors?.(environment) ? (text, as) => `\u001b[${colours[as]}m${text}\u001b[39m` : (text) => text
}
