/** What a fault takes: how a value is checked, in which words, and how it is written on a command line. */
import { isObject } from './json'

/** A kind of value; `expected` completes "must be …". */
export type Parameter<Value> = { expected: string; isValid: (value: unknown) => value is Value }

/**
 * A kind of value that can be an option of a command line. `written` completes "must be …" there. `parse` gets the value
 * of the same option given before, if there was one; of nonsense it makes a value that is not valid.
 */
export type OptionParameter<Value> = Parameter<Value> & {
  written: string
  parse: (text: string, previous?: unknown) => unknown
}

const toNumber = (text: string) => (/^\d{0,15}\.?\d{1,15}$/.test(text) ? Number(text) : undefined)

const isNumber = (value: unknown, min: number, max: number): value is number =>
  typeof value === 'number' && value >= min && value <= max

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number): OptionParameter<number> {
  const expected = `a whole number from ${min} to ${max}`
  const isValid = (value: unknown): value is number => isNumber(value, min, max) && Number.isInteger(value)
  return { expected, isValid, written: expected, parse: toNumber }
}

/** A share of requests. */
export const rate: OptionParameter<number> = {
  expected: 'a rate from 0 to 1',
  isValid: (value): value is number => isNumber(value, 0, 1),
  written: 'a rate from 0 to 1, such as 0.05',
  parse: toNumber
}

export const httpStatus = wholeNumber(200, 599)

const unitsMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000 }

/** Milliseconds; on a command line with a unit, else seconds. */
export function milliseconds(max: number): OptionParameter<number> {
  return {
    expected: `a number of milliseconds from 0 to ${max}`,
    isValid: (value): value is number => isNumber(value, 0, max),
    written: `a duration of at most ${max} ms, such as 50ms or 2s`,
    parse: (text) => {
      const [, amount, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(text) ?? []
      return amount === undefined ? undefined : Number(amount) * unitsMs[unit]
    }
  }
}

/** Two whole numbers with names; on a command line in this order. */
export function pair<Key extends string>(
  first: Key,
  second: Key,
  max: number
): OptionParameter<{ [Name in Key]: number }> {
  const { isValid: isPart } = wholeNumber(0, max)
  return {
    expected: `an object with whole numbers \`${first}\` and \`${second}\` from 0 to ${max}`,
    isValid: (value): value is { [Name in Key]: number } =>
      isObject(value) && isPart(value[first]) && isPart(value[second]),
    written: `two whole numbers from 0 to ${max}, ${first} and ${second}, separated by a comma`,
    parse: (text) => {
      const [one, two, ...rest] = text.split(',')
      return rest.length === 0 && two !== undefined ? { [first]: toNumber(one), [second]: toNumber(two) } : undefined
    }
  }
}

/** HTTP statuses and the share of requests that each gets; on a command line one at a time. */
export const rateByStatus: OptionParameter<{ [status: string]: number }> = {
  expected: 'an object from an HTTP status (200 to 599) to a rate from 0 to 1',
  isValid: (value): value is { [status: string]: number } =>
    isObject(value) &&
    Object.entries(value).every(([status, share]) => httpStatus.isValid(Number(status)) && rate.isValid(share)),
  written: 'an HTTP status and a rate, such as 503=0.05',
  parse: (text, previous) => {
    const [status, share, ...rest] = text.split('=')
    const isOne = rest.length === 0 && share !== undefined
    return isOne ? { ...(isObject(previous) && previous), [status]: toNumber(share) } : undefined
  }
}

/** Texts that are not blank; on a command line one at a time. */
export const texts: OptionParameter<string[]> = {
  expected: 'a list of texts that are not blank',
  isValid: (value): value is string[] =>
    Array.isArray(value) && value.every((item) => typeof item === 'string' && item.trim() !== ''),
  written: 'a text that is not blank',
  parse: (text, previous) => [...(Array.isArray(previous) ? previous : []), text]
}

/** A list of items of one kind. */
export function listOf<Item>(expected: string, isItem: (item: unknown) => item is Item): Parameter<Item[]> {
  const isValid = (value: unknown): value is Item[] => Array.isArray(value) && value.every(isItem)
  return { expected: `a list of ${expected}`, isValid }
}
