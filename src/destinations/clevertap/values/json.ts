/** JSON of unknown shape: what a value is, and everything in it. Pure. */

/** Narrows parsed JSON to an object. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object that a text of JSON holds; undefined if the text is no JSON or holds anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** A whole number of up to nine digits, as a number or as text; undefined for anything else. */
export function parseWhole(value: unknown): number | undefined {
  return (typeof value === 'number' || typeof value === 'string') && /^\s*\d{1,9}\s*$/.test(String(value))
    ? Number(value)
    : undefined
}

/** Whether a value in a reply says nothing: absent, null or blank text. */
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
