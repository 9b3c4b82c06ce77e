/** What one event asks for: a payload of an action, or nothing that is sent. Pure. */
import type { DestinationDefinition, JSONObject } from '@segment/actions-core'
import type { Settings } from '../destinations/clevertap/generated-types'
import type { Task } from '../segment/batches'
import { parseEvent, toText } from '../segment/event'
import type { Fate } from './fate'
import { defaultValues } from './framework'
import { buildPayload } from './payload'
import type { FunctionEvent } from './segment'
import type { ParsedSettings } from './settings'

/**
 * An action with its place in the order of a call. What is said of a person before a deletion goes before it, and what is
 * said after it after. Uploads of one person do not depend on one another: CleverTap files each under its own time.
 */
export type Target = Task['subscriber'] & { actionKey: string }

export type Routed = Task & { subscriber: Target; payload: JSONObject }

type Actions = DestinationDefinition<Settings>['actions']

// The destination splits what is too large for one request.
export const profiles: Target = { actionKey: 'userUpload', keepsOrder: false, maxEvents: Infinity }
export const deletions: Target = { actionKey: 'userDelete', keepsOrder: true, maxEvents: Infinity }
export const records: Target = { actionKey: 'eventUpload', keepsOrder: false, maxEvents: Infinity }

const unsupported: Fate = { fate: 'unsupported', reason: 'This function does not send this event.' }

/**
 * The triggers of the presets and of Event Upload, and Segment's deletion requests. They are written out because the
 * library that reads triggers rests on one that states no licence; a test compares them with its reading.
 * @param input any JSON
 */
export function routeEvent(
  actions: Actions,
  input: FunctionEvent,
  { choices, sendEvents }: ParsedSettings
): Routed | Fate {
  const parsed = parseEvent(input)
  if ('problem' in parsed) {
    return unsupported
  }
  const { event } = parsed
  const mapTo = (subscriber: Target) => mapEvent(actions, subscriber, choices, event as FunctionEvent)
  switch (event.type) {
    case 'identify':
      return mapTo(profiles)
    case 'delete':
      return isNobody(input.userId) ? { fate: 'delivered' } : mapTo(deletions)
    case 'track':
      return event.event === 'Delete User'
        ? mapTo(deletions)
        : sendEvents && event.userId !== undefined
        ? mapTo(records)
        : unsupported
    default:
      return unsupported
  }
}

const isNobody = (userId: unknown) => userId === undefined || userId === null || toText(userId)?.trim() === ''

/** The default mapping of the action, with what the customer chose of it. */
function mapEvent(actions: Actions, subscriber: Target, choices: JSONObject, event: FunctionEvent): Routed | Fate {
  const action = actions[subscriber.actionKey]
  const chosen = Object.entries(choices).filter(([key]) => key in action.fields)
  const mapped = buildPayload(action, { ...defaultValues(action.fields), ...Object.fromEntries(chosen) }, event)
  if ('reason' in mapped) {
    return { fate: 'refused', reason: mapped.reason }
  }
  const { payload } = mapped
  return { subscriber, payload, identity: toText(payload.identity)?.trim() ?? '' }
}
