/** What a file holds: a saved case, mappings as `deliver --subscriptions` reads them, or events; and the same written. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import { listEntries, parseEntry } from '../../segment/subscription-entries'
import type { Action, Case, Json, JsonObject, Subscription } from '../protocol'
import { pretty } from './case-text'
import { parseEvents, parseJson } from './event-text'

export type Opened = { case: Case } | { subscriptions: Subscription[] } | { event: Case['event'] } | { problem: string }

/** @param actions those that there are, by key */
export function readFile(content: string, actions: { [key: string]: Action }): Opened {
  const text = content.replace(/^\ufeff/, '')
  const parsed = parseJson(text)
  const value = 'value' in parsed ? parsed.value : undefined
  const entries = listEntries(value) ?? []
  const isCase = isObject(value) && value.event !== undefined && Array.isArray(value.subscriptions)
  if (isCase || entries.some(isEntry)) {
    const read = entries.map((entry) => parseEntry(entry, Object.keys(actions)))
    const wrong = read.findIndex((one) => 'problem' in one)
    const problem = read.flatMap((one) => ('problem' in one ? [one.problem] : []))[0]
    const subscriptions = read.flatMap((one) => ('subscription' in one ? [one.subscription as Subscription] : []))
    if (problem !== undefined) {
      return { problem: `Mapping ${wrong + 1}: ${problem}` }
    }
    return isCase ? { case: toCase(value, subscriptions) } : { subscriptions }
  }
  const found = parseEvents(text)
  if ('problem' in found) {
    return { problem: 'The file is neither a saved case, nor mappings, nor events.' }
  }
  const events = found.events as JsonObject[]
  return { event: events.length === 1 && !Array.isArray(value) ? events[0] : events }
}

const isEntry = (entry: unknown) => isObject(entry) && ('partnerAction' in entry || 'actionSlug' in entry)

/** A case of any version. Other keys would be refused, and the region is that of the browser that saved it. */
function toCase({ event, before, answer }: JsonObject, subscriptions: Subscription[]): Case {
  return {
    event: event as Case['event'],
    subscriptions,
    ...(before !== undefined && { before: before as Case['before'] }),
    ...(answer !== undefined && answer !== null && { answer: answer as Case['answer'] })
  }
}

/** As `deliver --subscriptions` reads them. */
export const toMappingsFile = (subscriptions: Subscription[]) => `${pretty(subscriptions)}\n`

/** As *Open* and `POST /api/run` read it. */
export const toCaseFile = (question: Case) => `${pretty(question as unknown as Json)}\n`
