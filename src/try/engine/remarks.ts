/** The notices of one event, the most important first, and the action that would take it. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import { isKeptBack } from '../../segment/subscribers'
import type { Delivery, EventResult, JsonObject, Notice, Subscription, Trigger } from '../protocol'
import { mendNear, mendSpelling, nameOf, removeIntegrations, setType, suggest } from './fixes'
import type { Asking } from './fixes'
import { listNear, pathOf } from './near'
import type { NearJoined } from './near'
import { listNotices, toNotice } from './notices'
import type { Asked, Mapping } from './attempt'

/** A person does not read more; each mapping may have twenty. */
const maxNotices = 100

export type About = {
  asked: Asked
  mappings: Mapping[]
  triggers: Trigger[]
  deliveries: Delivery[]
  asking: Asking
  /** Those of the case, switched off or not. */
  all: Subscription[]
}

export function listRemarks(about: About): Pick<EventResult, 'notices' | 'suggest'> {
  const { asked, mappings, triggers, deliveries, asking, all } = about
  const { parsed, attempts } = asked
  if ('problem' in parsed) {
    return { notices: [toMalformed(asked, asking)] }
  }
  if (isKeptBack(parsed.event)) {
    const notice = toNotice('optedOut', ["The event's integrations keep it from this destination."])
    return { notices: [{ ...notice, from: ['integrations'], fixes: [removeIntegrations(asking)] }] }
  }
  const event = parsed.event as JsonObject
  const own = attempts.flatMap((attempt, index) => listNotices(attempt, deliveries[index].attributes, asking))
  const near = attempts.some(({ mapping }) => !mapping)
    ? []
    : triggers.flatMap((trigger, index) => toNearMiss(trigger, mappings[index], event, asking))
  const suggestion = attempts.length + near.length === 0 ? suggest(event, all) : undefined
  const missing = suggestion ? [toNotice('noMapping', [suggestion.why], { fixes: [suggestion.fix] })] : []
  return {
    notices: [...own, ...near, ...missing].slice(0, maxNotices),
    ...(suggestion && { suggest: suggestion })
  }
}

function toMalformed({ given }: Asked, asking: Asking): Notice {
  if (!isObject(given)) {
    return toNotice('invalid', ['An event must be a JSON object.'])
  }
  const type = given.event !== undefined ? 'track' : given.traits !== undefined ? 'identify' : undefined
  const fixes = type === undefined ? [] : [setType(type, asking)]
  return toNotice('invalid', ['Every Segment event has a ', { name: 'type' }, '.'], { from: ['type'], fixes })
}

/** As `Event Name is Delete User almost takes it. The event is named Delete user, the trigger asks for Delete User.` */
function toNearMiss(trigger: Trigger, mapping: Mapping, event: JsonObject, asking: Asking): Notice[] {
  const name = nameOf(mapping)
  const about = { subscription: mapping.index }
  if (trigger.problem !== undefined) {
    const fix = mendSpelling(mapping, event)
    const parts = [{ name }, ' would take it if its trigger were written as Segment writes it.']
    return fix ? [toNotice('nearMiss', parts, { ...about, fixes: [fix] })] : []
  }
  if (!trigger.near) {
    return []
  }
  const [first] = listNear(trigger as NearJoined)
  const { near, actual } = first
  if (!near || typeof actual !== 'string') {
    return []
  }
  const path = pathOf(first.text)
  const parts = [
    { name },
    path === 'event' ? ' almost takes it. The event is named ' : ` almost takes it. Its ${path} is `,
    { literal: actual, marks: near.spans.actual },
    ', the trigger asks for ',
    { literal: near.expected, marks: near.spans.expected },
    '.'
  ]
  const fixes = mendNear(mapping, trigger as NearJoined, asking)
  return [toNotice('nearMiss', parts, { ...about, value: actual, from: [path], fixes })]
}
