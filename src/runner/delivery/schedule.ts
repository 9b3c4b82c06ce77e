/** Who may be sent next: of one person's events only the first that is not settled. Pure state, no IO. */
import type { OpenEvent } from './books'
import type { Lane } from './lanes'

/** One event on its way through one action. */
export type Task = { of: OpenEvent; lane: Lane; identity: string }

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
  /** Grows with the people whose events are given up; a run that gives up on everybody ends before it is large. */
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

  /** How many tasks of a lane could be sent now. */
  readyIn(lane: Lane): number {
    return this.ready.get(lane)?.length ?? 0
  }

  /** Takes the oldest ready tasks of a lane, as many as fit into one request. */
  take(lane: Lane): Task[] {
    const tasks = this.ready.get(lane) ?? []
    let count = 0
    for (let bytes = 0; count < Math.min(tasks.length, lane.maxEvents); count++) {
      bytes += tasks[count].of.bytes.length
      if (count > 0 && bytes > maxBatchBytes) {
        break
      }
    }
    return tasks.splice(0, count)
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
   * Ends a task that was taken and will not be delivered, for a reason that may pass: what comes after it must not
   * arrive first, so it is not sent in this run.
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

  /** Empties the schedule. @returns every task that is not under way or waiting to be sent again */
  clear(): Task[] {
    const unsent: Task[] = []
    this.ready.forEach((tasks) => unsent.push(...tasks))
    const heads = new Set(unsent)
    this.queues.forEach((queue) => unsent.push(...queue.slice(1).filter((task) => !heads.has(task))))
    this.ready.clear()
    this.queues.clear()
    return unsent
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
