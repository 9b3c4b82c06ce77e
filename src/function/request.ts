/** The request client of the framework, made of `fetch`, within the time that Segment gives to one call of a function. */
import type { RequestClient, RequestOptions } from '@segment/actions-core'

/**
 * Segment halts a function after 5 seconds (documented) and then knows nothing of any event of the call. What remains
 * is for the mapping before and the answer after.
 */
const timeForRequestsMs = 4_000

export type Deadline = {
  /** Settles as `work` does, or rejects when the time is over. Work that begins later is not begun. */
  within: <T>(work: () => Promise<T>) => Promise<T>
  /** To be called at the end, so that nothing keeps the function waiting. */
  cancel: () => void
}

/** Starts the clock of one call of the function. */
export function startDeadline(): Deadline {
  const timeOver = new Error('The time of this call is over')
  let isOver = false
  let timer: ReturnType<typeof setTimeout>
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isOver = true
      reject(timeOver)
    }, timeForRequestsMs)
  })
  // Without a request under way nothing handles the rejection, and an unhandled one would end the function.
  over.catch(() => undefined)
  return {
    // There may be no AbortController, so a request that is late is left to itself.
    within: (work) => (isOver ? over : Promise.race([work(), over])),
    cancel: () => clearTimeout(timer)
  }
}

/**
 * @param defaults credentials and transport policy; of the policy, the time-out is replaced by the deadline, and the
 * other options steer the framework's client alone: `fetch` throws for no status, and its answer is read but once
 */
export function createRequestClient(defaults: RequestOptions, deadline: Deadline): RequestClient {
  const request = (url: string, { method, body }: RequestOptions = {}) =>
    deadline.within(async () => {
      const { headers, redirect } = defaults
      const response = await fetch(url, {
        method: method?.toUpperCase(),
        headers,
        redirect,
        body: body as string
      })
      return { status: response.status, content: await response.text() }
    })
  // The destination reads status and content of an answer and nothing else.
  return request as unknown as RequestClient
}
