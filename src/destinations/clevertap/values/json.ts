/** Reads JSON of unknown shape: types, blank values, comparison, nesting. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'

/** Narrows parsed JSON to an object. */
export const isObject = (value: unknown): value is JSONObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object that a text of JSON holds; undefined if the text is no JSON or holds anything else. */
export function parseObject(text: string): JSONObject | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** A whole number of up to nine digits, as a number or as text; undefined for anything else. */
export function parseWhole(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** Whether a single value is absent, null or blank text. */
export const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

/** Every value at any depth of a JSON value, itself included. No recursion, which deep nesting would turn into an error. */
export function* valuesIn(value: unknown): Generator<unknown> {
  const waiting = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    yield next
    if (typeof next === 'object' && next !== null) {
      for (const inner of Object.values(next)) {
        waiting.push(inner)
      }
    }
  }
}

/** Whether a value is nested more than `levels` deep. */
export const isDeeperThan = (levels: number, value: JSONValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item)))

/** Whether there is anything but `null` and objects without a value. For values of bounded depth. */
export const hasValue = (value: JSONValue | undefined): boolean =>
  value !== null &&
  value !== undefined &&
  (typeof value !== 'object' || Array.isArray(value) || Object.values(value).some(hasValue))

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

/** Whether a number that JSON cannot hold, such as 1e400, is in a value. For values of bounded depth. */
export const hasEndless = (value: JSONValue): boolean =>
  typeof value === 'number'
    ? !Number.isFinite(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(hasEndless)

/** The value without such numbers; the input is not changed. For lists and objects of bounded depth. */
export function withoutEndless(value: JSONValue): JSONValue {
  if (Array.isArray(value)) {
    return value.filter((item) => typeof item !== 'number' || Number.isFinite(item)).map(withoutEndless)
  }
  if (!isObject(value)) {
    return value
  }
  const kept: JSONObject = {}
  for (const key of Object.keys(value)) {
    const inner = value[key]
    if (typeof inner !== 'number' || Number.isFinite(inner)) {
      setOwn(kept, key, withoutEndless(inner))
    }
  }
  return kept
}

/** Sets a key of its own, whatever it is called: the plain assignment of `__proto__` would be lost. */
export function setOwn(target: JSONObject, key: string, value: JSONValue) {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  } else {
    target[key] = value
  }
}

export const hasOwn = (target: JSONObject, key: string) => Object.prototype.hasOwnProperty.call(target, key)
