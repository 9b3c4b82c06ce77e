/** Parses the text in the editor to events; or says where it is not JSON, and how to repair it. Pure. */
import { jsonLanguage } from '@codemirror/lang-json'
import { isObject, parseObject } from '../../destinations/clevertap/values/json'
import type { Json } from '../protocol'

/**
 * `from`, `to`: the place in the text, in characters from 0. `line`: where the repair belongs, from 1. `reason`: in words.
 * `mend`: what can be inserted, and where.
 */
export type Problem = { reason: string; line: number; from: number; to: number; mend?: Mend }

export type Mend = { label: string; insert: string; at: number }

export type ParsedText = { events: Json[] } | { problem: Problem }

/** @param text one event, a list of them, or one on each line */
export function parseEvents(text: string): ParsedText {
  const parsed = parseJson(text)
  if ('value' in parsed) {
    return toEvents(parsed.value)
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const values = lines.length > 1 ? lines.map(parseObject) : []
  return values.length > 0 && values.every(isObject) ? { events: values } : { problem: parsed.problem }
}

function toEvents(value: Json): ParsedText {
  const events = Array.isArray(value) ? value : isObject(value) ? [value] : []
  const reason = 'an event is a JSON object, in { }.'
  return events.length > 0 ? { events } : { problem: { reason, line: 1, from: 0, to: 1 } }
}

/** @param text JSON while it is typed */
export function parseJson(text: string): { value: Json } | { problem: Problem } {
  try {
    return { value: JSON.parse(text) as Json }
  } catch (error) {
    return { problem: explain(text, error instanceof Error ? error.message : '') }
  }
}

const lineAt = (text: string, position: number) => text.slice(0, position).split('\n').length

/** Longer pieces of the text are cut where they are quoted. */
const maxQuoted = 30

/** Uses the editor's own parser, which finds the same place in every browser. */
function explain(text: string, said: string): Problem {
  const found = findError(text, said)
  const end = text.trimEnd().length
  const before = text.slice(0, found).trimEnd()
  const at = (reason: string, from: number, mend?: Mend): Problem => {
    const [token] = /^"[^"\n]*"?|^[\w.+-]+|^[^]?/.exec(text.slice(from)) ?? ['']
    return { reason, line: lineAt(text, from), from, to: Math.max(from + 1, from + token.length), mend }
  }
  const next = text.slice(found)
  const [, quoted] = /^\s*("[^"\n]*"|[\w.+-]+|[^\s])/.exec(next) ?? []
  if (quoted === undefined || found >= end) {
    const open = findOpen(text)
    const missing = open === '{' ? '}' : open === '[' ? ']' : undefined
    return missing === undefined
      ? at(text.trim() === '' ? 'there is nothing yet.' : 'it ends too early.', Math.max(0, end - 1))
      : at(`a ${missing} is missing at the end.`, Math.max(0, end - 1), {
          label: `Insert ${missing}`,
          insert: `\n${missing}`,
          at: end
        })
  }
  const start = found + next.indexOf(quoted)
  const name = quoted.length > maxQuoted ? `${quoted.slice(0, maxQuoted)}…` : quoted
  if (/["\d}\]el]$/.test(before) && /^["{[\w-]/.test(quoted)) {
    const isAfterName = /[{,]\s*"(?:[^"\\]|\\.)*"$/.test(before.slice(-200)) && findOpen(before) === '{'
    return isAfterName
      ? at(`a colon is missing before ${name}.`, start, { label: 'Insert colon', insert: ':', at: before.length })
      : at(`a comma is missing before ${name}.`, start, { label: 'Insert comma', insert: ',', at: before.length })
  }
  if (before.endsWith(',') && /^[}\]]/.test(quoted)) {
    return at(`the comma before ${name} is one too many.`, before.length - 1)
  }
  return quoted.startsWith("'") ? at('texts stand in ", not in \'.', start) : at(`${name} does not belong here.`, start)
}

/** The editor's own parser takes too long for more than this. */
const maxCharacters = 50_000

/** Where the first thing stands that does not belong there. @param said what the browser said, which may tell the place */
function findError(text: string, said: string): number {
  let found = text.length
  if (text.length > maxCharacters) {
    return Number(/at position (\d+)/.exec(said)?.[1] ?? found)
  }
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from }) => {
      found = type.isError ? Math.min(found, from) : found
    }
  })
  return found
}

/** The last bracket that is open at the end. */
function findOpen(text: string): string | undefined {
  const open: string[] = []
  let isText = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '"') {
      isText = !isText
    } else if (isText) {
      index += character === '\\' ? 1 : 0
    } else if (character === '{' || character === '[') {
      open.push(character)
    } else if (character === '}' || character === ']') {
      open.pop()
    }
  }
  return open[open.length - 1]
}
