/** Segment's subscription objects: those of the presets, or those in a file. */
import { promises as fs } from 'fs'
import { defaultValues } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import destination from '../../destinations/clevertap'
import { Failure, toFailure } from '../failure'

/** As the framework keeps it: which action, for which events, with which mapping. */
export type Subscription = {
  partnerAction: string
  subscribe: string
  mapping: JSONObject
  name?: string
  /** Where it was written, for messages: the file, and which one in it. */
  place: string
}

/** What Quick Setup subscribes to, with parts of each mapping changed where they exist. */
export function presetSubscriptions(changes: JSONObject = {}): Subscription[] {
  return (destination.presets ?? []).flatMap((preset) => {
    if (preset.type !== 'automatic') {
      return []
    }
    const { name, partnerAction, subscribe } = preset
    const mapping = preset.mapping as JSONObject
    const known = Object.entries(changes).filter(([key]) => key in mapping)
    const place = `The preset ${name}`
    return [{ name, partnerAction, subscribe, mapping: { ...mapping, ...Object.fromEntries(known) }, place }]
  })
}

/** Event Upload as Customized Setup begins it: it has no preset. */
export function eventSubscription(): Subscription {
  const { title, fields, defaultSubscription = '' } = destination.actions.eventUpload
  const mapping = defaultValues(fields) as JSONObject
  return { name: title, partnerAction: 'eventUpload', subscribe: defaultSubscription, mapping, place: title }
}

/** The presets as Segment's Public API keeps subscriptions: a file to start from. */
export const toPublicForm = (subscriptions: Subscription[]) =>
  subscriptions.map(({ name, partnerAction, subscribe, mapping }) => ({
    name,
    actionSlug: partnerAction,
    trigger: subscribe,
    enabled: true,
    settings: mapping
  }))

export type SubscriptionsFile = { subscriptions: Subscription[]; warnings: string[] }

/**
 * Reads Segment's subscription objects, in the Public API's form or the framework's: a list, or an object with such a list
 * as `subscriptions` or `data.subscriptions`. Those that are disabled are left out.
 * @throws Failure that says what is wrong with which one
 */
export async function readSubscriptions(path: string): Promise<SubscriptionsFile> {
  const list = toList(await readJson(path))
  if (!list || list.length === 0) {
    throw new Failure(
      `${path} must hold a list of subscriptions. "actions-clevertap presets" prints one to start from.`
    )
  }
  const subscriptions = list.flatMap((item, index) =>
    isEnabled(item) ? [toSubscription(`${path}, subscription ${index + 1}`, item)] : []
  )
  if (subscriptions.length === 0) {
    throw new Failure(`${path}: every subscription is disabled. Set enabled to true in those that are to be used.`)
  }
  return { subscriptions, warnings: subscriptions.flatMap(warningsOf) }
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = (await fs.readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    throw toFailure(`Cannot read ${path}`, error)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    // The parser's own words may quote the file.
    const position = /at position (\d+)/.exec((error as Error).message)?.[1]
    const line = position === undefined ? '' : ` (line ${text.slice(0, Number(position)).split('\n').length})`
    throw new Failure(`${path} is not JSON${line}.`)
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function toList(content: unknown): unknown[] | undefined {
  const { subscriptions, data } = isObject(content) ? content : ({} as Record<string, unknown>)
  const candidates = [content, subscriptions, isObject(data) ? data.subscriptions : undefined]
  return candidates.find((candidate): candidate is unknown[] => Array.isArray(candidate))
}

const isEnabled = (item: unknown) => !isObject(item) || item.enabled !== false

function toSubscription(place: string, item: unknown): Subscription {
  const source = isObject(item) ? item : {}
  const isPublic = 'actionSlug' in source || 'trigger' in source || 'settings' in source
  const [actionKey, conditionKey, mappingKey] = isPublic
    ? ['actionSlug', 'trigger', 'settings']
    : ['partnerAction', 'subscribe', 'mapping']
  const { [actionKey]: partnerAction, [conditionKey]: subscribe, [mappingKey]: mapping, name } = source
  const actions = Object.keys(destination.actions)
  if (typeof partnerAction !== 'string' || !actions.includes(partnerAction)) {
    throw new Failure(`${place}: ${actionKey} must be ${actions.join(' or ')}.`)
  }
  if (typeof subscribe !== 'string') {
    throw new Failure(`${place}: ${conditionKey} must be a condition as text, such as type = "identify".`)
  }
  if (!isObject(mapping)) {
    throw new Failure(`${place}: ${mappingKey} must be an object, with one key for each field of ${partnerAction}.`)
  }
  return {
    partnerAction,
    subscribe,
    mapping: mapping as JSONObject,
    ...(typeof name === 'string' && { name }),
    place
  }
}

/** Keys of a mapping that no field of the action has: the framework passes over them in silence. */
function warningsOf({ partnerAction, mapping, place }: Subscription): string[] {
  const fields = Object.keys(destination.actions[partnerAction].fields)
  const known = fields.join(', ')
  return Object.keys(mapping)
    .filter((key) => !fields.includes(key))
    .map(
      (key) => `${place}: the key ${JSON.stringify(key)} is ignored, because no field has it. The fields are ${known}.`
    )
}
