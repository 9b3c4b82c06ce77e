/** Chooses among the values that one attribute or property has. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { toComparable } from './json'

/**
 * Where a value comes from. `named`: it is mapped, or under CleverTap's own name, and sent under that name or not at all.
 * `recognized`: it is under a usual name of the same attribute, and stays there if another value is sent. `compared`: the
 * same, but it is never sent under CleverTap's name.
 */
export type Candidate = { key: string; value: JSONValue; kind: 'named' | 'recognized' | 'compared' }

export type ChosenValue = {
  /** The first valid candidate in the form in which CleverTap takes it; absent if there is none. */
  sent?: JSONValue
  /** That candidate, and after it those with the same value. */
  said: Candidate[]
  /** Those that were tried and are not valid. */
  refused: Candidate[]
  /** Those that were not tried and have another value. */
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
  // An event may have thousands of candidates, so each is turned to text once.
  const refusedTexts = new Set<string>()
  let texts: string[] = []
  // As it came, as it was sent or, if it is a single value, as it would be sent.
  const isSaid = (value: JSONValue) => {
    texts = texts.length > 0 ? texts : [choice.said[0].value, choice.sent ?? null].map(toComparable)
    const converted = typeof value === 'object' ? undefined : convert(value)
    return texts.includes(toComparable(value)) || (converted !== undefined && texts[1] === toComparable(converted))
  }
  for (const candidate of candidates) {
    // What is invalid under CleverTap's name is not sent under another name of the same thing either.
    if (candidate.kind === 'compared' && refusedTexts.size > 0 && refusedTexts.has(toComparable(candidate.value))) {
      continue
    }
    if (choice.sent !== undefined) {
      ;(isSaid(candidate.value) ? choice.said : choice.others).push(candidate)
    } else if (candidate.kind === 'compared') {
      choice.others.push(candidate)
    } else {
      choice.sent = convert(candidate.value)
      if (choice.sent === undefined) {
        choice.refused.push(candidate)
        refusedTexts.add(toComparable(candidate.value))
      } else {
        choice.said.push(candidate)
      }
    }
  }
  return choice
}

/** The letters of a name by which things are recognized: `first_name`, `firstName` and `First Name` are one name. */
export const toUsualName = (key: string) => key.toLowerCase().replace(/[_\- ]/g, '')
