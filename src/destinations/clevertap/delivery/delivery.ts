/** The pipeline: build records, plan requests, send them one after another, classify the replies, one outcome per event. */
import type { AudienceMembership, RequestClient } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { planRounds } from './batch'
import type { CombineItems } from './batch'
import type { BuildRecord } from './build'
import { classifyReply } from './classify'
import type { ReplyRules } from './classify'
import { send } from './client'
import { settle, toMultiStatus } from './outcome'
import type { Outcome } from './outcome'
import type { Wire } from './requests'
import { sendRounds } from './rounds'

/** How one action builds, sends and reads its requests. */
export type Delivery<Payload, Rec> = {
  buildRecord: BuildRecord<Payload, Rec>
  /** Combines the records of one person. Absent: each is sent as it is, in the same request. */
  combine?: CombineItems<Rec>
  /** The URL to post to, below the endpoint of the settings. */
  url: (endpoint: string) => string
  wire: Wire<Rec>
  /** How the replies are read. */
  rules: ReplyRules
}

/** What the framework gives an action to work on. */
type Input<Payload, Membership> = { payload: Payload; settings: Settings; audienceMembership?: Membership }

/**
 * What an action does with one event and with a batch: the same, and only the last step differs.
 * @returns `perform`, which resolves to CleverTap's verdict or throws as `settle` does, and `performBatch`, which resolves
 * to one result per event, in order
 */
export function performers<Payload, Rec extends { identity: string }>(delivery: Delivery<Payload, Rec>) {
  return {
    perform: async (
      request: RequestClient,
      { payload, settings, audienceMembership }: Input<Payload, AudienceMembership>
    ) => settle((await deliver([payload], [audienceMembership], delivery, { request, settings }))[0]),
    performBatch: async (
      request: RequestClient,
      { payload, settings, audienceMembership = [] }: Input<Payload[], AudienceMembership[]>
    ) => toMultiStatus(await deliver(payload, audienceMembership, delivery, { request, settings }))
  }
}

/** The way to one CleverTap account. */
type Connection = { request: RequestClient; settings: Settings }

/**
 * Delivers the payloads of a batch; a single event is a batch of one. Requests follow one another, so that the order of a
 * person's events stays, and deletions stay within CleverTap's limit of concurrent calls.
 * @returns one outcome per payload, in order; failures are outcomes, never exceptions
 */
async function deliver<Payload, Rec extends { identity: string }>(
  payloads: Payload[],
  memberships: AudienceMembership[],
  { buildRecord, combine, url, wire, rules }: Delivery<Payload, Rec>,
  { request, settings }: Connection
): Promise<Outcome<Rec>[]> {
  const built = payloads.map((payload, index) => buildRecord(payload, Date.now(), memberships[index]))
  const ends = await sendRounds(planRounds(built, combine), wire, async (body, records) => {
    const reply = await send(request, url(settings.clevertapEndpoint), { method: 'post', body })
    return classifyReply(reply, records, rules)
  })
  return built.map((result, position) => {
    if (result.fate === 'invalid') {
      return result
    }
    const { warnings } = result
    const { record, settled } = ends[position]
    // Spread last: spread first, it costs a twelfth of all that an event costs.
    return settled.fate === 'heldBack' ? settled : { record, warnings, ...settled }
  })
}
