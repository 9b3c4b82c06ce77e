/**
 * The lines of a run: each line that was read is settled once and counted once. No IO.
 *
 * A line is settled when each action that takes it is done with it: delivered, refused for good, or given up and kept in
 * the file of undelivered events. Only then may another run begin after it.
 */
import type { SegmentEvent } from '../../segment/event'
import type { ParsedLine } from '../files/event'
import { worstOf } from '../../segment/destination'
import type { Result } from '../../segment/destination'
import type { Subscriber } from '../../segment/subscribers'
import { addCounts, noCounts, toSettledLines } from '../settled'
import type { LineFate, Reasons, SettledLine, Settlement } from '../settled'

/** An event that at least one action takes, until all of them are done with it. */
export type OpenEvent = {
  line: number
  bytes: Buffer
  event: SegmentEvent
  subscribers: Subscriber[]
  results: Result[]
  /** Whether another run has to begin with it, whatever becomes of it with other subscribers. */
  isLeft: boolean
}

export type LineTrackerOptions = {
  /** What earlier runs have settled; this one begins after it. */
  start: Settlement
  /** Called once per line, before it counts as settled: if it throws, the line is left for the next run. */
  onSettled: (settled: SettledLine) => void
  /** Called with what `onSettled` threw. */
  onFailure: (failure: unknown) => void
}

/** A mapping of the customer's own may give each event a reason of its own; the report must not grow with the file. */
const maxReasonsPerFate = 200
const otherReasons = 'Other reasons.'

export class LineTracker {
  /** Of the lines that are settled, but for `read`, which counts those that are left too. */
  readonly counts = noCounts()
  readonly reasons: Reasons = {}
  private readonly firstLines = new Map<string, number>()
  /** Lines that were read and are not settled, in the order in which they were read. */
  private readonly open = new Set<number>()
  private events = 0
  private bytes = 0
  /** The last line that was read. */
  lastLine = 0

  constructor(private readonly options: LineTrackerOptions) {}

  /** Events that were read and are not settled. */
  get openEvents(): number {
    return this.events
  }

  get openBytes(): number {
    return this.bytes
  }

  /** Lines that were read and are not settled: what the run leaves for the next one, if it ends now. */
  get left(): number {
    return this.open.size
  }

  /** The first line of a fate with this reason: an example of it. */
  firstLineOf(fate: LineFate | 'warnings', reason: string): number | undefined {
    return this.firstLines.get(`${fate} ${reason}`)
  }

  settlement(): Settlement {
    const { start } = this.options
    const total = addCounts(start.total, { ...this.counts, read: this.counts.read - this.left })
    return { ...toSettledLines(start, this.open, this.lastLine), total }
  }

  /** A line that is no event. Lines come in order. */
  passLine(line: number): void {
    this.lastLine = line
  }

  /** A line that is sent to no action: settled as soon as it is read. */
  closeLine(parsed: ParsedLine, fate: 'malformed' | 'notSubscribed' | 'duplicates', reason = ''): void {
    const { line, bytes } = parsed
    this.enter(line)
    const event = 'event' in parsed && { event: parsed.event }
    this.finish({ line, bytes, subscribers: [], warnings: [], fate, reason, ...event })
  }

  /** An event that these subscribers take: settled when each of them is done with it. */
  openEvent(line: number, bytes: Buffer, event: SegmentEvent, subscribers: Subscriber[]): OpenEvent {
    this.enter(line)
    this.events++
    this.bytes += bytes.length
    return { line, bytes, event, subscribers, results: [], isLeft: false }
  }

  /** One subscriber is done with an event: it is delivered, refused for good, or given up as `RetryPlans` allowed. */
  settle(open: OpenEvent, result: Result): void {
    const { line, bytes, event, subscribers, results } = open
    results.push(result)
    if (results.length < subscribers.length) {
      return
    }
    this.events--
    this.bytes -= bytes.length
    const worst = worstOf(results)
    if (open.isLeft) {
      this.addReason(worst.fate, worst.reason, line)
    } else {
      this.finish({ line, bytes, event, subscribers, ...worst })
    }
  }

  /** One subscriber is done with an event in this run only: its reason is counted, and the next run sends it. */
  leave(open: OpenEvent, result: Result): void {
    open.isLeft = true
    this.settle(open, result)
  }

  private enter(line: number): void {
    this.lastLine = line
    this.open.add(line)
    this.counts.read++
  }

  private finish(settled: SettledLine): void {
    const { line, fate, reason, warnings } = settled
    try {
      this.options.onSettled(settled)
    } catch (failure) {
      this.options.onFailure(failure)
      return
    }
    this.open.delete(line)
    this.counts[fate]++
    this.counts.warnings += warnings.length
    this.addReason(fate, reason, line)
    warnings.forEach((warning) => this.addReason('warnings', warning, line))
  }

  private addReason(fate: LineFate | 'warnings', reason: string, line: number): void {
    if (reason === '') {
      return
    }
    const totals = this.reasons[fate] ?? (this.reasons[fate] = Object.create(null) as Record<string, number>)
    const isFull = totals[reason] === undefined && Object.keys(totals).length >= maxReasonsPerFate
    const key = isFull ? otherReasons : reason
    totals[key] = (totals[key] ?? 0) + 1
    if (totals[key] === 1) {
      this.firstLines.set(`${fate} ${key}`, line)
    }
  }
}
