/** Event Properties to CleverTap's `evtData`. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { admit } from '../values/limits'
import type { Entry, Meaning } from '../values/nesting'
import { isBlank } from '../values/json'
import type { Warnings } from '../values/warning'

/** Whether a value holds nothing that could be seen in CleverTap. For values of bounded depth. */
const isEmpty = (value: JSONValue | undefined): boolean =>
  isBlank(value) || (typeof value === 'object' && value !== null && Object.values(value).every(isEmpty))

/** Operators have no meaning in events: they are objects like any other. */
export const propertyMeaning: Meaning = { noun: 'property', isUntouched: () => false, isEmpty }

/** The properties that are not empty. Warns about those that cannot be sent. */
export function toEntries(data: JSONObject, warnings: Warnings): Entry[] {
  const entries: Entry[] = []
  for (const key of Object.keys(data)) {
    const value = admit('property', key, data[key], warnings)
    if (value !== undefined && !isEmpty(value)) {
      entries.push({ key, value })
    }
  }
  return entries
}
