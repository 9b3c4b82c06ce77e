/** Events to batches, in the order in which they are sent. Pure. */
import type { Lane } from './lanes'

/** One event on its way through one action. An identity of '' is nobody's. */
type Task = { lane: Lane; identity: string }

/**
 * A batch is of one lane and within its limit, and what is said later of a person arrives later, as with `deliver`. Each
 * holds a person once, so that the identity finds the record of an event.
 * @param tasks in the order of the events
 */
export function planBatches<T extends Task>(tasks: T[]): T[][] {
  const batches: T[][] = []
  for (let waiting = tasks; waiting.length > 0; ) {
    const people = new Set<string>()
    const later: T[] = []
    const ready = new Map<Lane, T[]>()
    for (const task of waiting) {
      if (task.identity !== '' && people.has(task.identity)) {
        later.push(task)
      } else {
        people.add(task.identity)
        ready.set(task.lane, [...(ready.get(task.lane) ?? []), task])
      }
    }
    ready.forEach((ofLane, { maxEvents }) => {
      for (let start = 0; start < ofLane.length; start += maxEvents) {
        batches.push(ofLane.slice(start, start + maxEvents))
      }
    })
    waiting = later
  }
  return batches
}
