/** One CleverTap account: its credentials, its people, and what can be set about how it answers. */
import type { Store } from './store'

/** An identity whose records are always refused, with the code. */
export type Refusal = { identity: string; code: number }

/**
 * How CleverTap has reported refused records over the years, all recorded: in March 2017 with the record as text and
 * `success` on top, in October 2017 with the record as the key of its error, and since 2018.
 */
export const dialects = ['2017-03', '2017-10', '2018'] as const
export type Dialect = typeof dialects[number]

/**
 * What can be set about which records an account takes; absent: as CleverTap does of itself. `timeWindow`: how far `ts`
 * may be from `now`, the time of the request in epoch seconds. `discardedEvents`: names of events.
 */
export type Limits = {
  maxEventProperties?: number
  timeWindow?: { pastSeconds: number; futureSeconds: number }
  discardedEvents?: readonly string[]
  now?: number
}

export type Account = Limits & {
  accountId: string
  passcode: string
  store: Store
  now: number
  refusals?: readonly Refusal[]
  dialect?: Dialect
}
