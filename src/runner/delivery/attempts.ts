/** Sends a batch, and then again those of its events that may work later, until all are settled or time is up. */
import { ExponentialBackoff, fullJitterGenerator } from 'cockatiel'
import type { IBackoff } from 'cockatiel'
import type { Result, Sent } from './destination'
import type { Task } from './schedule'

/** How long what may work later is repeated, and how soon. */
export type RetryPace = {
  giveUpAfterMs: number
  /** Upper bound of the first wait before a record is sent again; it doubles with each further attempt. */
  firstRetryMs: number
}

export type Attempted = { task: Task; result: Result }

export type Attempts = {
  /** Makes one request; nothing if the run has ended. */
  send: (tasks: Task[], isRetry: boolean) => Promise<Sent | undefined>
  /** Gets the events of a request that are settled, possibly none. */
  onSettled: (settled: Attempted[]) => void
  /** Gets the events that are still transient when time is up. */
  onGivenUp: (transient: Attempted[]) => void
  /** Cuts a wait short. */
  signal: AbortSignal
}

/** The longest wait before a record is sent again, unless CleverTap asks for a longer one. */
const maxRetryMs = 30_000

/** The waits between attempts: exponential, with full jitter, so that many senders do not come back at once. */
export function createWaits(firstRetryMs: number): () => number {
  let backoff: IBackoff<unknown> | undefined
  return () => {
    backoff = backoff
      ? backoff.next(undefined)
      : new ExponentialBackoff({
          generator: fullJitterGenerator,
          initialDelay: firstRetryMs,
          maxDelay: maxRetryMs
        }).next()
    return backoff.duration
  }
}

/** Waits, or returns at once when `signal` is aborted. */
export async function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    return
  }
  await new Promise<void>((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    signal.addEventListener('abort', finish)
  })
}

/** Resolves when every event of the batch is settled or given up, or the run has ended. */
export async function attemptUntilSettled(batch: Task[], pace: RetryPace, attempts: Attempts): Promise<void> {
  const startedAt = Date.now()
  const nextWait = createWaits(pace.firstRetryMs)
  for (let tasks = batch, isRetry = false; ; isRetry = true) {
    const sent = await attempts.send(tasks, isRetry)
    if (!sent) {
      return
    }
    const attempted = tasks.map((task, index) => ({ task, result: sent.results[index] }))
    const transient = attempted.filter(({ result }) => result.fate === 'transient')
    attempts.onSettled(attempted.filter(({ result }) => result.fate !== 'transient'))
    if (transient.length === 0) {
      return
    }
    const waitMs = Math.max(nextWait(), sent.retryAfterMs)
    if (Date.now() + waitMs - startedAt >= pace.giveUpAfterMs) {
      attempts.onGivenUp(transient)
      return
    }
    await wait(waitMs, attempts.signal)
    tasks = transient.map(({ task }) => task)
  }
}
