/** What became of the events of a case, put together from what their mappings gave and what went over the wire. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import { worstOf } from '../../segment/destination'
import { parseEvent } from '../../segment/event'
import type { ParsedEvent, SegmentEvent } from '../../segment/event'
import { isKeptBack, toSubscribers } from '../../segment/subscribers'
import { findMappingProblems } from '../../segment/mappings'
import { readTrigger } from '../../segment/triggers'
import type { Explained } from '../../segment/triggers'
import { actions } from './actions'
import type { Asked, Attempt, Mapping } from './attempt'
import { builders } from './builders'
import type { BuiltRecord } from './builders'
import type { Asking } from './fixes'
import { listMapped } from './mapping'
import { addNear, isNear, listNear } from './near'
import { toOrigins } from './origins'
import type { Input } from './payload'
import { toEventChanges } from './profile-change'
import { listRemarks } from './remarks'
import type { Delivery, EventResult, JsonObject, Subscription, Trigger } from '../protocol'

const [deletionRequests] = toSubscribers([])

/** @param subscriptions as the case has them; those that are switched off are left out */
export function toMappings(subscriptions: Subscription[]): Mapping[] {
  const mappings = subscriptions.map((subscription, index): Mapping => {
    const problems = findMappingProblems(subscription.mapping)
    const trigger = readTrigger(subscription.subscribe)
    const isUsable = problems.size === 0 && 'explain' in trigger
    return { index, subscription, trigger, problems, ...(isUsable && { subscriber: toSubscribers([subscription])[0] }) }
  })
  return mappings.filter(({ subscription }) => subscription.enabled !== false)
}

/** @param given an event of the case, any JSON; one that is not an event spoils only itself */
export function toAsked(given: unknown, mappings: Mapping[]): Asked {
  const parsed = parseEvent(given)
  const explained = isObject(given) ? mappings.map((mapping) => explain(mapping, parsed, given)) : []
  return {
    given,
    parsed,
    explained,
    attempts: 'event' in parsed ? listAttempts(parsed.event, mappings, explained) : []
  }
}

function explain({ trigger }: Mapping, parsed: ParsedEvent, given: JsonObject): Explained {
  if ('problem' in trigger) {
    return { conditions: [], joined: 'and', matches: false, problem: trigger.problem }
  }
  const isTakeable = 'event' in parsed && !deletionRequests.matches(parsed.event) && !isKeptBack(parsed.event)
  const explained = trigger.explain('event' in parsed ? (parsed.event as JsonObject) : given)
  return { ...explained, matches: explained.matches && isTakeable }
}

/** An attempt without a subscriber cannot be made. It is kept, so that the result says that the event is lost. */
function listAttempts(event: SegmentEvent, mappings: Mapping[], explained: Explained[]): Attempt[] {
  return deletionRequests.matches(event) && !isKeptBack(event)
    ? [{ event, subscriber: deletionRequests }]
    : mappings
        .filter((_mapping, index) => explained[index].matches)
        .map((mapping) => ({ event, mapping, subscriber: mapping.subscriber }))
}

/** @param asking where the event stands in the case */
export function toEventResult(asked: Asked, mappings: Mapping[], asking: Asking, all: Subscription[]): EventResult {
  const { parsed, explained, attempts } = asked
  const deliveries = attempts.map(toDelivery)
  const triggers = explained.map((one, index) => toTrigger(mappings[index], one))
  const sent = attempts.flatMap((attempt) => (attempt.sent && attempt.sent.exchanges.length > 0 ? attempt.sent : []))
  return {
    ...toFate(parsed, deliveries),
    ...listRemarks({ asked, mappings, triggers, deliveries, asking, all }),
    triggers,
    deliveries,
    profiles: toEventChanges(sent),
    recorded: sent.flatMap(({ recorded }) => recorded)
  }
}

function toFate(parsed: ParsedEvent, deliveries: Delivery[]): Pick<EventResult, 'fate' | 'reason' | 'warnings'> {
  if ('problem' in parsed) {
    return { fate: 'malformed', reason: `It ${parsed.problem}.`, warnings: [] }
  }
  return deliveries.length > 0
    ? worstOf(deliveries.map(({ outcome }) => outcome))
    : { fate: 'notSubscribed', reason: '', warnings: [] }
}

function toTrigger(mapping: Mapping, { matches, problem, ...joined }: Explained): Trigger {
  const near = matches ? joined : addNear(joined)
  return {
    ...aboutOf(mapping),
    subscribe: mapping.subscription.subscribe,
    matches,
    ...near,
    ...(problem !== undefined && { problem }),
    ...(!matches && listNear(near).length > 0 && isNear(near) && { near: true as const })
  }
}

function toDelivery(attempt: Attempt): Delivery {
  const { event, mapping, input, built, sent } = attempt
  const about = mapping ? aboutOf(mapping) : { name: deletionRequests.action, action: deletionRequests.action }
  if (!sent) {
    const reason = `The mapping cannot be used: ${Array.from(mapping?.problems.values() ?? []).join(' ')}`
    const outcome = { fate: 'invalid' as const, reason, warnings: [] }
    return { ...about, outcome, identity: '', mapped: [], attributes: [], exchanges: [], tries: [] }
  }
  const { result: outcome, identity, tries, exchanges, isSimulated } = sent
  const record = built && 'data' in built && exchanges.length > 0 ? built : undefined
  return {
    ...about,
    outcome,
    identity: record?.identity ?? identity,
    ...(record && { sentAs: record.sentAs }),
    ...(mapping
      ? toMapped(mapping, event as JsonObject, input, record)
      : { mapped: listUserId(event), attributes: [] }),
    exchanges,
    tries,
    ...(isSimulated && { simulated: true })
  }
}

const listUserId = ({ userId }: SegmentEvent) =>
  userId === undefined ? [] : [{ key: 'userId', label: 'User ID', value: userId, from: ['userId'] }]

function toMapped(
  { subscription: { partnerAction, mapping } }: Mapping,
  event: JsonObject,
  input: Input | undefined,
  record: BuiltRecord | undefined
): Pick<Delivery, 'mapped' | 'attributes'> {
  const { fields } = actions[partnerAction]
  const builder = builders[partnerAction]
  return {
    mapped: listMapped(fields, mapping, event, input?.payload),
    attributes: input && record ? toOrigins({ builder, fields, mapping, event, input, record }) : []
  }
}

function aboutOf({ index, subscription }: Mapping) {
  const { title } = actions[subscription.partnerAction]
  return { subscription: index, name: subscription.name ?? title, action: title }
}
