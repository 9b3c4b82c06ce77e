/**
 * What becomes of events that were not taken and may work later. Pure.
 *
 * To give an event up needs two things: a file that keeps it, and evidence that it is about this event, which is that
 * CleverTap took something else meanwhile. Without evidence it is an outage; then, and wherever else an event would be
 * lost, the run ends and the next one begins with that event.
 */

/**
 * Why a run ended before its input did. `interrupted`: it was asked to. `failed`: reading or writing a file did.
 * `unauthorized`: CleverTap refused the credentials. `outage`: it took nothing for as long as events are retried.
 * `retryAfter`: it asked to wait longer than that. `givenUp`: it took other events but not this one, and no file keeps it.
 */
export type Stop =
  | { reason: 'interrupted' | 'unauthorized' | 'outage' | 'givenUp' }
  | { reason: 'retryAfter'; retryAfterMs: number }
  | { reason: 'failed'; failure: unknown }

export type StopReason = Stop['reason']

/** What to do with events that were not taken and may work later: `giveUp` goes on without them, `stop` does not. */
export type Plan = { do: 'repeat' | 'giveUp' } | { do: 'stop'; stop: Stop }

export class RetryPlans {
  /** When the last request of which CleverTap took something was sent, by a monotonic clock. */
  private lastTakenAt = -Infinity

  /**
   * @param giveUpAfterMs how long events are repeated
   * @param keepsUndelivered whether events that are given up are kept
   */
  constructor(private readonly giveUpAfterMs: number, private readonly keepsUndelivered: boolean) {}

  /** A request that was sent at this time has ended, and CleverTap took at least one of its events. */
  noteTaken(sentAt: number): void {
    this.lastTakenAt = Math.max(this.lastTakenAt, sentAt)
  }

  /**
   * What to do with events that were not taken and may work later.
   * @param startedAt when they were first sent
   * @param failedAt a request that was sent since then, and taken, is evidence that it is about these events
   * @param retryAfterMs how long CleverTap asked to wait
   */
  planFor(startedAt: number, failedAt: number, retryAfterMs: number, now: number): Plan {
    const timeLeftMs = Math.max(0, startedAt + this.giveUpAfterMs - now)
    if (retryAfterMs > timeLeftMs) {
      return { do: 'stop', stop: { reason: 'retryAfter', retryAfterMs } }
    }
    if (timeLeftMs > 0) {
      return { do: 'repeat' }
    }
    if (this.lastTakenAt < failedAt) {
      return { do: 'stop', stop: { reason: 'outage' } }
    }
    return this.keepsUndelivered ? { do: 'giveUp' } : { do: 'stop', stop: { reason: 'givenUp' } }
  }
}
