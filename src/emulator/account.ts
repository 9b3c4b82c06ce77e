/** One CleverTap account: its credentials, its people, and what can be set about how it answers. */
import type { ProfileStore } from './store'

/** An identity whose records are always refused, with the code. */
export type Refusal = { identity: string; code: number }

/**
 * How CleverTap has reported refused records over the years, all recorded: in March 2017 with the record as text and
 * `success` on top, in October 2017 with the record as the key of its error, and since 2018.
 */
export const dialects = ['2017-03', '2017-10', '2018'] as const
export type Dialect = typeof dialects[number]

export type Account = {
  accountId: string
  passcode: string
  store: ProfileStore
  refusals?: readonly Refusal[]
  dialect?: Dialect
}
