/** What the laws of vanishing share: the single values of any JSON, and where each of them may be on the wire. */
import type { JSONObject, JSONValue } from '@segment/actions-core'

/** The dates that random values hold, with their epoch seconds. */
export const dates: { [text: string]: number } = { '2006-01-02T18:04:07Z': 1136225047, '1990-05-17': 642902400 }

export type Leaf = { path: string[]; value: JSONValue }

export const own = (target: unknown, property: string): JSONValue | undefined =>
  typeof target === 'object' && target !== null && Object.prototype.hasOwnProperty.call(target, property)
    ? (target as JSONObject)[property]
    : undefined

/** Every value that is no list, no object and not null. What is nested beyond 50 is one leaf: it is left out as a whole. */
export function leavesOf(node: JSONValue, path: string[] = []): Leaf[] {
  if (typeof node !== 'object' || node === null || path.length > 55) {
    return node === null ? [] : [{ path, value: node }]
  }
  return Object.keys(node).flatMap((property) => leavesOf(own(node, property) as JSONValue, [...path, property]))
}

/** The trimmed text by which values are compared. A list of one value counts as that value. */
export function textOf(given: JSONValue | undefined): string {
  const values = Array.isArray(given) ? given.filter((item) => item !== null) : []
  const single = values.length === 1 ? values[0] : given
  return typeof single === 'object' ? JSON.stringify(single) : String(single).trim()
}

/** The value itself, or what a date becomes. */
const isConverted = (given: JSONValue, sent: JSONValue | undefined) =>
  sent === given ||
  (typeof given === 'string' &&
    dates[given] !== undefined &&
    [dates[given], `$D_${dates[given]}`].includes(sent as string))

const follow = (node: JSONValue | undefined, path: string[]): JSONValue | undefined =>
  path.reduce<JSONValue | undefined>((current, property) => own(current, property), node)

function parse(text: JSONValue | undefined): JSONValue | undefined {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as JSONValue) : undefined
  } catch {
    return undefined
  }
}

/** Under its own or its flattened name, inside a list or an object that was sent as one, or inside JSON text. */
export function isOnWire({ path, value: leaf }: Leaf, wire: JSONValue | undefined): boolean {
  return path.some((_property, index) => {
    const sent = own(wire, path.slice(0, index + 1).join('_'))
    const rest = path.slice(index + 1)
    return isConverted(leaf, follow(sent, rest)) || (rest.length > 0 && isConverted(leaf, follow(parse(sent), rest)))
  })
}
