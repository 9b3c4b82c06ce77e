/** What can be asked of any attribute's value. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'

export const isPlainObject = (value: JSONValue): value is JSONObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is nested more than `levels` deep. */
export const isDeeperThan = (levels: number, value: JSONValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item)))

/** Whether there is anything but `null` and objects without a value. To be asked of values of bounded depth. */
export const hasValue = (value: JSONValue | undefined): boolean =>
  value !== null &&
  value !== undefined &&
  (typeof value !== 'object' || Array.isArray(value) || Object.values(value).some(hasValue))

export const isBlank = (value: JSONValue) => typeof value === 'string' && value.trim() === ''

/** A list of one value counts as that value. */
export function toSingle(value: JSONValue): JSONValue {
  if (!Array.isArray(value)) {
    return value
  }
  const items = value.filter((item) => item !== null)
  return items.length === 1 ? items[0] : value
}

/** The text by which values are compared. */
export function toComparable(value: JSONValue): string {
  const single = toSingle(value)
  return typeof single === 'object' ? JSON.stringify(single) : String(single).trim()
}

/** Two values say the same if their trimmed texts are equal. */
export const isSame = (left: JSONValue, right: JSONValue) =>
  left === right || toComparable(left) === toComparable(right)

/** Sets a key of its own, whatever it is called: the plain assignment of `__proto__` would be lost. */
export function setOwn(target: JSONObject, key: string, value: JSONValue) {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[key] = value
  }
}

export const hasOwn = (target: JSONObject, key: string) => Object.prototype.hasOwnProperty.call(target, key)
