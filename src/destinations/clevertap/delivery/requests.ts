/** Fills requests with records, by their number and their bytes. Pure. */
import { bytesOf } from '../values/limits'
import type { Item } from './batch'

/** CleverTap names no limit in bytes; every figure seen is above this one (inferred). */
export const maxBodyBytes = 1_000_000

/** How the body of a request is written, as JSON. */
export type Wire<Rec> = {
  /** What stands for a record in the list. */
  toElement: (record: Rec) => unknown
  /** @param elements the list, without its brackets */
  toBody: (elements: string, count: number) => string
  /** CleverTap's limit. */
  maxRecords: number
}

export type Request<Rec> = { items: Item<Rec>[]; body: string }

/**
 * Segment's framework does not know the size of what a record becomes, so batches are split here. The text of a body
 * grows record by record, so that each is written once.
 * @returns requests of at most `maxRecords` records and `maxBodyBytes` in UTF-8; a record larger than that goes alone
 */
export function* fillRequests<Rec>(items: Item<Rec>[], wire: Wire<Rec>): Generator<Request<Rec>> {
  const { toElement, toBody, maxRecords } = wire
  const most = maxBodyBytes - toBody('', 2).length
  let start = 0
  let elements = ''
  // Counted only near the limit, since no character has more than three bytes.
  let bytes: number | undefined
  for (let index = 0; index < items.length; index++) {
    const element = JSON.stringify(toElement(items[index].record))
    if (index > start) {
      if (bytes !== undefined || (elements.length + element.length + 1) * 3 > most) {
        bytes = (bytes ?? bytesOf(elements)) + bytesOf(element) + 1
      }
      if (index - start === maxRecords || (bytes ?? 0) > most) {
        yield { items: items.slice(start, index), body: toBody(elements, index - start) }
        start = index
        bytes = undefined
      }
    }
    elements = index === start ? element : `${elements},${element}`
  }
  if (start < items.length) {
    yield { items: items.slice(start), body: toBody(elements, items.length - start) }
  }
}
