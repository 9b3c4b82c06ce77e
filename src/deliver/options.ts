/** Text of command-line options to values. Pure; throws what the argument parser shows with the option's name. */
import { InvalidArgumentError } from 'commander'

/** @returns a parser of whole numbers within these bounds */
export const wholeNumber = (min: number, max: number) => (text: string) => {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }
  return value
}

const unitsMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** `500ms`, `30s`, `5m`, `1h`; without a unit, seconds. */
export function durationMs(text: string): number {
  const [, amount, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?$/.exec(text) ?? []
  if (amount === undefined) {
    throw new InvalidArgumentError('It must be a duration such as 30s, 5m or 1h.')
  }
  return Number(amount) * unitsMs[unit]
}
