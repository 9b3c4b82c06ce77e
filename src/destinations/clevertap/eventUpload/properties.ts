/** Event Properties to CleverTap's `evtData`. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { isWithinDepth } from '../values/limits'
import type { Entry, Meaning } from '../values/nesting'
import { isBlank } from '../values/json'
import type { Warning } from '../values/warning'

/** Whether a value holds nothing that could be seen in CleverTap. To be asked of values of bounded depth. */
const isEmpty = (value: JSONValue | undefined): boolean =>
  isBlank(value) || (typeof value === 'object' && value !== null && Object.values(value).every(isEmpty))

/** Operators have no meaning in events: they are objects like any other. */
export const propertyMeaning: Meaning = { noun: 'property', isUntouched: () => false, isEmpty }

/** The properties that say something; of one that is nested without end, a warning says that it was left out. */
export function toEntries(data: JSONObject, warnings: Warning[]): Entry[] {
  return Object.keys(data)
    .map((key) => ({ key, value: data[key] }))
    .filter(({ key, value }) => isWithinDepth('property', key, value, warnings) && !isEmpty(value))
}
