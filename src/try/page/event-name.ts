/** What an event is called: in a list of examples, and in the columns of a list. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import type { Json, JsonObject } from '../protocol'
import { showText } from './show'

const textIn = (value: Json | undefined) => (typeof value === 'string' ? showText(value) : '')

/** @returns each part as text, blank where the event does not have it */
export function describe(event: Json | undefined) {
  const { type, event: track, name, userId, anonymousId, timestamp } = isObject(event) ? event : ({} as JsonObject)
  const [, time = ''] = /T(\d\d:\d\d:\d\d)/.exec(textIn(timestamp)) ?? []
  const called = type === 'track' ? track : type === 'page' || type === 'screen' ? name : ''
  return { type: textIn(type), name: textIn(called), identity: textIn(userId) || textIn(anonymousId), time }
}

/** As `identify · asha-3`, with the name of a track, page or screen between. */
export function toEventName(event: Json | undefined): string {
  const { type, name, identity } = describe(event)
  return ([type, name, identity].filter(Boolean).join(' · ') || 'event').slice(0, 80)
}
