/** Calls the destination as Segment's delivery would, and says what became of each event. */
import { Destination } from '@segment/actions-core'
import type {
  DestinationDefinition,
  JSONObject,
  RequestOptions,
  SegmentEvent as FrameworkEvent
} from '@segment/actions-core'
import { isRepeatedBySegment } from '../destinations/clevertap/delivery/outcome'
import type { Settings } from '../destinations/clevertap/generated-types'
import type { SegmentEvent } from './event'
import type { Subscriber } from './subscribers'

/** The fates of the destination: see `outcome.ts` there. */
export type Fate = 'delivered' | 'transient' | 'invalid' | 'rejected' | 'unauthorized'

/** What became of one event in one action. `reason` says why it was not delivered; neither it nor the warnings hold values. */
export type Result = { fate: Fate; reason: string; warnings: string[] }

/**
 * One result per event, in order, and the record that it went out as, which may hold others of the same person, too;
 * undefined where nothing was sent. `requests` and `bytes` are those that went out. `retryAfterMs` is how long CleverTap
 * asked to wait, 0 if it did not.
 */
export type Sent = { results: Result[]; records: unknown[]; requests: number; bytes: number; retryAfterMs: number }

export type Send = (subscriber: Subscriber, events: SegmentEvent[]) => Promise<Sent>

/** From best to worst: how much has to be done before the event can be delivered after all. */
const fates: Fate[] = ['delivered', 'transient', 'invalid', 'rejected', 'unauthorized']

/** The worst fate with its reason, and all warnings: the result of an event that several actions took. */
export function worstOf(results: Result[]): Result {
  if (results.length === 1) {
    return results[0]
  }
  const worst = results.reduce((left, right) => (fates.indexOf(right.fate) > fates.indexOf(left.fate) ? right : left))
  return { ...worst, warnings: results.flatMap(({ warnings }) => warnings) }
}

/** `unknown`: CleverTap did not say. */
export type CredentialCheck = { verdict: 'accepted' | 'refused' | 'unknown'; message: string; retryAfterMs: number }

/**
 * @returns a function that sends the events of a subscriber together, at most as many as it takes. It throws only if the
 * destination does after a request has left, which is a fault of its own
 */
export function createSend(definition: DestinationDefinition<Settings>, settings: Settings): Send {
  return async function send(subscriber, events) {
    const { destination, traffic } = openDestination(definition)
    const finish = (results: Result[], records: unknown[]): Sent => ({
      results,
      records,
      requests: traffic.requests,
      bytes: traffic.bytes,
      retryAfterMs: parseRetryAfter(traffic.retryAfter, Date.now())
    })
    const { subscription } = subscriber
    if (!subscription) {
      const [event] = events
      const deleted = await destination
        .onDelete?.(event as unknown as FrameworkEvent, { ...settings })
        .then(toDeletionResult, toFailedResult)
      return finish([deleted ?? nothingDeleted], [{ identity: subscriber.identityOf(event) }])
    }
    try {
      // The framework coerces settings in place and writes into the mapping's values.
      const options = { ...settings, subscription } as unknown as JSONObject
      const [{ multistatus = [] }] = await destination.onBatch(events as unknown as FrameworkEvent[], options)
      const entries: (BatchEntry | undefined)[] = multistatus
      return finish(
        events.map((_event, index) => toResult(entries[index])),
        events.map((_event, index) => entries[index]?.sent)
      )
    } catch (error) {
      if (traffic.requests > 0) {
        // What became of the events is unknown, so they must not be sent again.
        throw error
      }
      return events.length === 1 ? finish([toUnmappedResult(error)], [undefined]) : sendHalves(subscriber, events, send)
    }
  }
}

/**
 * A mapping that fails for one event fails the whole batch, and does so before anything is sent. Events of the second half
 * whose person has one in the first that is to be repeated are not sent: they would overtake it.
 */
async function sendHalves(subscriber: Subscriber, events: SegmentEvent[], send: Send): Promise<Sent> {
  const half = Math.ceil(events.length / 2)
  const first = await send(subscriber, events.slice(0, half))
  const late = new Set(
    first.results.flatMap(({ fate }, index) =>
      fate === 'transient' && subscriber.keepsOrder ? [subscriber.identityOf(events[index])] : []
    )
  )
  const isReady = events.slice(half).map((event) => !late.has(subscriber.identityOf(event)))
  const ready = events.slice(half).filter((_event, index) => isReady[index])
  const second = ready.length > 0 ? await send(subscriber, ready) : nothingSent
  let next = 0
  const positions = isReady.map((isSent) => (isSent ? next++ : undefined))
  return {
    results: first.results.concat(positions.map((at) => (at === undefined ? heldBack : second.results[at]))),
    records: first.records.concat(positions.map((at) => (at === undefined ? undefined : second.records[at]))),
    requests: first.requests + second.requests,
    bytes: first.bytes + second.bytes,
    retryAfterMs: Math.max(first.retryAfterMs, second.retryAfterMs)
  }
}

const nothingSent: Sent = { results: [], records: [], requests: 0, bytes: 0, retryAfterMs: 0 }

/** An event that waits, or waited in vain, for an earlier one of its person. */
export const heldBack: Result = {
  fate: 'transient',
  reason: 'Not sent, because an earlier event of the same person could not be delivered.',
  warnings: []
}

const nothingDeleted: Result = { fate: 'invalid', reason: 'The destination deletes nothing.', warnings: [] }

/** Asks CleverTap whether it takes the credentials, without touching a profile. Never throws. */
export async function checkCredentials(
  definition: DestinationDefinition<Settings>,
  settings: Settings
): Promise<CredentialCheck> {
  const { destination, traffic } = openDestination(definition)
  try {
    await destination.testAuthentication({ ...settings })
    return { verdict: 'accepted', message: '', retryAfterMs: 0 }
  } catch (error) {
    const wasRefused = traffic.requests === 0 || traffic.lastStatus === 401 || traffic.lastStatus === 403
    const message = (error instanceof Error ? error.message : '').replace(/^Credentials are invalid:\s*\d*\s*/, '')
    const retryAfterMs = parseRetryAfter(traffic.retryAfter, Date.now())
    return { verdict: wasRefused ? 'refused' : 'unknown', message, retryAfterMs }
  }
}

/** What went over the wire during one call of the destination. */
type Traffic = { requests: number; bytes: number; lastStatus?: number; retryAfter?: string }

/** The framework's request hooks, which its types leave out of what `extendRequest` may return. */
type Hooks = {
  beforeRequest: ((options: { body?: unknown }) => void)[]
  afterResponse: ((request: unknown, options: unknown, reply: { status: number; headers: Headers }) => void)[]
}

type Headers = { get: (name: string) => string | null }

/**
 * A destination for one call, and the traffic of that call. The framework keeps every response of a destination for
 * good, so one that lived as long as the run would fill the memory.
 */
function openDestination(definition: DestinationDefinition<Settings>) {
  const traffic: Traffic = { requests: 0, bytes: 0 }
  const hooks: Hooks = {
    beforeRequest: [
      ({ body }) => {
        traffic.requests++
        traffic.bytes += typeof body === 'string' ? Buffer.byteLength(body) : 0
      }
    ],
    afterResponse: [
      (_request, _options, { status, headers }) => {
        traffic.lastStatus = status
        traffic.retryAfter = headers.get('retry-after') ?? undefined
      }
    ]
  }
  const extendRequest: typeof definition.extendRequest = (context) => {
    const options: RequestOptions & Hooks = { ...definition.extendRequest?.(context), ...hooks }
    return options
  }
  return { destination: new Destination({ ...definition, extendRequest }), traffic }
}

/** One entry of the framework's result of a batch. */
type BatchEntry = { status?: number; errortype?: string; errormessage?: string; sent?: unknown; body?: unknown }

function toResult(entry: BatchEntry | undefined): Result {
  const { status = 500, errortype, errormessage: reason = 'No reason was given.', sent, body } = entry ?? {}
  if (status >= 200 && status <= 299) {
    return { fate: 'delivered', reason: '', warnings: warningsOf(body) }
  }
  if (errortype === 'PAYLOAD_VALIDATION_FAILED' && sent === undefined) {
    return { fate: 'invalid', reason, warnings: [] }
  }
  if (status === 401 || status === 403) {
    return { fate: 'unauthorized', reason, warnings: [] }
  }
  return { fate: isRepeatedBySegment(status) ? 'transient' : 'rejected', reason, warnings: [] }
}

/** @param value what a deletion request came to */
function toDeletionResult(value: unknown): Result {
  const { output } = (value ?? {}) as { output?: unknown }
  return typeof output === 'string'
    ? { fate: 'invalid', reason: `${output}.`, warnings: [] }
    : { fate: 'delivered', reason: '', warnings: warningsOf(value) }
}

/** @param error what the framework threw for a single event */
function toFailedResult(error: unknown): Result {
  const { status, code, message } = error as { status?: number; code?: string; message?: string }
  if (status === undefined) {
    // The network's own error: its text names addresses, and tells one failure from the next by nothing that helps.
    const reason = 'CleverTap could not be reached, or did not answer in time.'
    return { fate: 'transient', reason, warnings: [] }
  }
  return toResult({
    status,
    errormessage: message,
    ...(code === 'PAYLOAD_VALIDATION_FAILED' ? { errortype: code } : { sent: true })
  })
}

/** The framework's words may quote the event, so they are not passed on, except what it says of credentials. */
function toUnmappedResult(error: unknown): Result {
  const { status, message } = error as { status?: number; message?: string }
  return status === 401
    ? { fate: 'unauthorized', reason: String(message), warnings: [] }
    : { fate: 'invalid', reason: 'The mapping cannot be applied to this event.', warnings: [] }
}

const warningsOf = (body: unknown): string[] => {
  const { warnings } = (body ?? {}) as { warnings?: unknown }
  return Array.isArray(warnings) ? warnings.filter((text): text is string => typeof text === 'string') : []
}

/**
 * Source: RFC 9110 10.2.3, whole seconds or an HTTP date.
 * @returns milliseconds from `now`, 0 if the header is absent or says nothing
 */
export function parseRetryAfter(value: string | undefined, now: number): number {
  const text = value?.trim() ?? ''
  if (/^\d+$/.test(text)) {
    return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER)
  }
  const date = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}
