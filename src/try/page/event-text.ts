/** What is in the editor to events, or where it stops being JSON. Pure. */
import { jsonLanguage } from '@codemirror/lang-json'
import type { Json, JsonObject } from '../protocol'

/** `position` counts characters from 0. */
export type Problem = { message: string; position: number }

export type ParsedText = { event: JsonObject | JsonObject[]; note?: string } | { problem: Problem }

/** As many as the engine takes. */
export const maxEvents = 50

/** @param text one event, a list of them, or one on each line */
export function parseEvents(text: string): ParsedText {
  const parsed = parseJson(text)
  if ('value' in parsed) {
    return toEvents(parsed.value)
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const values = lines.length > 1 ? lines.map(parseQuickly) : []
  const list = values.filter(isObject)
  return list.length > 0 && list.length === values.length ? toEvents(list) : { problem: parsed.problem }
}

function toEvents(value: Json): ParsedText {
  if (Array.isArray(value) && value.length > 0) {
    // The engine says of each that is no object what is wrong with it.
    const event = value.slice(0, maxEvents) as JsonObject[]
    return value.length > maxEvents
      ? { event, note: `The first ${maxEvents} of ${value.length.toLocaleString('en-US')} events are run.` }
      : { event }
  }
  return isObject(value) ? { event: value } : { problem: { message: 'it must be a JSON object.', position: 0 } }
}

/** @param text JSON as somebody types it */
export function parseJson(text: string): { value: Json } | { problem: Problem } {
  try {
    return { value: JSON.parse(text) as Json }
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const position = findPosition(text, said)
    const before = text.slice(0, position).split('\n')
    const place = `line ${before.length}, column ${before[before.length - 1].length + 1}`
    return { problem: { message: `${place}: ${toReason(text, said, position)}`, position } }
  }
}

function parseQuickly(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json
  } catch {
    return undefined
  }
}

/** Not every browser says where, and none always does; then the editor's own parser knows. */
function findPosition(text: string, said: string): number {
  const [, position] = /at position (\d+)/.exec(said) ?? []
  if (position !== undefined) {
    return Math.min(Number(position), text.length)
  }
  let found = text.length
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from }) => {
      found = type.isError ? Math.min(found, from) : found
    }
  })
  return found
}

/** The browser's reason, without what it quotes of the text. */
function toReason(text: string, said: string, position: number): string {
  if (text.trim() === '') {
    return 'there is nothing yet.'
  }
  if (position >= text.trimEnd().length || /end of|unterminated/i.test(said)) {
    return 'it ends too early.'
  }
  const [, expected] = /^Expected (.{1,60}?) in JSON/.exec(said) ?? []
  return expected === undefined ? 'this does not belong here.' : `expected ${expected}.`
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
