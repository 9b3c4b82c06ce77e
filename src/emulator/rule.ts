/** What a rule of CleverTap about uploaded records is. */
import type { Limits } from './account'
import type { JsonObject } from './json'

/**
 * One reason to refuse a record. `wording` is CleverTap's text up to the position ("Skipped record number : N"),
 * with or without a space before it, as recorded.
 *
 * Evidence: `recorded` wording and trigger come from real exchanges of 2017 and 2018 kept as test fixtures by
 * tradeo/clevertap-ruby; `documented` codes come from developer.clevertap.com "API Errors"; `approximated` is our
 * guess where neither says. A comment at each rule tells which part of it has which.
 */
export type Rule = {
  code: number
  wording: string
  isBrokenBy: (record: JsonObject, limits: Limits) => boolean
}
