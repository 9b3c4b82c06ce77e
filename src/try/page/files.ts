/** What a file holds: a saved case, mappings as `deliver --subscriptions` reads them, or events; and the same written. Pure. */
import type { Action, Case, Json, JsonObject, Subscription } from '../protocol'
import { pretty } from './case-text'
import { isObject, parseEvents, parseJson } from './event-text'

export type Opened = { case: Case } | { subscriptions: Subscription[] } | { event: Case['event'] } | { problem: string }

/** @param actions those that there are, by key */
export function readFile(content: string, actions: { [key: string]: Action }): Opened {
  const text = content.replace(/^\ufeff/, '')
  const parsed = parseJson(text)
  const value = 'value' in parsed ? parsed.value : undefined
  const list = toList(value).map(toFrameworkForm)
  if (list.length > 0 && list.every(isSubscription)) {
    const unknown = list.find(({ partnerAction }) => !Object.keys(actions).includes(partnerAction))
    if (unknown) {
      const known = Object.keys(actions).join(' or ')
      const named = JSON.stringify(unknown.partnerAction.slice(0, 40))
      return { problem: `There is no action ${named}; partnerAction must be ${known}.` }
    }
    return isObject(value) && value.event !== undefined
      ? { case: { ...(value as unknown as Case), subscriptions: list } }
      : { subscriptions: list }
  }
  const found = parseEvents(text)
  if ('problem' in found) {
    return { problem: 'The file is neither a saved case, nor mappings, nor events.' }
  }
  const events = found.events as JsonObject[]
  return { event: events.length === 1 && !Array.isArray(value) ? events[0] : events }
}

/** A list, bare or where Segment's Public API and a saved case have it. */
function toList(value: Json | undefined): Json[] {
  const { subscriptions, data } = isObject(value) ? value : ({} as JsonObject)
  const found = [value, subscriptions, isObject(data) ? data.subscriptions : undefined].find(Array.isArray)
  return (found as Json[] | undefined) ?? []
}

/** Segment's Public API has other names for the same. */
function toFrameworkForm(item: Json): Json {
  if (!isObject(item) || item.actionSlug === undefined) {
    return item
  }
  const { actionSlug: partnerAction, trigger: subscribe, settings: mapping, name, enabled } = item
  return {
    partnerAction,
    subscribe,
    mapping,
    ...(name !== undefined && { name }),
    ...(enabled === false && { enabled })
  }
}

const isSubscription = (value: unknown): value is Subscription =>
  isObject(value) &&
  typeof value.partnerAction === 'string' &&
  typeof value.subscribe === 'string' &&
  isObject(value.mapping)

/** As `deliver --subscriptions` reads them. */
export const toMappingsFile = (subscriptions: Subscription[]) => `${pretty(subscriptions)}\n`

/** As *Open* and `POST /api/run` read it. */
export const toCaseFile = (question: Case) => `${pretty(question as unknown as Json)}\n`
