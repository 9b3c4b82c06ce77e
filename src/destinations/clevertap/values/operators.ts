/** CleverTap's operators: objects that change an attribute instead of giving its value. Pure. */
import type { JSONValue } from '@segment/actions-core'
import { isObject, valuesIn } from './json'

const isSingle = (value: JSONValue) => value !== null && typeof value !== 'object'
const isNumber = (value: JSONValue) => typeof value === 'number'
const isListOrSingle = (value: JSONValue) => Array.isArray(value) || isSingle(value)

/** What each operator takes. Source: developer.clevertap.com "Upload User Profiles" (documented). */
const operands = new Map<string, (operand: JSONValue) => boolean>([
  ['$add', isListOrSingle],
  ['$remove', isListOrSingle],
  ['$incr', isNumber],
  ['$decr', isNumber],
  ['$delete', () => true],
  ['$set', () => true]
])

/** Whether a value is an operator: an object with nothing but one of their names and an operand that it takes. */
export function isOperator(value: JSONValue): boolean {
  if (!isObject(value)) {
    return false
  }
  const keys = Object.keys(value)
  return keys.length === 1 && (operands.get(keys[0])?.(value[keys[0]]) ?? false)
}

/** Removes the attribute from the profile. */
export const deletion = () => ({ $delete: 1 })

/** Whether a value is the operator that removes its attribute. */
export const isDeletion = (value: JSONValue) => isObject(value) && '$delete' in value && isOperator(value)

/**
 * Whether a record holds an operator that counts, `$incr` or `$decr`: sent twice, it counts twice (documented in the same
 * place, and inferred from the absence of any key that would tell a repeat).
 */
export function hasCounter(record: object): boolean {
  for (const value of valuesIn(record)) {
    if (isObject(value) && ('$incr' in value || '$decr' in value)) {
      return true
    }
  }
  return false
}
