/** The books of a run: every line that was read is settled once, counted once, and known by its place. No IO. */
import type { SegmentEvent } from '@segment/actions-core'
import type { ParsedLine } from '../files/event'
import type { Fate, Result } from './destination'
import type { Lane } from './lanes'

/** `malformed`: no event at all. `notSubscribed`: no action takes it. */
export type LineFate = Fate | 'malformed' | 'notSubscribed'

/** One settled line. `event` is absent if it is malformed; `lanes` are those that took it. */
export type SettledLine = {
  line: number
  bytes: Buffer
  event?: SegmentEvent
  lanes: Lane[]
  fate: LineFate
  reason: string
  warnings: string[]
}

/** An event that at least one action takes, until all of them are done with it. */
export type OpenEvent = { line: number; bytes: Buffer; event: SegmentEvent; lanes: Lane[]; results: Result[] }

/** `retries` are the requests, counted in `requests` too, that sent records again. */
export type Counts = Record<'read' | LineFate | 'warnings' | 'requests' | 'retries', number>

export type Reasons = Partial<Record<LineFate | 'warnings', Record<string, number>>>

/** Whether every event that an action takes has been delivered. */
export const isAllDelivered = ({ malformed, invalid, rejected, unauthorized, transient }: Counts) =>
  malformed + invalid + rejected + unauthorized + transient === 0

/** A mapping of the customer's own may give each event a reason of its own; the report must not grow with the file. */
const maxReasonsPerFate = 200
const otherReasons = 'Other reasons.'

/** From best to worst: how much has to be done before the event can be delivered after all. */
const fates: Fate[] = ['delivered', 'transient', 'invalid', 'rejected', 'unauthorized']

/** The worst fate with its reason, and all warnings: the result of an event that several actions took. */
function worstOf(results: Result[]): Result {
  if (results.length === 1) {
    return results[0]
  }
  const worst = results.reduce((left, right) => (fates.indexOf(right.fate) > fates.indexOf(left.fate) ? right : left))
  return { ...worst, warnings: results.flatMap(({ warnings }) => warnings) }
}

export class Books {
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
  /** Lines that were read and are not settled, in the order in which they were read. */
  private readonly open = new Set<number>()
  private events = 0
  private bytes = 0

  /**
   * @param lastLine where the run begins: the lines up to it are settled
   * @param onSettled called once per line, before it counts as settled; what it throws is passed on
   */
  constructor(private lastLine: number, private readonly onSettled: (settled: SettledLine) => void) {}

  /** Events that were read and are not settled. */
  get openEvents(): number {
    return this.events
  }

  get openBytes(): number {
    return this.bytes
  }

  /** The last line before the first that is not settled. */
  settledThrough(): number {
    const first = this.open.values().next()
    return first.done ? this.lastLine : first.value - 1
  }

  /** A line that is no event. Lines come in order. */
  passLine(line: number): void {
    this.lastLine = line
  }

  /** A line that should be an event and is none, or an event that no action takes: settled as soon as it is read. */
  closeLine(parsed: ParsedLine): void {
    const { line, bytes } = parsed
    this.enter(line)
    const about =
      'problem' in parsed
        ? { fate: 'malformed' as const, reason: parsed.problem }
        : { fate: 'notSubscribed' as const, reason: '', event: parsed.event }
    this.finish({ line, bytes, lanes: [], warnings: [], ...about }, true)
  }

  /** An event that these lanes take: settled when each of them is done with it. */
  openEvent(line: number, bytes: Buffer, event: SegmentEvent, lanes: Lane[]): OpenEvent {
    this.enter(line)
    this.events++
    this.bytes += bytes.length
    return { line, bytes, event, lanes, results: [] }
  }

  /**
   * One lane is done with an event.
   * @param isForGood whether another run need not begin with it
   */
  settle(open: OpenEvent, result: Result, isForGood: boolean): void {
    const { line, bytes, event, lanes, results } = open
    results.push(result)
    if (results.length === lanes.length) {
      this.finish({ line, bytes, event, lanes, ...worstOf(results) }, isForGood)
      this.events--
      this.bytes -= bytes.length
    }
  }

  private enter(line: number): void {
    this.lastLine = line
    this.open.add(line)
  }

  private finish(settled: SettledLine, isForGood: boolean): void {
    this.onSettled(settled)
    this.count(settled)
    if (isForGood) {
      this.open.delete(settled.line)
    }
  }

  private count({ fate, reason, warnings }: SettledLine): void {
    this.counts.read++
    this.counts[fate]++
    this.counts.warnings += warnings.length
    if (reason !== '') {
      this.addReason(fate, reason)
    }
    warnings.forEach((warning) => this.addReason('warnings', warning))
  }

  private addReason(fate: LineFate | 'warnings', reason: string): void {
    const totals = this.reasons[fate] ?? (this.reasons[fate] = Object.create(null) as Record<string, number>)
    const isFull = totals[reason] === undefined && Object.keys(totals).length >= maxReasonsPerFate
    const key = isFull ? otherReasons : reason
    totals[key] = (totals[key] ?? 0) + 1
  }
}
