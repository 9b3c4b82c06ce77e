/** Who may be sent next, so that nothing about a person overtakes what came before it. Pure state, no IO. */
import type { OpenEvent } from './books'
import type { Lane } from '../../segment/lanes'

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
 * What is to be sent about one person. `open` tasks are ready, under way or waiting to be sent again: one that keeps the
 * order, or any number of others.
 */
type Person = { open: number; keepsOrder: boolean; waiting: Task[] }

/**
 * A task that keeps the order has its person to itself: what came before it is settled, and what comes after it stays back
 * until it is. So no two requests change a profile at once, and a record that has to be repeated cannot overwrite what
 * came after it. Tasks that do not keep the order wait only for those that do: an event carries its own time.
 */
export class Schedule {
  private readonly people = new Map<string, Person>()
  private readonly ready = new Map<Lane, Task[]>()
  /** In the order in which they are due. */
  private readonly repeats: Batch[] = []
  /** Grows with the people whose events are given up. */
  private readonly held = new Set<string>()

  add(task: Task): void {
    const { keepsOrder } = task.lane
    const person = this.people.get(task.identity)
    if (!person) {
      this.people.set(task.identity, { open: 1, keepsOrder, waiting: [] })
      this.makeReady(task)
    } else if (keepsOrder || person.keepsOrder || person.waiting.length > 0) {
      person.waiting.push(task)
    } else {
      person.open++
      this.makeReady(task)
    }
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

  /** Ends a task that was taken: what waited for it becomes ready. */
  settle({ identity }: Task): void {
    const person = this.people.get(identity)
    if (!person || --person.open > 0) {
      return
    }
    if (person.waiting.length === 0) {
      this.people.delete(identity)
      return
    }
    const first = person.waiting.findIndex(({ lane }) => lane.keepsOrder)
    const count = first === 0 ? 1 : first === -1 ? person.waiting.length : first
    person.keepsOrder = first === 0
    person.open = count
    person.waiting.splice(0, count).forEach((task) => this.makeReady(task))
  }

  /**
   * Ends a task that was taken and is given up: what comes after it must not arrive first, so it is not sent in this
   * run.
   * @returns the person's tasks that waited
   */
  hold(task: Task): Task[] {
    const waiting = this.people.get(task.identity)?.waiting.splice(0) ?? []
    this.held.add(task.identity)
    this.settle(task)
    return waiting
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
