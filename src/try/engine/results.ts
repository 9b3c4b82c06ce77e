/** What became of the events of a case, put together from what the mappings gave and what went over the wire. Pure. */
import { worstOf } from '../../segment/destination'
import type { Result } from '../../segment/destination'
import type { SegmentEvent } from '../../segment/event'
import { toLanes } from '../../segment/lanes'
import type { Lane } from '../../segment/lanes'
import { actions } from './actions'
import { findMappingProblems } from '../../segment/mappings'
import { explainTrigger } from '../../segment/triggers'
import { applyMapping, listMapped } from './mapping'
import { toOrigins } from './origins'
import type { Delivery, EventResult, Exchange, JsonObject, Subscription } from '../protocol'
import { parseRecords } from './records'

/** A subscription that is switched on. `lane` is absent if it takes no event: its trigger or its mapping is unusable. */
export type Mapping = { index: number; subscription: Subscription; problems: Map<string, string>; lane?: Lane }

/** One event on its way through one mapping, or through Segment's deletion of a user, which has none. */
export type Attempt = { event: JsonObject; mapping?: Mapping; lane?: Lane; delivery?: Delivery }

const [deletionRequests] = toLanes([])

/** What a list holds was not looked at when the case was read, so that one bad event costs itself alone. */
const isEvent = (event: unknown) => typeof event === 'object' && event !== null && !Array.isArray(event)

export const toSegmentEvent = (event: JsonObject) => event as unknown as SegmentEvent

const isDeletionRequest = (event: JsonObject) => deletionRequests.matches(toSegmentEvent(event))

/** @param subscriptions as the case has them; those that are switched off are left out */
export function toMappings(subscriptions: Subscription[]): Mapping[] {
  const mappings = subscriptions.map((subscription, index): Mapping => {
    const problems = findMappingProblems(subscription.mapping)
    const isUsable = problems.size === 0 && explainTrigger(subscription.subscribe, {}).problem === undefined
    return { index, subscription, problems, ...(isUsable && { lane: toLanes([subscription])[0] }) }
  })
  return mappings.filter(({ subscription }) => subscription.enabled !== false)
}

/** What is to be done with an event. Without a lane there is nothing to do, but something to tell. */
export function listAttempts(event: JsonObject, mappings: Mapping[]): Attempt[] {
  if (!isEvent(event)) {
    return []
  }
  if (isDeletionRequest(event)) {
    return [{ event, lane: deletionRequests }]
  }
  return mappings
    .filter(({ subscription }) => explainTrigger(subscription.subscribe, event).matches)
    .map((mapping) => ({ event, mapping, lane: mapping.lane }))
}

/**
 * @param identity whose record it is
 * @param outcome what the destination said
 * @param exchanges those of the whole batch; it holds a person once, so that the identity finds the record
 */
export function toDelivery(attempt: Attempt, identity: string, outcome: Result, exchanges: Exchange[]): Delivery {
  const { event, mapping } = attempt
  const found = exchanges.map((exchange) => parseRecords(exchange).find((record) => record.identity === identity))
  const own = exchanges.filter((_exchange, index) => found[index] !== undefined)
  const record = found.find((one) => one !== undefined)
  const sent = { identity, ...(record && { sentAs: record.sentAs }), exchanges: own }
  if (!mapping) {
    const mapped = event.userId === undefined ? [] : [{ key: 'userId', label: 'User ID', value: event.userId }]
    const { action } = deletionRequests
    return { name: action, action, outcome, ...sent, mapped, attributes: [] }
  }
  const { fields } = actions[mapping.subscription.partnerAction]
  const payload = applyMapping(mapping.subscription.mapping, event)
  const attributes = record
    ? toOrigins({
        ...record,
        fields,
        mapping: mapping.subscription.mapping,
        event,
        payload,
        warnings: outcome.warnings
      })
    : []
  return { ...aboutOf(mapping), outcome, ...sent, mapped: listMapped(fields, payload), attributes }
}

/** @param attempts those of this event, each with its delivery unless its mapping cannot be used */
export function toEventResult(event: JsonObject, mappings: Mapping[], attempts: Attempt[]): EventResult {
  if (!isEvent(event)) {
    const reason = 'It is not a JSON object.'
    return { fate: 'malformed', reason, warnings: [], triggers: [], deliveries: [] }
  }
  const triggers = mappings.map((mapping) => {
    const { subscribe } = mapping.subscription
    const { matches, ...explained } = explainTrigger(subscribe, event)
    return { ...aboutOf(mapping), subscribe, matches: matches && !isDeletionRequest(event), ...explained }
  })
  const deliveries = attempts.flatMap(({ delivery, mapping }) => delivery ?? (mapping ? toUnusable(mapping) : []))
  const worst =
    deliveries.length > 0
      ? worstOf(deliveries.map(({ outcome }) => outcome))
      : { fate: 'notSubscribed' as const, reason: '', warnings: [] }
  return { ...worst, triggers, deliveries }
}

/** Its trigger takes the event, but nothing can be sent: without this, nothing would say that the event is lost. */
function toUnusable(mapping: Mapping): Delivery {
  const reason = `The mapping cannot be used: ${Array.from(mapping.problems.values()).join(' ')}`
  const outcome = { fate: 'invalid' as const, reason, warnings: [] }
  return { ...aboutOf(mapping), outcome, identity: '', mapped: [], attributes: [], exchanges: [] }
}

function aboutOf({ index, subscription: { name, partnerAction } }: Mapping) {
  const { title } = actions[partnerAction]
  return { subscription: index, name: name ?? title, action: title }
}
