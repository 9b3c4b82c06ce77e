/** What one event asks for: a payload of an action, or nothing that is sent. Pure. */
import type { DestinationDefinition, JSONObject } from '@segment/actions-core'
import type { Settings } from '../destinations/clevertap/generated-types'
import { isObject } from '../destinations/clevertap/values/json'
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

export type Routed = Task & { subscriber: Target; payload: JSONObject; audienceMembership?: boolean }

type Actions = DestinationDefinition<Settings>['actions']

// The destination splits what is too large for one request.
export const profiles: Target = { actionKey: 'userUpload', keepsOrder: false, maxEvents: Infinity }
export const deletions: Target = { actionKey: 'userDelete', keepsOrder: true, maxEvents: Infinity }
export const memberships: Target = { actionKey: 'audienceMembership', keepsOrder: false, maxEvents: Infinity }
export const records: Target = { actionKey: 'eventUpload', keepsOrder: false, maxEvents: Infinity }

const unsupported: Fate = { fate: 'unsupported', reason: 'This function does not send this event.' }

/**
 * The triggers of the presets, of Audience Membership and of Event Upload, and Segment's deletion requests. They are
 * written out because the library that reads triggers rests on one that states no licence; a test compares them with its
 * reading.
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
  const routeTrack = () => {
    const audienceMembership = isOfAudience(event.event) ? membershipOf(event as FunctionEvent) : undefined
    if (event.event === 'Delete User') {
      return mapTo(deletions)
    }
    if (audienceMembership !== undefined) {
      const routed = mapTo(memberships)
      return 'fate' in routed ? routed : { ...routed, audienceMembership }
    }
    return sendEvents && event.userId !== undefined ? mapTo(records) : unsupported
  }
  switch (event.type) {
    case 'identify':
      return mapTo(profiles)
    case 'delete':
      return isNobody(input.userId) ? { fate: 'delivered' } : mapTo(deletions)
    case 'track':
      return routeTrack()
    default:
      return unsupported
  }
}

const isOfAudience = (name: unknown) => name === 'Audience Entered' || name === 'Audience Exited'

/** What the framework says of an Engage audience: the boolean in the properties under the key of the computation. */
function membershipOf({ context, properties }: FunctionEvent): boolean | undefined {
  const personas = isObject(context) && isObject(context.personas) ? context.personas : {}
  const { computation_class: kind, computation_key: key } = personas
  const isAudience = kind === 'audience' || kind === 'journey_step'
  const value = isAudience && typeof key === 'string' && isObject(properties) ? properties[key] : undefined
  return typeof value === 'boolean' ? value : undefined
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
