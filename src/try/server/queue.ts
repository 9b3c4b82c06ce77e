/** Runs one case at a time, and limits how many wait. */

/** A person who types makes a few. */
const maxWaiting = 20

/** Too many runs are waiting. */
export class QueueFull extends Error {}

/** The client that asked has gone away. */
export class Dropped extends Error {}

export class Queue {
  private waiting = 0
  private last: Promise<unknown> = Promise.resolve()

  /**
   * @param isWanted asked when its turn comes
   * @returns what the task returns
   * @throws QueueFull at once; Dropped if it is not wanted any more when its turn comes
   */
  run<T>(task: () => Promise<T>, isWanted: () => boolean): Promise<T> {
    if (this.waiting >= maxWaiting) {
      return Promise.reject(new QueueFull())
    }
    this.waiting++
    const turn = this.last.then(() => {
      this.waiting--
      if (!isWanted()) {
        throw new Dropped()
      }
      return task()
    })
    this.last = turn.catch(() => undefined)
    return turn
  }
}
