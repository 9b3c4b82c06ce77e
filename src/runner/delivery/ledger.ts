/** The books of a run: every line that was read is settled once, counted once, and known by its place. No IO. */
import type { SegmentEvent } from '@segment/actions-core'
import type { Parsed } from '../files/event'
import { worstOf } from './fate'
import type { Outcome } from './fate'
import type { Lane } from './lanes'
import { Position } from './position'
import type { OpenEvent, Task } from './schedule'
import { Tally } from './tally'
import type { Settled } from './tally'

type Valid = Extract<Parsed, { event: unknown }>

export class Ledger {
  readonly tally = new Tally()
  private readonly position: Position
  private events = 0
  private bytes = 0

  /** @param onSettled called once per event, before it counts as settled; what it throws is passed on */
  constructor(skip: number, private readonly onSettled: (settled: Settled) => void) {
    this.position = new Position(skip)
  }

  /** Events that were read and are not settled. */
  get openEvents(): number {
    return this.events
  }

  get openBytes(): number {
    return this.bytes
  }

  settledThrough(): number {
    return this.position.settledThrough()
  }

  /** A line that is no event. */
  pass(line: number): void {
    this.position.pass(line)
  }

  /** A line that should be an event and is none, or an event that no action takes: settled as soon as it is read. */
  close(parsed: Parsed): void {
    this.position.enter(parsed.line)
    const { line, bytes } = parsed
    const about =
      'problem' in parsed
        ? { fate: 'malformed' as const, reason: parsed.problem, ...describe([]) }
        : { fate: 'notSubscribed' as const, reason: '', ...describe([], parsed.event) }
    this.finish({ line, bytes, warnings: [], ...about }, true)
  }

  /** An event that these lanes take: settled when each of them is done with it. */
  open(parsed: Valid, lanes: Lane[]): OpenEvent {
    this.position.enter(parsed.line)
    this.events++
    this.bytes += parsed.bytes.length
    return { ...parsed, lanes, outcomes: [] }
  }

  /**
   * One lane is done with an event.
   * @param isForGood whether another run need not begin with it
   */
  settle({ of: event }: Task, outcome: Outcome, isForGood: boolean): void {
    const { line, bytes, lanes, outcomes } = event
    outcomes.push(outcome)
    if (outcomes.length === lanes.length) {
      this.finish({ line, bytes, ...describe(lanes, event.event), ...worstOf(outcomes) }, isForGood)
      this.events--
      this.bytes -= bytes.length
    }
  }

  private finish(settled: Settled, isForGood: boolean): void {
    this.onSettled(settled)
    this.tally.add(settled)
    if (isForGood) {
      this.position.leave(settled.line)
    }
  }
}

function describe(lanes: Lane[], event?: SegmentEvent): Pick<Settled, 'event' | 'lanes'> {
  return { lanes, ...(event && { event }) }
}
