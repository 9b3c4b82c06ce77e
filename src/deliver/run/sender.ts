/** Keeps CleverTap's requests busy: fills free slots with batches, and sends again what may work later. */
import type { LineTracker, OpenEvent } from './line-tracker'
import { BatchQueue } from '../../segment/batches'
import { heldBack } from '../../segment/destination'
import type { Result, Send, Sent } from '../../segment/destination'
import type { Subscriber } from '../../segment/subscribers'
import { Repeats } from './repeats'
import type { Batch, Task } from './repeats'
import { RetryPlans } from './retry-plans'
import type { Stop } from './retry-plans'

/** How many uploads may be under way, and how long and how soon what may work later is sent again. */
export type Pace = {
  concurrency: number
  giveUpAfterMs: number
  /** Upper bound of the first wait before a record is sent again; it doubles with each further attempt. */
  firstRetryMs: number
}

export type SenderOptions = {
  subscribers: Subscriber[]
  send: Send
  pace: Pace
  tracker: LineTracker
  /** Whether events that are given up are kept. */
  keepsUndelivered: boolean
  /** Called when a request has ended and its events are tracked. What it throws ends the run. */
  onAnswer: () => void
  /** Ends the run; the first reason stays. */
  stop: (stop: Stop) => void
}

type Refused = { task: Task; result: Result }

/** Documented: developer.clevertap.com "API Request Limit". */
const maxConcurrentDeletes = 3

/** How long a batch that is not full waits for more events. */
const lingerMs = 100

/**
 * The destination makes no larger request: more than fits into one would go out in several, one after another. How large
 * events go out is known by what went out before.
 */
const maxRequestBytes = 1_000_000

/** The longest wait before a record is sent again, unless CleverTap asks for a longer one. */
const maxRetryMs = 30_000

/** Node fires a timer of more than 31 bits of milliseconds at once. */
export const maxTimerMs = 2 ** 31 - 1

/** @returns how long to wait after so many tries: exponential, with full jitter, so that senders do not come back at once */
export const retryWaitMs = (tries: number, firstRetryMs: number): number =>
  Math.random() * Math.min(maxRetryMs, firstRetryMs * 2 ** (tries - 1))

export class Sender {
  /** Whether no more events come for now: the input has ended, or waits for room. */
  isInputPaused = false
  private readonly queue = new BatchQueue<Task>()
  private readonly repeats = new Repeats()
  private readonly plans: RetryPlans
  /** How many bytes of a request each byte of the input has become, by action. */
  private readonly growth = new Map<Subscriber, number>()
  private readonly slots: Record<Subscriber['kind'], number>
  private readonly underway = { upload: 0, delete: 0 }
  private isStopped = false
  private lingerUntil = Infinity
  private timer?: NodeJS.Timeout

  constructor(private readonly options: SenderOptions) {
    this.plans = new RetryPlans(options.pace.giveUpAfterMs, options.keepsUndelivered)
    this.slots = { upload: options.pace.concurrency, delete: maxConcurrentDeletes }
  }

  /** Whether no request is under way. */
  get isIdle(): boolean {
    return this.underway.upload + this.underway.delete === 0
  }

  /** Takes an event, for each of its subscribers. */
  add(event: OpenEvent): void {
    for (const subscriber of event.subscribers) {
      const identity = subscriber.identityOf(event.event)
      if (this.queue.isHeld(identity)) {
        this.options.tracker.settle(event, heldBack)
      } else {
        const { timestamp } = event.event
        const time = typeof timestamp === 'string' ? timestamp : undefined
        this.queue.add({ event, subscriber, identity, bytes: event.bytes.length, time })
      }
    }
  }

  /** Sends nothing more; what is under way ends. */
  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
  }

  /**
   * Fills free slots: with what is to be sent again, then with full batches. A batch that is not full waits for more
   * events, unless none come and nothing of its kind is under way: small batches would finish soon, make room for few
   * events, and so stay small for the rest of the run.
   */
  dispatch(): void {
    const now = performance.now()
    const hasLingered = now >= this.lingerUntil
    for (const subscriber of this.options.subscribers) {
      while (!this.isStopped && this.underway[subscriber.kind] < this.slots[subscriber.kind]) {
        const isIdle = this.isInputPaused && this.underway[subscriber.kind] === 0
        const ready = this.queue.readyIn(subscriber)
        const isDue = ready >= subscriber.maxEvents || (ready > 0 && (hasLingered || isIdle))
        const batch = this.repeats.take(subscriber, now) ?? (isDue ? this.takeNew(subscriber, now) : undefined)
        if (!batch) {
          break
        }
        void this.sendOnce(batch)
      }
    }
    const isReady = this.options.subscribers.some((subscriber) => this.queue.readyIn(subscriber) > 0)
    this.lingerUntil = !isReady ? Infinity : hasLingered ? now + lingerMs : Math.min(this.lingerUntil, now + lingerMs)
    this.wakeAt(Math.min(this.lingerUntil, this.repeats.nextDueAt(now)), now)
  }

  private takeNew(subscriber: Subscriber, now: number): Batch {
    const growth = this.growth.get(subscriber) ?? 1
    const tasks = this.queue.take(subscriber, maxRequestBytes / growth)
    return { subscriber, tasks, tries: 0, startedAt: now, failedAt: Infinity, dueAt: now }
  }

  private wakeAt(time: number, now: number): void {
    clearTimeout(this.timer)
    if (!this.isStopped && time < Infinity) {
      this.timer = setTimeout(() => this.dispatch(), Math.min(Math.ceil(time - now), maxTimerMs))
    }
  }

  private async sendOnce(batch: Batch): Promise<void> {
    const { subscriber, tasks } = batch
    this.underway[subscriber.kind]++
    try {
      const sentAt = performance.now()
      const sent = await this.options.send(
        subscriber,
        tasks.map(({ event }) => event.event)
      )
      this.record(batch, sent, sentAt)
    } catch (error) {
      this.options.stop({ reason: 'failed', failure: error })
    }
    this.underway[subscriber.kind]--
    this.dispatch()
    try {
      this.options.onAnswer()
    } catch (error) {
      this.options.stop({ reason: 'failed', failure: error })
    }
  }

  /** Puts the answer to a request into the tracker, and decides on what was not taken. */
  private record(batch: Batch, { results, requests, bytes, retryAfterMs }: Sent, sentAt: number): void {
    const { tracker, stop } = this.options
    const now = performance.now()
    if (bytes > 0) {
      const bytesRead = batch.tasks.reduce((total, { event }) => total + event.bytes.length, 0)
      const before = this.growth.get(batch.subscriber) ?? 1
      this.growth.set(batch.subscriber, (before + bytes / Math.max(1, bytesRead)) / 2)
    }
    const isTaken = results.some(({ fate }) => fate === 'delivered')
    tracker.counts.requests += requests
    tracker.counts.retries += batch.tries > 0 ? requests : 0
    if (isTaken) {
      this.plans.noteTaken(sentAt)
    }
    const refused: Refused[] = []
    results.forEach((result, index) => {
      const task = batch.tasks[index]
      if (result.fate === 'transient') {
        refused.push({ task, result })
      } else if (result.fate === 'unauthorized') {
        tracker.leave(task.event, result)
        stop({ reason: 'unauthorized' })
      } else {
        tracker.settle(task.event, result)
        this.queue.settle([task])
      }
    })
    if (refused.length > 0 && !this.isStopped) {
      // What it took of the same request is evidence too.
      const failedAt = Math.min(batch.failedAt, isTaken ? sentAt : now)
      this.decide({ ...batch, tries: batch.tries + 1, failedAt }, refused, retryAfterMs, now)
    }
  }

  private decide(batch: Batch, refused: Refused[], retryAfterMs: number, now: number): void {
    const { tracker, pace, stop } = this.options
    const { startedAt, failedAt, tries } = batch
    const plan = this.plans.planFor(startedAt, failedAt, retryAfterMs, now)
    switch (plan.do) {
      case 'repeat': {
        const waitMs = Math.min(retryWaitMs(tries, pace.firstRetryMs), startedAt + pace.giveUpAfterMs - now)
        const tasks = refused.map(({ task }) => task)
        this.repeats.add({ ...batch, tasks, dueAt: now + Math.max(waitMs, retryAfterMs) })
        break
      }
      case 'giveUp':
        for (const { task, result } of refused) {
          tracker.settle(task.event, result)
          this.queue.hold(task).forEach(({ event }) => tracker.settle(event, heldBack))
        }
        break
      case 'stop':
        refused.forEach(({ task, result }) => tracker.leave(task.event, result))
        stop(plan.stop)
    }
  }
}
