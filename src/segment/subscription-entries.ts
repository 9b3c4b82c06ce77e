/** Subscriptions as people write them: in the Public API's form and the framework's. Pure. */
import type { JSONObject } from '@segment/actions-core'
import { isObject } from '../destinations/clevertap/values/json'

/** As the framework keeps it: which action, for which events, with which mapping. Absent `enabled` means that it is. */
export type Subscription = {
  partnerAction: string
  subscribe: string
  mapping: JSONObject
  name?: string
  enabled?: boolean
}

/**
 * @param content any JSON
 * @returns the list in it, bare or as `subscriptions` or `data.subscriptions`; undefined if there is none
 */
export function listEntries(content: unknown): unknown[] | undefined {
  const { subscriptions, data } = isObject(content) ? content : ({} as Record<string, unknown>)
  const candidates = [content, subscriptions, isObject(data) ? data.subscriptions : undefined]
  return candidates.find((candidate): candidate is unknown[] => Array.isArray(candidate))
}

/**
 * @param entry any JSON: one entry of such a list
 * @param actions the keys of the actions that there are
 * @returns the subscription in the framework's form; or what is wrong with the entry, as a sentence
 */
export function parseEntry(entry: unknown, actions: string[]): { subscription: Subscription } | { problem: string } {
  const source = isObject(entry) ? entry : {}
  const isPublic = 'actionSlug' in source || 'trigger' in source || 'settings' in source
  const [actionKey, conditionKey, mappingKey] = isPublic
    ? ['actionSlug', 'trigger', 'settings']
    : ['partnerAction', 'subscribe', 'mapping']
  const { [actionKey]: partnerAction, [conditionKey]: subscribe, [mappingKey]: mapping, name, enabled } = source
  if (typeof partnerAction !== 'string' || !actions.includes(partnerAction)) {
    return { problem: `${actionKey} must be ${actions.join(' or ')}.` }
  }
  if (typeof subscribe !== 'string') {
    return { problem: `${conditionKey} must be a condition as text, such as type = "identify".` }
  }
  if (!isObject(mapping)) {
    return { problem: `${mappingKey} must be an object, with one key for each field of ${partnerAction}.` }
  }
  const options = { ...(typeof name === 'string' && { name }), ...(enabled === false && { enabled }) }
  return { subscription: { partnerAction, subscribe, mapping: mapping as JSONObject, ...options } }
}
