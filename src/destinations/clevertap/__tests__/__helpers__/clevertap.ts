/** Events, settings and an intercepted CleverTap for tests that go through the framework. */
import { defaultValues, Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '../..'

export const passcode = 'TOP-SECRET-PASSCODE'

export const settings = {
  clevertapAccountId: 'ACCOUNT-1',
  clevertapPasscode: passcode,
  clevertapEndpoint: 'https://in1.api.clevertap.com'
}

export const identify = (userId: string | null, traits: JSONObject = { plan: 'gold' }): SegmentEvent => ({
  type: 'identify',
  messageId: `message-of-${userId}`,
  timestamp: '2021-03-04T05:06:07.890Z',
  userId,
  traits
})

/** A track event of a fixed time. */
export const track = (event: unknown, properties: unknown, changes: object = {}) =>
  ({
    type: 'track',
    event,
    messageId: 'message-1',
    userId: 'u-1',
    timestamp: '2021-03-04T05:06:07.890Z',
    properties,
    ...changes
  } as SegmentEvent)

export const deleteUser = (userId: string | null): SegmentEvent => ({
  type: 'track',
  event: 'Delete User',
  messageId: `message-of-${userId}`,
  timestamp: '2021-03-04T05:06:07.890Z',
  userId,
  properties: {}
})

/** The subscription that the mapping editor begins an action with, with parts of its mapping changed or (undefined) left out. */
export function subscriptionTo(action: string, changes: { [key: string]: unknown } = {}) {
  const { title, fields, defaultSubscription = '' } = destination.actions[action]
  const preset = (destination.presets ?? []).find(({ partnerAction }) => partnerAction === action)
  const saved =
    preset?.type === 'automatic'
      ? preset
      : { name: title, partnerAction: action, subscribe: defaultSubscription, mapping: defaultValues(fields) }
  const entries = Object.entries({ ...saved.mapping, ...changes }).filter(([, value]) => value !== undefined)
  return { ...saved, mapping: Object.fromEntries(entries) as JSONObject }
}

/** A saved mapping of the destination that was here before: ISO `ts`, attributes from properties, nothing else. */
export const savedMapping = {
  identity: { '@path': '$.userId' },
  ts: { '@path': '$.timestamp' },
  profileData: { '@path': '$.properties' }
}

type Intercepted = { method: string; url: string; headers: Record<string, string>; body: unknown }

/**
 * Answers the next requests to CleverTap, each with one reply, and keeps what was asked.
 * @param replies a body (JSON, or text as it stands) with status 200, or a status with a body, or an error code
 */
export function interceptClevertap(
  replies: ({ status?: number; body?: unknown; headers?: Record<string, string> } | { error: string })[],
  endpoint = settings.clevertapEndpoint
): Intercepted[] {
  const intercepted: Intercepted[] = []
  for (const reply of replies) {
    const scope = nock(endpoint)
    const interceptor = scope.intercept(/.*/, 'POST')
    if ('error' in reply) {
      interceptor.replyWithError({ code: reply.error, message: `failed with ${reply.error}` })
      continue
    }
    interceptor.reply(function (uri, body) {
      const headers = Object.fromEntries(
        Object.entries(this.req.headers).map(([name, value]) => [name.toLowerCase(), String(value)])
      )
      intercepted.push({ method: 'POST', url: `${endpoint}${uri}`, headers, body })
      const { status = 200, body: answer = { status: 'success' } } = reply
      const isText = typeof answer === 'string'
      return [
        status,
        isText ? answer : JSON.stringify(answer),
        { 'content-type': isText ? 'text/html' : 'application/json', ...reply.headers }
      ]
    })
  }
  return intercepted
}

type Subscribed = ReturnType<typeof subscriptionTo>

/** One event through the framework; resolves to what the action returned. */
export async function deliverSingle(event: SegmentEvent, subscription: Subscribed, changed: JSONObject = {}) {
  const results = await new Destination(destination).onEvent(event, { ...settings, ...changed, subscription })
  return results[results.length - 1].data
}

/** A batch through the framework; resolves to one result per event. */
export async function deliverBatch(events: SegmentEvent[], subscription: Subscribed, changed: JSONObject = {}) {
  const [{ multistatus = [] }] = await new Destination(destination).onBatch(events, {
    ...settings,
    ...changed,
    subscription
  })
  return multistatus
}

/** A refusal as CleverTap writes it (recorded wording). `position` is 1-based. */
export const refusal = (position: number, code: number, error: string, record: unknown = {}) => ({
  status: 'fail',
  code,
  error: `Profile data is incorrect. ${error}Skipped record number : ${position}`,
  record
})

/** Everything that can be read off a value at any depth, hidden properties of errors and symbols included, as one text. */
export function everythingIn(value: unknown, seen = new Set<unknown>()): string {
  if (typeof value !== 'object' || value === null) {
    return String(value)
  }
  if (seen.has(value)) {
    return ''
  }
  seen.add(value)
  const owned = value as { [key: string]: unknown }
  return Reflect.ownKeys(value)
    .map((key) => `${String(key)}: ${everythingIn(owned[key as string], seen)}`)
    .join('\n')
}
