/** Splits records into requests, by their number and their bytes. Pure. */
import { isLongerThan } from '../values/limits'
import type { Item } from './batch'

/** CleverTap names no limit in bytes; every figure seen is above this one (inferred). */
export const maxBodyBytes = 1_000_000

/** How requests are written. */
export type Wire<Rec> = {
  /** The body of a request, as JSON. */
  toBody: (records: Rec[]) => string
  /** CleverTap's limit. */
  maxRecords: number
}

export type Request<Rec> = { items: Item<Rec>[]; body: string }

/**
 * Segment's framework does not know the size of what a record becomes, so batches are split here.
 * @returns requests of at most `maxRecords` records and `maxBodyBytes` in UTF-8; a record larger than that goes alone
 */
export function* fillRequests<Rec>(items: Item<Rec>[], wire: Wire<Rec>): Generator<Request<Rec>> {
  for (let start = 0; start < items.length; start += wire.maxRecords) {
    yield* splitByBytes(items.slice(start, start + wire.maxRecords), wire)
  }
}

function* splitByBytes<Rec>(items: Item<Rec>[], wire: Wire<Rec>): Generator<Request<Rec>> {
  const body = wire.toBody(items.map(({ record }) => record))
  if (items.length === 1 || !isLongerThan(maxBodyBytes, body)) {
    yield { items, body }
    return
  }
  for (const half of toHalves(items)) {
    yield* splitByBytes(half, wire)
  }
}

/** The first half has the odd one. */
export function toHalves<Entry>(list: Entry[]): [Entry[], Entry[]] {
  const half = Math.ceil(list.length / 2)
  return [list.slice(0, half), list.slice(half)]
}
