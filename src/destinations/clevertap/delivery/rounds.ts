/** Sends rounds of records one after another, and again those that failed only because of others in the request. */
import { toRounds } from './batch'
import type { Item } from './batch'
import type { HeldBack, Settled } from './outcome'
import { fillRequests } from './requests'
import type { Request, Wire } from './requests'

/** The outcome of the record that was sent for an event, or would have been sent. */
export type End<Rec> = { record: Rec; settled: Settled | HeldBack }

/** Makes one request; one fate per record, in order. */
export type Post<Rec> = (body: string, records: Rec[]) => Promise<Settled[]>

const heldBack: HeldBack = {
  fate: 'heldBack',
  reason:
    'This event was not sent, because an earlier one of the same person has to be sent again first. Both will be sent again.'
}

/**
 * A round is sent when the earlier ones are settled. If a record has to be sent again, later records of its person are not
 * sent, so that the order stays.
 * @returns what became of each event, by its position in the batch
 */
export async function sendRounds<Rec extends { identity: string }>(
  rounds: Item<Rec>[][],
  wire: Wire<Rec>,
  post: Post<Rec>
): Promise<End<Rec>[]> {
  const ends: End<Rec>[] = []
  const unsettled = new Set<string>()

  function end({ record, positions }: Item<Rec>, settled: Settled | HeldBack) {
    positions.forEach((position) => (ends[position] = { record, settled }))
    if (settled.fate === 'transient') {
      unsettled.add(record.identity)
    }
  }

  async function sendAll(waiting: Item<Rec>[][]): Promise<void> {
    for (const round of waiting) {
      const isHeld = ({ record }: Item<Rec>) => unsettled.has(record.identity)
      round.filter(isHeld).forEach((item) => end(item, heldBack))
      const refused = await sendItems(round.filter((item) => !isHeld(item)))
      if (refused.length > 0) {
        await sendAll(toRounds(refused, (items) => items))
      }
    }
  }

  /** @returns the parts of merged records that CleverTap refused, to be sent one by one: none of them was applied */
  async function sendItems(items: Item<Rec>[]): Promise<Item<Rec>[]> {
    const refused: Item<Rec>[] = []
    for (const request of fillRequests(items, wire)) {
      refused.push(...(await sendRequest(request)))
    }
    return refused
  }

  async function sendRequest({ items, body }: Request<Rec>): Promise<Item<Rec>[]> {
    const settled = await post(
      body,
      items.map(({ record }) => record)
    )
    if (items.length > 1 && settled.every(isTooLarge)) {
      const half = Math.ceil(items.length / 2)
      return [...(await sendItems(items.slice(0, half))), ...(await sendItems(items.slice(half)))]
    }
    items.forEach((item, index) => end(item, settled[index]))
    return items.flatMap(({ parts = [] }, index) => (isOwnRefusal(settled[index]) ? parts : []))
  }

  await sendAll(rounds)
  return ends
}

/** Nothing of a request that is too large was taken (RFC 9110 15.5.14, inferred for CleverTap). */
const isTooLarge = (settled: Settled) => settled.fate === 'rejected' && settled.status === 413

const isOwnRefusal = (settled: Settled) => settled.fate === 'rejected' && !settled.isOfRequest
