/** Converts the texts in the editors to a case that the engine can run, and back. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import { limits } from '../protocol'
import type { Case, Json, JsonObject } from '../protocol'
import { parseEvents, parseJson } from './event-text'
import type { Problem } from './event-text'
import type { Work } from './work'

/** What the page asks the engine, or why it cannot ask. `event`: where in the text of the event the problem is. */
export type Question =
  | { case: Case; note?: string }
  | { isEmpty: true }
  | { problem: string; event?: Problem & { index: number } }

export const pretty = (value: Json) => JSON.stringify(value, null, 2)

/** @returns one text per event of a list */
export const toTexts = (event: Case['event']): string[] =>
  Array.isArray(event) && event.length > 0 ? event.map(pretty) : [pretty(event)]

/** @returns all events, in order, or undefined where one text cannot be read */
export function toEvents(texts: string[]): Json[] | undefined {
  const parsed = texts.map(parseEvents)
  return parsed.every((one): one is { events: Json[] } => 'events' in one)
    ? parsed.flatMap(({ events }) => events)
    : undefined
}

/** @param region the country of the browser, such as `IN` */
export function toQuestion({ texts, beforeText, subscriptions, answer }: Work, region?: string): Question {
  if (texts.length === 1 && texts[0].trim() === '') {
    return { isEmpty: true }
  }
  const parsed = texts.map(parseEvents)
  const index = parsed.findIndex((one) => 'problem' in one)
  if (index >= 0) {
    const { problem } = parsed[index] as { problem: Problem }
    const which = texts.length > 1 ? `Event ${index + 1}` : 'The event'
    return { problem: `${which} is not valid JSON yet.`, event: { ...problem, index } }
  }
  const before = readBefore(beforeText)
  if ('problem' in before) {
    return before
  }
  // The engine says what is wrong with those that are not objects.
  const events = parsed.flatMap((one) => ('events' in one ? one.events : [])) as JsonObject[]
  const isList = texts.length > 1 || events.length !== 1 || texts[0].trimStart().startsWith('[')
  const run = events.slice(0, limits.events)
  return {
    case: {
      event: isList ? run : run[0],
      subscriptions,
      ...(Object.keys(before.profiles).length > 0 && { before: before.profiles }),
      ...(answer !== undefined && { answer }),
      ...(region !== undefined && { region })
    },
    ...(events.length > limits.events && {
      note: `${limits.events} of ${events.length.toLocaleString('en-US')} events are run.`
    })
  }
}

type Profiles = NonNullable<Case['before']>

export function readBefore(text: string): { profiles: Profiles } | { problem: string } {
  const before = text.trim() === '' ? { value: {} } : parseJson(text)
  if ('problem' in before) {
    const { line, reason } = before.problem
    return { problem: `The profile before is not valid JSON yet: line ${line}, ${reason}` }
  }
  return isObject(before.value) && Object.values(before.value).every(isObject)
    ? { profiles: before.value as Profiles }
    : { problem: 'The profile before must be an object from an identity to an object of attributes.' }
}
