/** Faults that come from outside: what is wrong with them, and how a command line gives them. */
import { isObject } from './json'
import { ratedKinds, rows } from './faults'
import type { Faults, Row } from './faults'

/** The first problem of a would-be `Faults`, in words that name the fault and what it should be; undefined if none. */
export function findFaultProblem(input: unknown): string | undefined {
  if (!isObject(input)) {
    return 'Faults must be an object.'
  }
  const known = new Map<string, Row<unknown>>(Object.entries(rows))
  for (const [name, value] of Object.entries(input)) {
    const row = known.get(name)
    if (!row) {
      return `Unknown fault \`${name}\`. Known: ${Array.from(known.keys()).join(', ')}.`
    }
    if (value !== undefined && !row.parameter.isValid(value)) {
      return `\`${name}\` must be ${row.parameter.expected}.`
    }
  }
  const faults = input as Faults
  const rates = [...Object.values(faults.errors ?? {}), ...ratedKinds.map((kind) => faults[kind] ?? 0)]
  const total = rates.reduce((sum, share) => sum + share, 0)
  return total > 1 + 1e-9 ? `The rates add up to ${total}; together they must stay within 1.` : undefined
}

/**
 * A fault as an option for commander. `parse` reads a value of `fault` in `Faults` from the text and the value of the
 * same option given before, and throws what to show when the text is none.
 */
export type FaultOption = {
  fault: string
  flags: string
  description: string
  parse: (text: string, previous?: unknown) => unknown
}

export const faultOptions: readonly FaultOption[] = Object.entries<Row<unknown>>(rows).flatMap(([fault, row]) =>
  'flags' in row ? [toOption(fault, row)] : []
)

function toOption(fault: string, { parameter, flags, description }: Extract<Row<unknown>, { flags: string }>) {
  const parse = (text: string, previous?: unknown) => {
    const value = parameter.parse(text, previous)
    if (!parameter.isValid(value)) {
      throw new Error(`It must be ${parameter.written}.`)
    }
    return value
  }
  return { fault, flags, description, parse }
}
