/** The run: reads lines as fast as CleverTap takes them, and keeps its requests busy until every event is settled. */
import { setMaxListeners } from 'events'
import { bulkhead } from 'cockatiel'
import { parseLine } from '../files/event'
import type { Line } from '../files/input'
import { attemptUntilSettled } from './attempts'
import type { Attempted, RetryPace } from './attempts'
import { Books } from './books'
import type { OpenEvent, SettledLine } from './books'
import type { Result, Send, Sent } from './destination'
import type { Lane } from './lanes'
import { Schedule } from './schedule'
import type { Task } from './schedule'

/** `concurrency` is the number of uploads under way at once. */
export type Pace = RetryPace & { concurrency: number }

export type RunOptions = {
  lanes: Lane[]
  send: Send
  pace: Pace
  /** Lines up to here are not read as events: an earlier run has settled them. */
  skip: number
  /** Called once per event that was read, before it counts as settled. What it throws ends the run. */
  onSettled: (settled: SettledLine) => void
  /** Called whenever events have been settled. What it throws ends the run. */
  onProgress: () => void
}

/**
 * Why a run ended before its input did. `interrupted`: it was asked to. `failed`: reading or writing a file did.
 * `unauthorized`: CleverTap refused the credentials. `unreachable`: it took nothing for as long as events are retried.
 */
export type StopReason = 'interrupted' | 'failed' | 'unauthorized' | 'unreachable'

/** Documented: developer.clevertap.com "API Request Limit". */
const maxConcurrentDeletes = 3

/** How long a batch that is not full waits for more events. */
const lingerMs = 100

/** Memory: as many events are held as keep every request busy, and no more bytes than this. */
const maxOpenBytes = 32 * 1024 * 1024
const openEventsPerRequest = 2000

const unsentResult = (fate: Result['fate'], reason: string): Result => ({
  fate,
  reason: `Not sent, because ${reason}.`,
  warnings: []
})
const heldBack = unsentResult('transient', 'an earlier event of the same person could not be delivered')
const unsent = {
  unauthorized: unsentResult('unauthorized', 'CleverTap refused the credentials'),
  unreachable: unsentResult('transient', 'CleverTap took nothing for as long as events are retried')
}

export class Run {
  readonly books: Books
  private readonly schedule = new Schedule()
  private readonly limits
  private readonly slots
  private readonly stopping = new AbortController()
  private readonly underway = new Set<Promise<void>>()
  private readonly leftOver: Task[] = []
  private stopReason?: StopReason
  private failure: unknown
  private onRoom?: () => void
  private isInputEnded = false
  private lingering?: NodeJS.Timeout
  private lastAnsweredAt = Date.now()

  constructor(private readonly options: RunOptions) {
    this.books = new Books(options.skip, options.onSettled)
    this.limits = { upload: options.pace.concurrency, delete: maxConcurrentDeletes }
    this.slots = { upload: bulkhead(this.limits.upload, Infinity), delete: bulkhead(this.limits.delete, Infinity) }
    // One listener per batch that waits to be sent again.
    setMaxListeners(0, this.stopping.signal)
  }

  /** Why the run ends early, once it does. */
  get stopped(): StopReason | undefined {
    return this.stopReason
  }

  /** Stops reading and sending; what is under way ends. The first reason stays. */
  stop(reason: StopReason, failure?: unknown): void {
    if (this.stopReason === undefined) {
      this.stopReason = reason
      this.failure = failure
      this.stopping.abort()
      this.onRoom?.()
    }
  }

  /**
   * Delivers everything in the input.
   * @param onStop called if the run has to end early, to stop the input
   * @throws what reading the input, or a callback, threw; everything under way has ended by then
   */
  async deliver(lines: AsyncIterable<Line[]>, onStop: () => void): Promise<void> {
    this.stopping.signal.addEventListener('abort', onStop)
    if (this.stopReason !== undefined) {
      onStop()
    }
    try {
      await this.read(lines)
      this.isInputEnded = true
      this.dispatch()
    } catch (error) {
      this.stop('failed', error)
    }
    while (this.underway.size > 0) {
      await Promise.race(this.underway)
    }
    clearTimeout(this.lingering)
    if (this.stopReason !== 'failed') {
      this.settleUnsent()
      return
    }
    throw this.failure
  }

  private async read(lines: AsyncIterable<Line[]>): Promise<void> {
    for await (const chunk of lines) {
      for (const line of chunk) {
        while (this.isFull() && this.stopReason === undefined) {
          await this.room()
        }
        if (this.stopReason !== undefined) {
          return
        }
        if (line.number > this.options.skip) {
          this.take(line)
        }
      }
      this.dispatch()
    }
  }

  private isFull(): boolean {
    const maxOpenEvents = openEventsPerRequest * (this.options.pace.concurrency + 1)
    return this.books.openEvents >= maxOpenEvents || this.books.openBytes >= maxOpenBytes
  }

  private room(): Promise<void> {
    return new Promise((resolve) => {
      this.onRoom = () => {
        this.onRoom = undefined
        resolve()
      }
      this.dispatch()
    })
  }

  private take(line: Line): void {
    const parsed = parseLine(line)
    if (!parsed) {
      this.books.passLine(line.number)
      return
    }
    const lanes = 'event' in parsed ? this.options.lanes.filter(({ matches }) => matches(parsed.event)) : []
    if ('problem' in parsed || lanes.length === 0) {
      this.books.closeLine(parsed)
      return
    }
    const event = this.books.openEvent(parsed.line, parsed.bytes, parsed.event, lanes)
    for (const lane of lanes) {
      this.enqueue(event, lane)
    }
  }

  private enqueue(event: OpenEvent, lane: Lane): void {
    // Events without an identity have no order to keep: none of them will be sent.
    const task = { of: event, lane, identity: lane.identityOf(event.event) || `\u0000${event.line}` }
    if (this.schedule.isHeld(task.identity)) {
      this.books.settle(event, heldBack, true)
    } else {
      this.schedule.add(task)
    }
  }

  /**
   * Starts full batches in free slots. One that is not full waits for more events, unless there is nothing of its kind
   * under way: small batches would finish soon, make room for few events, and so stay small for the rest of the run.
   */
  private dispatch(): void {
    this.start(false)
    const isReady = this.options.lanes.some((lane) => this.schedule.readyIn(lane) > 0)
    if (isReady && this.lingering === undefined && this.stopReason === undefined) {
      this.lingering = setTimeout(() => {
        this.lingering = undefined
        this.start(true)
      }, lingerMs)
    }
  }

  private start(isFlush: boolean): void {
    const isBlocked = this.isInputEnded || this.onRoom !== undefined
    for (const lane of this.options.lanes) {
      for (;;) {
        const ready = this.schedule.readyIn(lane)
        const free = this.slots[lane.kind].executionSlots
        const isIdle = isBlocked && free === this.limits[lane.kind]
        const isDue = ready >= lane.maxEvents || (ready > 0 && (isFlush || isIdle))
        if (this.stopReason !== undefined || free <= 0 || !isDue) {
          break
        }
        this.begin(lane, this.schedule.take(lane))
      }
    }
  }

  private begin(lane: Lane, tasks: Task[]): void {
    const done = attemptUntilSettled(tasks, this.options.pace, {
      send: (remaining, isRetry) => this.slots[lane.kind].execute(() => this.sendOnce(lane, remaining, isRetry)),
      onSettled: (settled) => this.settle(settled),
      onGivenUp: (transient) => this.giveUp(transient),
      signal: this.stopping.signal
    })
      .catch((error) => this.stop('failed', error))
      .then(() => {
        this.underway.delete(done)
        this.dispatch()
      })
    this.underway.add(done)
  }

  private async sendOnce(lane: Lane, tasks: Task[], isRetry: boolean): Promise<Sent | undefined> {
    if (this.stopReason !== undefined) {
      this.leftOver.push(...tasks)
      return undefined
    }
    const events = tasks.map(({ of }) => of.event)
    const sent = await this.options.send(lane, events)
    const { counts } = this.books
    counts.requests += sent.requests
    counts.retries += isRetry ? sent.requests : 0
    if (sent.results.some(({ fate }) => fate === 'unauthorized')) {
      this.stop('unauthorized')
    }
    if (sent.results.some(({ fate }) => fate === 'delivered' || fate === 'rejected')) {
      this.lastAnsweredAt = Date.now()
    }
    return sent
  }

  private settle(settled: Attempted[]): void {
    for (const { task, result } of settled) {
      this.books.settle(task.of, result, result.fate !== 'unauthorized')
      this.schedule.settle(task)
    }
    this.afterSettling()
  }

  /**
   * If nothing was taken for as long as these were tried, while other events wait and more are to be read, it is an
   * outage: to try each of them as long would take days.
   */
  private giveUp(transient: Attempted[]): void {
    const isSilent = Date.now() - this.lastAnsweredAt >= this.options.pace.giveUpAfterMs
    if (isSilent && !this.isInputEnded && this.books.openEvents > transient.length) {
      this.stop('unreachable')
    }
    const isForGood = this.stopReason === undefined
    for (const { task, result } of transient) {
      this.books.settle(task.of, result, isForGood)
      for (const other of this.schedule.hold(task)) {
        this.books.settle(other.of, heldBack, isForGood)
      }
    }
    this.afterSettling()
  }

  /**
   * After a stop: what was read but not sent is as good as not read, unless the reason concerns it as well. Then it is
   * reported, but does not count as settled, so that the next run begins with it.
   */
  private settleUnsent(): void {
    const result =
      this.stopReason === 'unauthorized' || this.stopReason === 'unreachable' ? unsent[this.stopReason] : undefined
    if (result) {
      ;[...this.leftOver, ...this.schedule.clear()].forEach((task) => this.books.settle(task.of, result, false))
    }
  }

  private afterSettling(): void {
    this.options.onProgress()
    if (!this.isFull()) {
      this.onRoom?.()
    }
  }
}
