/** Requests that were not taken and may work later, until they are due again. Pure state, no IO. */
import type { Task as QueuedTask } from '../../segment/batches'
import type { Subscriber } from '../../segment/subscribers'
import type { OpenEvent } from './line-tracker'

/** One event on its way through one action. */
export type Task = QueuedTask & { subscriber: Subscriber; event: OpenEvent }

/** Tasks that go out in one request, and again as long as they may work later. Times are those of a monotonic clock. */
export type Batch = {
  subscriber: Subscriber
  tasks: Task[]
  tries: number
  /** When it was first sent. */
  startedAt: number
  /** When it was first not taken, Infinity until then. */
  failedAt: number
  /** When it is to be sent again. */
  dueAt: number
}

export class Repeats {
  /** In the order in which they are due. */
  private readonly batches: Batch[] = []

  /** Keeps a batch until it is due. */
  add(batch: Batch): void {
    const later = this.batches.findIndex(({ dueAt }) => dueAt > batch.dueAt)
    this.batches.splice(later === -1 ? this.batches.length : later, 0, batch)
  }

  /** Takes the batch of an action that has been due for the longest, if there is one. */
  take(subscriber: Subscriber, now: number): Batch | undefined {
    const index = this.batches.findIndex((batch) => batch.subscriber === subscriber && batch.dueAt <= now)
    return index === -1 ? undefined : this.batches.splice(index, 1)[0]
  }

  /** When the first batch becomes due that is not due yet, Infinity if there is none. */
  nextDueAt(now: number): number {
    return this.batches.find(({ dueAt }) => dueAt > now)?.dueAt ?? Infinity
  }
}
