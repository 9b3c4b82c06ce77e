/** The pipeline: build records, plan requests, send them one after another, classify the replies, one outcome per event. */
import type { RequestClient } from '@segment/actions-core'
import { planRequests } from './batch'
import type { Built } from './batch'
import { classifyReply } from './classify'
import type { ReplyRules } from './classify'
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
  /** How the replies are read. */
  rules: ReplyRules
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
    settled.push(...(await deliverRecords(request, delivery, records, settings)))
  }
  return built.map((result, index) =>
    result.fate === 'invalid' ? result : toOutcome(result, settled[positions[index]])
  )
}

/**
 * Makes one request; where CleverTap means one of its records and does not say which, halves of it again, down to
 * requests of one record, whose answers are about that one.
 */
async function deliverRecords<Payload, Rec extends { identity: string }>(
  request: RequestClient,
  delivery: Delivery<Payload, Rec>,
  records: Rec[],
  settings: Settings
): Promise<Settled[]> {
  const { url, buildBody, rules } = delivery
  const reply = await send(request, url(settings.clevertapEndpoint), { method: 'post', json: buildBody(records) })
  const settled = classifyReply(reply, { records, rules, passcode: settings.clevertapPasscode.trim() })
  if (settled) {
    return settled
  }
  const half = Math.ceil(records.length / 2)
  const first = await deliverRecords(request, delivery, records.slice(0, half), settings)
  return first.concat(await deliverRecords(request, delivery, records.slice(half), settings))
}

function toOutcome<Rec>({ record, warnings }: { record: Rec; warnings: string[] }, settled: Settled): Outcome<Rec> {
  const warning = settled.fate === 'delivered' ? settled.warning : undefined
  return Object.assign({ record, warnings: warning === undefined ? warnings : [...warnings, warning] }, settled)
}
