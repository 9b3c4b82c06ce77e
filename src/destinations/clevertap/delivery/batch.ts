/** Splits a batch into requests, remembering which event each record came from. Pure. */
import type { Warning } from '../values/warning'
import type { Invalid } from './outcome'

/** The record of one event and what was noticed while building it, or why the event is refused. */
export type Built<Rec> = { fate: 'valid'; record: Rec; warnings: Warning[] } | Invalid

export type Plan<Rec> = {
  /** The records to send, request by request. Joined, they are the accepted inputs in input order. */
  requests: Rec[][]
  /** For each input, the position of its record among all records sent; -1 where the input was refused. */
  positions: number[]
}

export type PlanOptions = {
  /** CleverTap's limit of records per request. */
  maxRecords: number
  /** Send one record for all inputs with the same identity, so that they share its outcome. */
  oncePerIdentity: boolean
}

/** @param built one result per input, in input order */
export function planRequests<Rec extends { identity: string }>(
  built: Built<Rec>[],
  { maxRecords, oncePerIdentity }: PlanOptions
): Plan<Rec> {
  const records: Rec[] = []
  const positionOf = new Map<string, number>()
  const positions = built.map((result) => {
    if (result.fate === 'invalid') {
      return -1
    }
    const { identity } = result.record
    if (oncePerIdentity) {
      const known = positionOf.get(identity)
      if (known !== undefined) {
        return known
      }
      positionOf.set(identity, records.length)
    }
    return records.push(result.record) - 1
  })
  const requests: Rec[][] = []
  for (let start = 0; start < records.length; start += maxRecords) {
    requests.push(records.slice(start, start + maxRecords))
  }
  return { requests, positions }
}
