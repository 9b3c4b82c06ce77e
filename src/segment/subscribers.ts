/** Who takes an event: each subscription, and Segment's deletion requests. */
import { transform } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import { parseFql, validate } from '@segment/destination-subscriptions'
import destination from '../destinations/clevertap'
import { isOptedOut, toText } from './event'
import type { SegmentEvent } from './event'
import type { Subscription } from './subscription-entries'

/** Its events go to CleverTap together. The kinds of request have limits of their own. */
export type Subscriber = {
  /** The action as the customer knows it. */
  action: string
  kind: 'upload' | 'delete'
  /** Absent for deletion requests, which have no mapping. */
  subscription?: Subscription
  maxEvents: number
  /** Whether it changes the profile: then nothing about the same person may be under way beside it. */
  keepsOrder: boolean
  matches: (event: SegmentEvent) => boolean
  /** Whose profile it is about: events of one person must not overtake each other. '' if it is about no person. */
  identityOf: (event: SegmentEvent) => string
}

type Fields = typeof destination.actions[string]['fields']

/** An action that takes an identity and nothing about it deletes; every other one uploads. */
const isDeletion = (fields: Fields) =>
  Object.keys(fields).every((key) => ['identity', 'enable_batching', 'batch_size'].includes(key))

/** An action that names events changes no profile: each record carries its own time, so they may arrive in any order. */
const recordsEvents = (fields: Fields) => 'eventName' in fields

const toIdentity = (value: unknown) => toText(value)?.trim() ?? ''

const isDeletionRequest = ({ type }: SegmentEvent) => type === 'delete'

/** Whether the sender keeps an event from this destination. */
export const isKeptBack = (event: SegmentEvent) => isOptedOut(event, destination.name)

/** Segment hands events of type `delete` to the destination itself, one by one, and to no action. */
const deletionRequests: Subscriber = {
  action: 'Deletion request',
  kind: 'delete',
  maxEvents: 1,
  keepsOrder: true,
  matches: isDeletionRequest,
  identityOf: ({ userId }) => toIdentity(userId)
}

/**
 * @param subscriptions such as `parseSubscriptions` found nothing wrong with: one that cannot be read takes no event
 * @returns one for each, in their order, and one for deletion requests
 */
export function toSubscribers(subscriptions: Subscription[]): Subscriber[] {
  return [...subscriptions.map(toSubscriber), deletionRequests]
}

function toSubscriber(subscription: Subscription): Subscriber {
  const { partnerAction, subscribe, mapping } = subscription
  const { title, fields } = destination.actions[partnerAction]
  // CleverTap's limit: more events than fit into one request would make a call of several requests.
  const maxEvents = Number(fields.batch_size?.default ?? 1)
  const condition = parseFql(subscribe)
  return {
    action: title,
    kind: isDeletion(fields) ? 'delete' : 'upload',
    subscription,
    keepsOrder: !recordsEvents(fields),
    maxEvents: mapping.enable_batching === false ? 1 : toBatchSize(mapping.batch_size, maxEvents),
    matches: (event) => !isDeletionRequest(event) && validate(condition, event as never),
    identityOf: toIdentityOf(mapping)
  }
}

function toIdentityOf({ identity }: JSONObject): Subscriber['identityOf'] {
  const ownKey = toOwnKey(identity)
  if (ownKey !== undefined) {
    return (event) => toIdentity(event[ownKey])
  }
  return (event) => {
    try {
      return toIdentity(transform({ identity }, event as unknown as JSONObject).identity)
    } catch {
      // The destination will say what is wrong with the event; nothing is sent.
      return ''
    }
  }
}

/** The key of the event that a directive such as `$.userId` takes: reading it costs less than the framework's mapping. */
function toOwnKey(directive: unknown): string | undefined {
  const path = (directive as { '@path'?: unknown } | null | undefined)?.['@path']
  return typeof path === 'string' ? /^\$\.(\w+)$/.exec(path)?.[1] : undefined
}

const toBatchSize = (wanted: unknown, max: number) =>
  Number.isInteger(wanted) && Number(wanted) >= 1 ? Math.min(Number(wanted), max) : max
