/** The one law of order: what may be sent next, and together with what. Pure state, no IO. */
import type { Subscriber } from './subscribers'

/**
 * One event on its way through one action. An identity of '' is no person's. `bytes`: how large the event is. `time`: when
 * it happened, in text that compares as time does.
 */
export type Task = {
  subscriber: Pick<Subscriber, 'maxEvents' | 'keepsOrder'>
  identity: string
  bytes?: number
  time?: string
}

/** Tasks that may be sent now, in order: one, or those of one person for one action. It grows until it is taken. */
type Group<T> = { tasks: T[]; person?: Person<T> }

/**
 * `open` counts the tasks that are ready or taken; if they keep the order, `isOrdered`, they are all of one group, and
 * that is there until it is taken. `waiting`, in order, stay back until nothing is open.
 */
type Person<T> = { open: number; isOrdered: boolean; group?: Group<T>; waiting: T[] }

/**
 * A batch belongs to one action and keeps its limit. Tasks that keep the order share a batch if they are of one person
 * and follow each other; every other task of that person is settled before them, or waits for them. So no two requests
 * change a profile at once, and a repeated record cannot overwrite a later one. Tasks that do not keep the order wait
 * only for those that do: an event carries its own time.
 */
export class BatchQueue<T extends Task> {
  private readonly people = new Map<string, Person<T>>()
  private readonly ready = new Map<T['subscriber'], { groups: Group<T>[]; tasks: number }>()
  /** Grows with the people whose events are given up. */
  private readonly held = new Set<string>()

  add(task: T): void {
    const { identity } = task
    if (identity === '') {
      this.makeReady({ tasks: [task] })
      return
    }
    let person = this.people.get(identity)
    if (!person) {
      person = { open: 0, isOrdered: false, waiting: [] }
      this.people.set(identity, person)
    }
    if (person.waiting.length > 0 || !this.admit(task, person)) {
      person.waiting.push(task)
    }
  }

  /** How many tasks of an action could be taken now. */
  readyIn(subscriber: T['subscriber']): number {
    return this.ready.get(subscriber)?.tasks ?? 0
  }

  /** Takes the oldest ready tasks of an action: as many as it takes at once and as fit into the bytes, at least one. */
  take(subscriber: T['subscriber'], maxBytes = Infinity): T[] {
    const ready = this.ready.get(subscriber) ?? { groups: [], tasks: 0 }
    const taken: T[] = []
    let bytes = 0
    const isTaken = (task: T) => {
      bytes += task.bytes ?? 0
      return taken.length === 0 || (taken.length < subscriber.maxEvents && bytes <= maxBytes)
        ? taken.push(task) > 0
        : false
    }
    let used = 0
    for (const { tasks, person } of ready.groups) {
      const first = tasks.findIndex((task) => !isTaken(task))
      if (first === 0) {
        break
      }
      used++
      ready.tasks -= tasks.length
      if (person) {
        person.group = undefined
      }
      if (first > 0) {
        this.putBack(tasks.slice(first), person)
        break
      }
    }
    ready.groups.splice(0, used)
    return taken
  }

  /** Takes the next batch of whichever action has one; undefined if nothing is ready. */
  next(): T[] | undefined {
    const subscriber = Array.from(this.ready.keys()).find((one) => this.readyIn(one) > 0)
    return subscriber && this.take(subscriber)
  }

  /** Ends tasks that were taken: what waited for them becomes ready. */
  settle(tasks: T[]): void {
    for (const { identity } of tasks) {
      const person = this.people.get(identity)
      if (person && --person.open === 0) {
        const first = person.waiting.findIndex((task) => !this.admit(task, person))
        person.waiting.splice(0, first === -1 ? person.waiting.length : first)
        if (person.open === 0) {
          this.people.delete(identity)
        }
      }
    }
  }

  /**
   * Ends a task that was taken and is given up: what comes after it must not arrive first, so it is not sent.
   * @returns the person's tasks that waited
   */
  hold(task: T): T[] {
    const waiting = this.people.get(task.identity)?.waiting.splice(0) ?? []
    if (task.identity !== '') {
      this.held.add(task.identity)
    }
    this.settle([task])
    return waiting
  }

  isHeld(identity: string): boolean {
    return this.held.has(identity)
  }

  /** Makes a task ready, unless an open task of its person forbids it. */
  private admit(task: T, person: Person<T>): boolean {
    const { keepsOrder, maxEvents } = task.subscriber
    const { open, isOrdered, group } = person
    if (open === 0 || (!keepsOrder && !isOrdered)) {
      person.isOrdered = keepsOrder
      person.group = keepsOrder ? { tasks: [task], person } : undefined
      this.makeReady(person.group ?? { tasks: [task] })
    } else if (
      group &&
      group.tasks[0].subscriber === task.subscriber &&
      group.tasks.length < maxEvents &&
      !isLate(task, group)
    ) {
      group.tasks.push(task)
      this.readyFor(task.subscriber).tasks++
    } else {
      return false
    }
    person.open++
    return true
  }

  private putBack(tasks: T[], person?: Person<T>): void {
    if (person) {
      person.open -= tasks.length
      person.waiting = [...tasks, ...person.waiting]
    }
  }

  private makeReady(group: Group<T>): void {
    const ready = this.readyFor(group.tasks[0].subscriber)
    ready.groups.push(group)
    ready.tasks++
  }

  private readyFor(subscriber: T['subscriber']) {
    const ready = this.ready.get(subscriber) ?? { groups: [], tasks: 0 }
    this.ready.set(subscriber, ready)
    return ready
  }
}

/** The destination does not merge what happened before the record before it: it would cost a request of its own. */
function isLate<T extends Task>({ time }: T, { tasks }: Group<T>): boolean {
  const before = tasks[tasks.length - 1].time
  return time !== undefined && before !== undefined && time < before
}

/** All batches of these tasks, in their order; each is settled before the next. */
export function* planBatches<T extends Task>(tasks: T[]): Generator<T[]> {
  const queue = new BatchQueue<T>()
  tasks.forEach((task) => queue.add(task))
  for (let batch = queue.next(); batch; batch = queue.next()) {
    yield batch
    queue.settle(batch)
  }
}
