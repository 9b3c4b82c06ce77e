/** The pipeline: build records, plan requests, send them one after another, classify the replies, one outcome per event. */
import type { RequestClient } from '@segment/actions-core'
import { planRequests } from './batch'
import type { Built } from './batch'
import { classifyReply } from './classify'
import { send } from './client'
import type { Settings } from './generated-types'
import type { Outcome, Settled } from './outcome'

/** What tells one action's requests from another's. */
export type Delivery<Payload, Rec> = {
  buildRecord: (payload: Payload) => Built<Rec>
  /** The URL to post to, below the endpoint of the settings. */
  url: (endpoint: string) => string
  buildBody: (records: Rec[]) => unknown
  /** CleverTap's limit. */
  maxRecordsPerRequest: number
  /** Whether events with the same identity share one record. */
  oncePerIdentity: boolean
}

/**
 * Delivers the payloads of a batch, or of a single event as a batch of one. Requests follow one another, so that what
 * is said later of a person arrives later, and deletions stay within CleverTap's limit of concurrent calls.
 * @returns one outcome per payload, in order; failures are outcomes, never exceptions
 */
export async function deliver<Payload, Rec extends { identity: string }>(
  request: RequestClient,
  delivery: Delivery<Payload, Rec>,
  payloads: Payload[],
  settings: Settings
): Promise<Outcome<Rec>[]> {
  const built = payloads.map(delivery.buildRecord)
  const { requests, positions } = planRequests(built, delivery.maxRecordsPerRequest, delivery.oncePerIdentity)
  const settled: Settled[] = []
  for (const records of requests) {
    const url = delivery.url(settings.clevertapEndpoint)
    const reply = await send(request, url, { method: 'post', json: delivery.buildBody(records) })
    settled.push(...classifyReply(reply, records, settings.clevertapPasscode.trim()))
  }
  return built.map((result, index) =>
    result.fate === 'invalid'
      ? result
      : Object.assign({ record: result.record, warnings: result.warnings }, settled[positions[index]])
  )
}
