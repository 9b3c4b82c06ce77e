/** Groups the payloads of a call into batches, one action each, in the order in which they are to be sent. Pure. */
import type { JSONObject } from '@segment/actions-core'

export type Task = {
  /** Which event of the call it is about. */
  position: number
  actionKey: string
  isDeletion: boolean
  payload: JSONObject
}

/** Whom a task is about. */
export const personOf = ({ payload }: Task) => String(payload.identity).trim()

/**
 * One batch per action, except that what is said of a person before a deletion goes before it, and what is said after
 * it after. Uploads of one person do not depend on one another: CleverTap files each under its own time.
 * @returns batches of tasks of one action, to be sent one after another
 */
export function planBatches(tasks: Task[]): Task[][] {
  const batches: Task[][] = []
  const lastUploads = new Map<string, number>()
  const lastDeletions = new Map<string, number>()
  for (const task of tasks) {
    const person = personOf(task)
    const earliest = (task.isDeletion ? lastUploads : lastDeletions).get(person) ?? 0
    let index = batches.findIndex(([first], at) => at >= earliest && first.actionKey === task.actionKey)
    if (index === -1) {
      index = batches.push([]) - 1
    }
    batches[index].push(task)
    const last = task.isDeletion ? lastDeletions : lastUploads
    last.set(person, Math.max(index, last.get(person) ?? 0))
  }
  return batches
}
