/** What one event asks for: a payload of an action, or nothing that is sent. Pure. */
import type { DestinationDefinition, JSONObject } from '@segment/actions-core'
import type { Settings } from '../destinations/clevertap/generated-types'
import type { Fate } from './fate'
import { defaultValues } from './framework'
import { buildPayload } from './payload'
import type { Task } from './plan'
import type { FunctionEvent } from './segment'
import type { ParsedSettings } from './settings'

export type Routed = Omit<Task, 'position'> | Fate

type Actions = DestinationDefinition<Settings>['actions']

const unsupported: Fate = { fate: 'unsupported', reason: 'This function does not send this event.' }

/**
 * The triggers of the presets and of Event Upload, and Segment's deletion requests. They are written out because the
 * library that reads triggers rests on one that states no licence; a test compares them with its reading.
 */
export function routeEvent(actions: Actions, event: FunctionEvent, { choices, sendEvents }: ParsedSettings): Routed {
  const { type, event: name, userId } = event ?? {}
  const isAnonymous = userId === undefined || userId === null
  const mapTo = (actionKey: string, isDeletion: boolean) => mapEvent(actions, { actionKey, isDeletion }, choices, event)

  if (type === 'identify') {
    return mapTo('userUpload', false)
  }
  if (type === 'delete') {
    const isNobody = isAnonymous || (typeof userId === 'string' && userId.trim() === '')
    return isNobody ? { fate: 'delivered' } : mapTo('userDelete', true)
  }
  if (type !== 'track') {
    return unsupported
  }
  if (name === 'Delete User') {
    return mapTo('userDelete', true)
  }
  return sendEvents && !isAnonymous ? mapTo('eventUpload', false) : unsupported
}

type Target = Pick<Task, 'actionKey' | 'isDeletion'>

/** The default mapping of the action, with what the customer chose of it. */
function mapEvent(actions: Actions, target: Target, choices: JSONObject, event: FunctionEvent): Routed {
  const action = actions[target.actionKey]
  const chosen = Object.entries(choices).filter(([key]) => key in action.fields)
  const mapped = buildPayload(action, { ...defaultValues(action.fields), ...Object.fromEntries(chosen) }, event)
  return 'reason' in mapped ? { fate: 'refused', reason: mapped.reason } : { ...target, payload: mapped.payload }
}
