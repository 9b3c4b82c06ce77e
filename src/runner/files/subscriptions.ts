/** Segment's subscription objects: those of the presets, or those in a file. */
import { promises as fs } from 'fs'
import type { JSONObject } from '@segment/actions-core'
import destination from '../../destinations/clevertap'
import { Failure, toFailure } from '../failure'

/** As Segment keeps it: which action, for which events, with which mapping. */
export type Subscription = { partnerAction: string; subscribe: string; mapping: JSONObject; name?: string }

/** What Quick Setup subscribes to, with parts of each mapping changed where they exist. */
export function presetSubscriptions(changes: JSONObject = {}): Subscription[] {
  return (destination.presets ?? []).flatMap((preset) => {
    if (preset.type !== 'automatic') {
      return []
    }
    const { name, partnerAction, subscribe } = preset
    const mapping = preset.mapping as JSONObject
    const known = Object.entries(changes).filter(([key]) => key in mapping)
    return [{ name, partnerAction, subscribe, mapping: { ...mapping, ...Object.fromEntries(known) } }]
  })
}

/**
 * Reads Segment's subscription objects: a list, or an object with such a list as `subscriptions`.
 * @throws Failure that says what is wrong with which one
 */
export async function readSubscriptions(path: string): Promise<Subscription[]> {
  let content: unknown
  try {
    content = JSON.parse(await fs.readFile(path, 'utf8'))
  } catch (error) {
    throw error instanceof SyntaxError ? new Failure(`${path} is not JSON.`) : toFailure(`Cannot read ${path}`, error)
  }
  const list = Array.isArray(content) ? content : (content as { subscriptions?: unknown } | null)?.subscriptions
  if (!Array.isArray(list) || list.length === 0) {
    throw new Failure(`${path} must hold a list of subscriptions.`)
  }
  return list.filter(isEnabled).map((item, index) => toSubscription(path, item, index))
}

const isEnabled = (item: unknown) => (item as { enabled?: unknown } | null)?.enabled !== false

function toSubscription(path: string, item: unknown, index: number): Subscription {
  const { partnerAction, subscribe, mapping, name } = (item ?? {}) as Record<string, unknown>
  const isObject = typeof mapping === 'object' && mapping !== null && !Array.isArray(mapping)
  if (typeof partnerAction !== 'string' || typeof subscribe !== 'string' || !isObject) {
    throw new Failure(
      `${path}: subscription ${index + 1} needs partnerAction and subscribe as text, and mapping as an object.`
    )
  }
  return {
    partnerAction,
    subscribe,
    mapping: mapping as JSONObject,
    ...(typeof name === 'string' && { name })
  }
}
