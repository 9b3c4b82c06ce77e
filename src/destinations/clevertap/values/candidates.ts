/** Chooses among the values that one attribute or property has. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { isSame } from './json'

export type Choice = {
  /** The first valid candidate in the form in which CleverTap takes it; absent if there is none. */
  sent?: JSONValue
  /** The values that were tried, as they came and as sent. */
  said: JSONValue[]
  /** Whether a value that was tried is not valid. */
  isInvalid: boolean
  /** Whether there is a value that was not tried and says something else. */
  hasSecondValue: boolean
}

/** @param convert makes of a value what CleverTap takes; undefined if it would refuse it */
export function chooseCandidate(
  candidates: JSONValue[],
  convert: (candidate: JSONValue) => JSONValue | undefined
): Choice {
  let choice: Choice | undefined
  for (let index = 0; index < candidates.length; index++) {
    const candidate = candidates[index]
    if (choice) {
      choice.hasSecondValue = choice.hasSecondValue || !isSaid(choice.said, candidate)
      continue
    }
    const sent = convert(candidate)
    if (sent !== undefined) {
      const said = index === 0 ? [candidate, sent] : [...candidates.slice(0, index), candidate, sent]
      choice = { sent, said, isInvalid: index > 0, hasSecondValue: false }
    }
  }
  return choice ?? { sent: undefined, said: candidates, isInvalid: candidates.length > 0, hasSecondValue: false }
}

/** Whether one of these values says the same. */
export function isSaid(said: JSONValue[], value: JSONValue): boolean {
  for (const other of said) {
    if (isSame(other, value)) {
      return true
    }
  }
  return false
}
