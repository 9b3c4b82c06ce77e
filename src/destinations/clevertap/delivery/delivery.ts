/** The pipeline: build records, plan requests, send them one after another, classify the replies, one outcome per event. */
import type { RequestClient } from '@segment/actions-core'
import { planRequests } from './batch'
import type { Built } from './batch'
import { classifyReply } from './classify'
import type { ReplyRules } from './classify'
import { send } from './client'
import type { Settings } from '../generated-types'
import { settle, toMultiStatus } from './outcome'
import type { Outcome, Settled } from './outcome'

/** What tells one action's requests from another's. */
export type Delivery<Payload, Rec, Body> = {
  buildRecord: (payload: Payload) => Built<Rec>
  /** The URL to post to, below the endpoint of the settings. */
  url: (endpoint: string) => string
  buildBody: (records: Rec[]) => Body
  /** CleverTap's limit. */
  maxRecordsPerRequest: number
  /** Whether events with the same identity share one record. */
  oncePerIdentity: boolean
  /** How the replies are read. */
  rules: ReplyRules
}

/** What the framework gives an action to work on. */
type Input<Payload> = { payload: Payload; settings: Settings }

/**
 * What an action does with one event and with a batch: the same, and only the last step differs.
 * @returns `perform`, which resolves to CleverTap's verdict or throws as `settle` does, and `performBatch`, which resolves
 * to one result per event, in order
 */
export function performers<Payload, Rec extends { identity: string }, Body>(delivery: Delivery<Payload, Rec, Body>) {
  return {
    perform: async (request: RequestClient, { payload, settings }: Input<Payload>) =>
      settle((await deliver([payload], delivery, { request, settings }))[0]),
    performBatch: async (request: RequestClient, { payload, settings }: Input<Payload[]>) =>
      toMultiStatus(await deliver(payload, delivery, { request, settings }))
  }
}

/** The way to one CleverTap account. */
type Connection = { request: RequestClient; settings: Settings }

/**
 * Delivers the payloads of a batch, or of a single event as a batch of one. Requests follow one another, so that what
 * is said later of a person arrives later, and deletions stay within CleverTap's limit of concurrent calls.
 * @returns one outcome per payload, in order; failures are outcomes, never exceptions
 */
async function deliver<Payload, Rec extends { identity: string }, Body>(
  payloads: Payload[],
  delivery: Delivery<Payload, Rec, Body>,
  connection: Connection
): Promise<Outcome<Rec>[]> {
  const { buildRecord, maxRecordsPerRequest: maxRecords, oncePerIdentity } = delivery
  const built = payloads.map((payload) => buildRecord(payload))
  const { requests, positions } = planRequests(built, { maxRecords, oncePerIdentity })
  const settled: Settled[] = []
  for (const records of requests) {
    settled.push(...(await deliverRecords(records, delivery, connection)))
  }
  return built.map((result, index) => {
    if (result.fate === 'invalid') {
      return result
    }
    const { record, warnings } = result
    return { record, warnings, ...settled[positions[index]] }
  })
}

/** Makes one request. */
async function deliverRecords<Payload, Rec extends { identity: string }, Body>(
  records: Rec[],
  delivery: Delivery<Payload, Rec, Body>,
  { request, settings }: Connection
): Promise<Settled[]> {
  const { url, buildBody, rules } = delivery
  const reply = await send(request, url(settings.clevertapEndpoint), { method: 'post', json: buildBody(records) })
  return classifyReply(reply, records, rules)
}
