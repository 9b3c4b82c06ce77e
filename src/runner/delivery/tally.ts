/** Counts of a run: how many events had which fate, and why. Pure state, no IO. */
import type { SegmentEvent } from '@segment/actions-core'
import type { Fate } from './fate'
import type { Lane } from './lanes'

/** `malformed`: no event at all. `notSubscribed`: no action takes it. */
export type FinalFate = Fate | 'malformed' | 'notSubscribed'

/** One settled line. `event` is absent if it is malformed; `lanes` are those that took it. */
export type Settled = {
  line: number
  bytes: Buffer
  event?: SegmentEvent
  lanes: Lane[]
  fate: FinalFate
  reason: string
  warnings: string[]
}

/** `retries` are the requests, counted in `requests` too, that sent records again. */
export type Counts = Record<'read' | FinalFate | 'warnings' | 'requests' | 'retries', number>

export type Reasons = Partial<Record<FinalFate | 'warnings', Record<string, number>>>

/** A mapping of the customer's own may give each event a reason of its own; the report must not grow with the file. */
const maxReasonsPerFate = 200
const otherReasons = 'Other reasons.'

export class Tally {
  readonly counts: Counts = {
    read: 0,
    malformed: 0,
    notSubscribed: 0,
    delivered: 0,
    invalid: 0,
    rejected: 0,
    unauthorized: 0,
    transient: 0,
    warnings: 0,
    requests: 0,
    retries: 0
  }
  readonly reasons: Reasons = {}

  /** Counts one event, once and for good. */
  add({ fate, reason, warnings }: Pick<Settled, 'fate' | 'reason' | 'warnings'>): void {
    this.counts.read++
    this.counts[fate]++
    this.counts.warnings += warnings.length
    if (reason !== '') {
      this.addReason(fate, reason)
    }
    warnings.forEach((warning) => this.addReason('warnings', warning))
  }

  private addReason(fate: FinalFate | 'warnings', reason: string): void {
    const totals = this.reasons[fate] ?? (this.reasons[fate] = Object.create(null) as Record<string, number>)
    const isFull = totals[reason] === undefined && Object.keys(totals).length >= maxReasonsPerFate
    const key = isFull ? otherReasons : reason
    totals[key] = (totals[key] ?? 0) + 1
  }
}

/** Whether every event that an action takes has been delivered. */
export const isAllDelivered = ({ malformed, invalid, rejected, unauthorized, transient }: Counts) =>
  malformed + invalid + rejected + unauthorized + transient === 0
