/** Who may be sent next: of one person's events only the first that is not settled. Pure state, no IO. */
import type { OpenEvent } from './books'
import type { Lane } from './lanes'

/** One event on its way through one action. */
export type Task = { of: OpenEvent; lane: Lane; identity: string }

/** Tasks that go out in one request, and again as long as they may work later. Times are those of a monotonic clock. */
export type Batch = {
  lane: Lane
  tasks: Task[]
  tries: number
  /** When it was first sent. */
  startedAt: number
  /** When it was first not taken, Infinity until then. */
  failedAt: number
  /** When it is to be sent again. */
  dueAt: number
}

/** Segment's batches have at most this many bytes (its documentation of batching, 4 MB). */
const maxBatchBytes = 4 * 1024 * 1024

/**
 * Tasks of one person form a queue; its head is ready, under way or waiting to be sent again, and the others stay back
 * until it is settled. So no batch holds a person twice, no two requests are about the same person at once, and a
 * record that has to be repeated cannot overwrite what came after it.
 */
export class Schedule {
  private readonly queues = new Map<string, Task[]>()
  private readonly ready = new Map<Lane, Task[]>()
  /** In the order in which they are due. */
  private readonly repeats: Batch[] = []
  /** Grows with the people whose events are given up. */
  private readonly held = new Set<string>()

  add(task: Task): void {
    const queue = this.queues.get(task.identity)
    if (queue) {
      queue.push(task)
      return
    }
    this.queues.set(task.identity, [task])
    this.makeReady(task)
  }

  /** How many tasks of a lane could be sent for the first time now. */
  readyIn(lane: Lane): number {
    return this.ready.get(lane)?.length ?? 0
  }

  /** Takes the oldest ready tasks of a lane, as many as fit into one request. */
  take(lane: Lane, now: number): Batch {
    const tasks = this.ready.get(lane) ?? []
    let count = 0
    for (let bytes = 0; count < Math.min(tasks.length, lane.maxEvents); count++) {
      bytes += tasks[count].of.bytes.length
      if (count > 0 && bytes > maxBatchBytes) {
        break
      }
    }
    return { lane, tasks: tasks.splice(0, count), tries: 0, startedAt: now, failedAt: Infinity, dueAt: now }
  }

  /** Keeps a batch that was taken until it is due again. */
  repeat(batch: Batch): void {
    const later = this.repeats.findIndex(({ dueAt }) => dueAt > batch.dueAt)
    this.repeats.splice(later === -1 ? this.repeats.length : later, 0, batch)
  }

  /** Takes the batch of a lane that has been due for the longest, if there is one. */
  takeRepeat(lane: Lane, now: number): Batch | undefined {
    for (let index = 0; index < this.repeats.length && this.repeats[index].dueAt <= now; index++) {
      if (this.repeats[index].lane === lane) {
        return this.repeats.splice(index, 1)[0]
      }
    }
    return undefined
  }

  /** When the first batch becomes due that is not due yet, Infinity if there is none. */
  nextDueAt(now: number): number {
    return this.repeats.find(({ dueAt }) => dueAt > now)?.dueAt ?? Infinity
  }

  /** Ends a task that was taken: the person's next one becomes ready. */
  settle({ identity }: Task): void {
    const queue = this.queues.get(identity) ?? []
    queue.shift()
    if (queue.length === 0) {
      this.queues.delete(identity)
    } else {
      this.makeReady(queue[0])
    }
  }

  /**
   * Ends a task that was taken and is given up: what comes after it must not arrive first, so it is not sent in this
   * run.
   * @returns the person's other tasks
   */
  hold({ identity }: Task): Task[] {
    const [, ...others] = this.queues.get(identity) ?? []
    this.queues.delete(identity)
    this.held.add(identity)
    return others
  }

  isHeld(identity: string): boolean {
    return this.held.has(identity)
  }

  private makeReady(task: Task): void {
    const tasks = this.ready.get(task.lane)
    if (tasks) {
      tasks.push(task)
    } else {
      this.ready.set(task.lane, [task])
    }
  }
}
