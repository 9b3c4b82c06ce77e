/**
 * Where each attribute that was sent comes from, and which attributes of the event were left out and why. Pure.
 *
 * Nothing here knows an attribute by name: the record is compared with what the mapping gave for the event. What the
 * mapping gave and the record lacks was left out, in the words of the warning that names it.
 */
import type { Field, Json, JsonObject, Origin } from '../protocol'
import { createTrace } from './trace'
import { indexWarnings } from './warnings'
import type { WarningOf } from './warnings'

export type Sent = {
  /** Fields of the action. Those that are objects hold attributes. */
  fields: Field[]
  mapping: JsonObject
  event: JsonObject
  /** What the mapping gave for the event, by field. */
  payload: JsonObject
  /** The record's identity. */
  identity: string
  /** The attributes of the record. */
  data: JsonObject
  warnings: string[]
}

/** An attribute as the mapping gave it, or one within it under the name that flattening gives it. */
type Given = { name: string; value: Json; from: string[]; isKeyValue: boolean; parts: Given[] }

/** Deeper levels are left out by the destination, which warns of the attribute that holds them. */
const maxDepth = 50

const unexplained = 'It is not in what was sent.'

/** @returns first what was left out, then what was sent in the order of the record, then what repeats the identity */
export function toOrigins(sent: Sent): Origin[] {
  const given = listGiven(sent)
  const warningOf = indexWarnings(sent.warnings)
  const used = new Set<Given>()
  const onTheWire = matchRecord(sent.data, given, warningOf, used)
  const shown = new Set(onTheWire.flatMap(({ from }) => from))
  const keyValues = new Set(given.flatMap(({ name, isKeyValue }) => (isKeyValue ? [name] : [])))
  const standard = onTheWire.filter(({ attribute }) => keyValues.has(attribute))
  const leftOut: Origin[] = []
  const repeated: Origin[] = []
  const explain = ({ name, value, from }: Given) => {
    from.forEach((path) => shown.add(path))
    const warning = warningOf(name)
    const twin = standard.find(({ sent: wire, original }) => [wire, original].some((other) => isSameText(value, other)))
    if (warning === undefined && twin) {
      twin.from.push(...from)
    } else if (warning === undefined && isSameText(value, sent.identity)) {
      repeated.push({ attribute: name, from })
    } else {
      leftOut.push({ attribute: name, leftOut: warning ?? unexplained, from, original: value })
    }
  }
  given.forEach((item) => listUnused(item, used, shown, warningOf).forEach(explain))
  return [...leftOut, ...onTheWire, ...repeated]
}

/** What was mapped one by one comes first: it explains the traits that it stands for. */
function listGiven({ fields, mapping, event, payload }: Sent): Given[] {
  const inOrder = [...fields.filter(({ isKeyValue }) => isKeyValue), ...fields.filter(({ isKeyValue }) => !isKeyValue)]
  return inOrder.flatMap(({ key: field, type, isKeyValue }) => {
    const attributes = payload[field]
    if (type !== 'object' || !isObject(attributes)) {
      return []
    }
    const trace = createTrace(mapping[field], event)
    return Object.entries(attributes).map(([name, value]) => toGiven(name, value, trace([name]), isKeyValue, maxDepth))
  })
}

function toGiven(name: string, value: Json, from: string[], isKeyValue: boolean, depth: number): Given {
  const inner = isObject(value) && depth > 0 ? Object.entries(value) : []
  const parts = inner.map(([key, part]) =>
    toGiven(
      `${name}_${key}`,
      part,
      from.map((path) => `${path}.${key}`),
      isKeyValue,
      depth - 1
    )
  )
  return { name, value, from, isKeyValue, parts }
}

const withParts = (item: Given): Given[] => [item, ...item.parts.flatMap(withParts)]

function matchRecord(data: JsonObject, given: Given[], warningOf: WarningOf, used: Set<Given>): Origin[] {
  const byName = new Map<string, Given[]>()
  for (const item of given.flatMap(withParts)) {
    const others = byName.get(item.name)
    if (others) {
      others.push(item)
    } else {
      byName.set(item.name, [item])
    }
  }
  return Object.entries(data).map(([attribute, value]) => {
    const candidates = byName.get(attribute) ?? []
    const sources =
      candidates.length > 0
        ? [chooseSource(value, candidates, warningOf(attribute) !== undefined)]
        : findHalves(attribute, value, given)
    sources.forEach((source) => used.add(source))
    const from = Array.from(new Set(sources.flatMap((source) => source.from)))
    const original = sources.length === 1 ? sources[0].value : value
    return { attribute, sent: value, from, ...(JSON.stringify(original) !== JSON.stringify(value) && { original }) }
  })
}

/** The first, unless the record plainly has another, or a warning says that the first was left out. */
function chooseSource(value: Json, candidates: Given[], isWarned: boolean): Given {
  const [first, second] = candidates.filter((candidate) => !isEmpty(candidate.value))
  const alike = candidates.find((candidate) => isAlike(candidate.value, value))
  return alike ?? (isWarned ? second : undefined) ?? first ?? candidates[0]
}

/** An attribute may be made of others whose names end in its own: the name of a first and a last name. */
const findHalves = (attribute: string, value: Json, given: Given[]) =>
  given.filter(
    ({ name, isKeyValue, value: half }) =>
      isKeyValue && name.endsWith(` ${attribute}`) && !isEmpty(half) && toText(value).includes(toText(half))
  )

/** What of an attribute is on the wire under no name: the whole, unless a part of it is there or is warned of alone. */
function listUnused(item: Given, used: Set<Given>, shown: Set<string>, warningOf: WarningOf): Given[] {
  const isShown = item.from.length > 0 && item.from.every((path) => shown.has(path))
  if (used.has(item) || isShown || isEmpty(item.value)) {
    return []
  }
  const isWhole = item.parts.length === 0 || warningOf(item.name) !== undefined
  return isWhole ? [item] : item.parts.flatMap((part) => listUnused(part, used, shown, warningOf))
}

const isSameText = (value: Json, other: Json | undefined) => other !== undefined && toText(value) === toText(other)

/** Letters and digits alone, since a phone number is sent without its spaces. */
const isAlike = (left: Json, right: Json) => toLetters(left) === toLetters(right)

const toLetters = (value: Json) =>
  toText(value)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const toText = (value: Json) => (typeof value === 'string' ? value.trim() : JSON.stringify(value))

/** Nothing that could be sent: `null`, blank text, or an object or a list without any value. */
const isEmpty = (value: Json): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isEmpty)
    : value === null || (typeof value === 'string' && value.trim() === '')

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
