/** The subscriptions that an account begins with, and those that a customer wrote, with what is wrong with them. Pure. */
import { defaultValues } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { isObject } from '../destinations/clevertap/values/json'
import destination from '../destinations/clevertap'
import { findMappingProblems, findMappingWarnings } from './mappings'
import { listEntries, parseEntry } from './subscription-entries'
import type { Subscription } from './subscription-entries'
import { findTriggerProblem } from './triggers'

export type { Subscription } from './subscription-entries'

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

/** The whole product: the presets, and each other action as Customized Setup begins it. */
export function allSubscriptions(changes: JSONObject = {}): Subscription[] {
  const presets = presetSubscriptions(changes)
  const others = Object.entries(destination.actions).flatMap(([partnerAction, action]) => {
    const { title: name, fields, defaultSubscription: subscribe = '' } = action
    const isPreset = presets.some((preset) => preset.partnerAction === partnerAction)
    return isPreset ? [] : [{ name, partnerAction, subscribe, mapping: defaultValues(fields) as JSONObject }]
  })
  return [...presets, ...others]
}

/** Subscriptions as Segment's Public API keeps them: a file to start from. */
export const toPublicForm = (subscriptions: Subscription[]) =>
  subscriptions.map(({ name, partnerAction, subscribe, mapping }) => ({
    name,
    actionSlug: partnerAction,
    trigger: subscribe,
    enabled: true,
    settings: mapping
  }))

/** Says what is wrong and what to do. `entry` counts from 1, and is absent if it is about all of them. */
export type Remark = { entry?: number; text: string }

export type ParsedSubscriptions = { subscriptions: Subscription[]; problems: Remark[]; warnings: Remark[] }

/**
 * Reads subscriptions in either form. Those that are disabled are left out, whatever is wrong with them.
 * @param content any JSON
 * @returns `problems` are what makes them unusable; with a warning they can be used
 */
export function parseSubscriptions(content: unknown): ParsedSubscriptions {
  const parsed: ParsedSubscriptions = { subscriptions: [], problems: [], warnings: [] }
  const entries = listEntries(content) ?? []
  entries.forEach((item, index) => {
    if (isObject(item) && item.enabled === false) {
      return
    }
    const entry = index + 1
    const read = parseEntry(item, Object.keys(destination.actions))
    const problems = 'problem' in read ? [read.problem] : findProblems(read.subscription)
    parsed.problems.push(...problems.map((text) => ({ entry, text })))
    if ('subscription' in read) {
      parsed.subscriptions.push(read.subscription)
      parsed.warnings.push(...findMappingWarnings(read.subscription).map((text) => ({ entry, text })))
    }
  })
  if (entries.length === 0) {
    parsed.problems.push({
      text: 'there is no list of subscriptions in it. "actions-clevertap presets" prints one to start from.'
    })
  } else if (parsed.subscriptions.length + parsed.problems.length === 0) {
    parsed.problems.push({
      text: 'every subscription is disabled. Set enabled to true in those that are to be used.'
    })
  }
  return parsed
}

function findProblems({ subscribe, mapping }: Subscription): string[] {
  const problems = Array.from(findMappingProblems(mapping).values())
  const trigger = findTriggerProblem(subscribe)
  return trigger === undefined
    ? problems
    : [`its condition cannot be read: ${trigger}. Write it as in Segment, such as type = "identify".`, ...problems]
}
