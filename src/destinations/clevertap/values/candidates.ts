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

/**
 * Where a value stands. `named`: mapped, or under CleverTap's own name, and sent under that name or not at all.
 * `recognized`: under a usual name of the same thing, which it keeps if it says something else. `compared`: the same, but
 * it is never sent under CleverTap's name.
 */
export type Candidate = { key: string; value: JSONValue; kind: 'named' | 'recognized' | 'compared' }

export type ChosenValue = {
  /** The first valid candidate in the form in which CleverTap takes it; absent if there is none. */
  sent?: JSONValue
  /** That candidate, and after it those that say the same. */
  said: Candidate[]
  /** What was tried and is not valid. */
  refused: Candidate[]
  /** What was not tried and says something else. */
  others: Candidate[]
}

/**
 * The first valid candidate is sent, so that a blank or bad value never hides a good one.
 * @param convert makes of a value what CleverTap takes; undefined if it would refuse it
 */
export function chooseValue(
  candidates: Candidate[],
  convert: (value: JSONValue) => JSONValue | undefined
): ChosenValue {
  const choice: ChosenValue = { said: [], refused: [], others: [] }
  for (const candidate of candidates) {
    if (choice.sent !== undefined) {
      const isSaid = saysTheSame(candidate.value, choice.said[0].value, choice.sent, convert)
      ;(isSaid ? choice.said : choice.others).push(candidate)
    } else if (candidate.kind === 'compared') {
      choice.others.push(candidate)
    } else {
      choice.sent = convert(candidate.value)
      ;(choice.sent === undefined ? choice.refused : choice.said).push(candidate)
    }
  }
  return choice
}

/** As it came, as it was sent or, if it is a single value, as it would be sent. */
function saysTheSame(
  value: JSONValue,
  used: JSONValue,
  sent: JSONValue,
  convert: (value: JSONValue) => JSONValue | undefined
): boolean {
  return (
    isSame(value, used) || isSame(value, sent) || (typeof value !== 'object' && isSame(convert(value) ?? null, sent))
  )
}
