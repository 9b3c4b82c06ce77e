/** One CleverTap account: its credentials, its people, and what can be set about what it takes. */
import type { Store } from './store'

/** An identity whose records are always refused, with the code. */
export type Refusal = { identity: string; code: number }

/**
 * What can be set about which requests and records an account takes; absent: as CleverTap does of itself.
 * `timeWindow`: how far `ts` may be from `now`, the time of the request in epoch seconds.
 */
export type Limits = {
  /** Larger requests are answered 413; absent: off, since CleverTap documents no limit. */
  maxBodyBytes?: number
  /** Events with more properties are refused with 522; absent: CleverTap's 100. */
  maxEventProperties?: number
  /** Records whose `ts` is further from now are refused with 527; absent: off. */
  timeWindow?: { pastSeconds: number; futureSeconds: number }
  /** Events of these names are refused with 528. */
  discardedEvents?: readonly string[]
  now?: number
}

export type Account = Limits & {
  accountId: string
  passcode: string
  store: Store
  now: number
  refusals?: readonly Refusal[]
}
