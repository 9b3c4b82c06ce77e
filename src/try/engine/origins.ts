/**
 * Where each attribute that was sent comes from, and which attributes of the event were left out and why. Pure.
 *
 * What is sent and what was left out is what the destination's builder says. Where a name or a value is another on the
 * wire than in the event, the builder is asked what it makes of that attribute alone.
 */
import { isObject, isSame, toComparable } from '../../destinations/clevertap/values/json'
import { limits } from '../protocol'
import type { Field, Json, JsonObject, Origin } from '../protocol'
import type { BuiltRecord, Builder } from './builders'
import { toPlain } from './near'
import type { Input } from './payload'
import { createProvenance, isShort } from './provenance'

export type Delivered = {
  builder: Builder
  /** Fields of the action. */
  fields: Field[]
  mapping: JsonObject
  event: JsonObject
  input: Input
  record: BuiltRecord
}

/** A value as the mapping gave it, under the name that flattening gives it. */
type Given = { name: string; value: Json; from: string[]; field: string; parts: Given[] }

/** Deeper levels are left out by the destination, which warns of the attribute that holds them. */
const maxDepth = 50

/** Said of an attribute that was left out without a warning of its own. */
export const untold = 'It was left out, and has no warning of its own: an event has at most 20.'

/** @returns first what was left out, then what was sent in the order of the record, then what repeats the identity */
export function toOrigins(delivered: Delivered): Origin[] {
  const { record } = delivered
  const tops = listGiven(delivered)
  const used = new Set<Given>()
  const sent = findSent(delivered, tops, used)
  const texts = new Map<string, string>()
  for (const { attribute, text, isLeftOut } of record.warnings) {
    if (isLeftOut && !texts.has(attribute)) {
      texts.set(attribute, text)
    }
  }
  const rest = explainRest(delivered, tops, { used, sent, texts })
  return [...rest.leftOut, ...Array.from(sent.values()), ...rest.repeated]
}

type Wire = Map<string, Origin>

/** @param used gets what the attributes are made of */
function findSent(delivered: Delivered, tops: Given[], used: Set<Given>): Wire {
  const { builder, record } = delivered
  const byName = group(tops.flatMap(withParts))
  const own = new Set(tops)
  const sources = new Map<string, Given[]>()
  for (const [attribute, value] of Object.entries(record.data)) {
    // An attribute with this very name is preferred to one that gets it by flattening.
    const given = (byName.get(attribute) ?? []).filter((item) => !isEmpty(item.value))
    const source = [...given.filter((item) => own.has(item)), ...given].find(
      (item) => isEqual(item.value, value) || !own.has(item) || isEqual(ask(item, delivered).data[attribute], value)
    )
    if (source) {
      sources.set(attribute, [source])
      used.add(source)
    }
  }
  const nameless = Object.keys(record.data).filter((attribute) => !sources.has(attribute))
  if (nameless.length > 0) {
    const unused = tops.filter((item) => !used.has(item) && !isEmpty(item.value))
    const asked = unused.map((item) => ({ item, data: ask(item, delivered).data }))
    for (const attribute of nameless) {
      const value = record.data[attribute]
      const whole = asked.find(({ data }) => isEqual(data[attribute], value))
      const found = whole ? [whole.item] : findHalves(attribute, value, tops)
      sources.set(attribute, found)
      found.forEach((item) => used.add(item))
    }
  }
  return new Map(
    Object.entries(record.data).map(([attribute, value]) => [
      attribute,
      toSent(attribute, value, sources.get(attribute) ?? [], builder.standardNames.has(attribute))
    ])
  )
}

/** What the builder makes of one attribute alone. */
function ask({ name, value, field }: Given, { builder, input }: Delivered): Pick<BuiltRecord, 'data' | 'warnings'> {
  const { object = '', keyValue = '' } = builder
  const { [keyValue]: mapped, ...payload } = input.payload
  const alone: JsonObject = { ...payload, [object]: {}, ...(mapped !== undefined && { [keyValue]: {} }) }
  alone[field] = Object.fromEntries([[name, value]])
  const built = builder.build({ ...input, payload: alone })
  return 'data' in built ? built : { data: {}, warnings: [] }
}

/** An attribute may be made of others whose names end in its own: Name is made of a first and a last name. */
function findHalves(attribute: string, value: Json, tops: Given[]): Given[] {
  const halves = tops.filter(
    (item) =>
      toPlain(item.name).endsWith(toPlain(attribute)) &&
      !isEmpty(item.value) &&
      toComparable(value).includes(toComparable(item.value))
  )
  return halves.filter(
    ({ name }, index) => halves.findIndex((other) => toPlain(other.name) === toPlain(name)) === index
  )
}

type Known = { used: Set<Given>; sent: Wire; texts: Map<string, string> }

/** Explains the values of the event that were sent under no name. */
function explainRest(delivered: Delivered, tops: Given[], { used, sent, texts }: Known) {
  const explained = new Set<string>()
  const shown = new Set(Array.from(sent.values()).flatMap(({ from }) => from))
  const isShown = ({ from }: Given) => from.length > 0 && from.every((path) => shown.has(path))
  const standards = Array.from(sent.values()).filter(({ isStandard }) => isStandard)
  const leftOut: Origin[] = []
  const repeated: Origin[] = []
  for (const top of tops) {
    if (used.has(top) || isEmpty(top.value) || (isShown(top) && !texts.has(top.name))) {
      continue
    }
    const alone = ask(top, delivered)
    const [warning] = alone.warnings.filter((one) => one.isLeftOut && one.attribute !== top.name)
    const standardName =
      warning?.attribute ?? Object.keys(alone.data).find((name) => delivered.builder.standardNames.has(name))
    const isWarnedOf = (name: string) => texts.has(name) || (standardName !== undefined && texts.has(standardName))
    listUnused(top, used, isWarnedOf).forEach((item) => explain(item, item === top ? standardName : undefined))
  }
  for (const [attribute, text] of texts) {
    if (!explained.has(attribute)) {
      leftOut.push({ attribute, leftOut: text, ...findField(attribute, delivered, sent.get(attribute)) })
    }
  }
  return { leftOut, repeated }

  function explain(item: Given, standardName: string | undefined): void {
    const { name, value, from, field } = item
    const attribute = standardName ?? name
    const text = texts.get(attribute) ?? texts.get(name)
    const isNews = text !== undefined && !explained.has(attribute)
    if (!isNews && isShown(item)) {
      return
    }
    from.forEach((path) => shown.add(path))
    const twin =
      standardName === undefined ? standards.find((origin) => isSaidBy(origin, value)) : sent.get(standardName)
    if (twin && (text === undefined || isSaidBy(twin, value))) {
      twin.from.push(...from)
    } else if (text === undefined && isSame(value, delivered.record.identity)) {
      repeated.push({ attribute: name, from, field })
    } else {
      explained.add(attribute)
      const { standardNames } = delivered.builder
      leftOut.push({
        attribute,
        leftOut: text ?? untold,
        from,
        original: value,
        field,
        ...(standardNames.has(attribute) && { isStandard: true })
      })
    }
  }
}

const isSaidBy = ({ sent, original }: Origin, value: Json) =>
  [sent, original].some((other) => other !== undefined && isSame(other, value))

function toSent(attribute: string, value: Json, sources: Given[], isStandard: boolean): Origin {
  const [source] = sources
  const original = sources.length === 1 ? source.value : value
  return {
    attribute,
    sent: value,
    from: Array.from(new Set(sources.flatMap(({ from }) => from))),
    ...(!isEqual(original, value) && { original }),
    ...(source && { field: source.field }),
    ...(isStandard && { isStandard })
  }
}

/** What a warning is about that is no attribute of the event: a field, or an attribute of which a part was sent. */
function findField(
  attribute: string,
  { fields, mapping, event, input }: Delivered,
  sent: Origin | undefined
): Pick<Origin, 'from' | 'field' | 'original'> {
  const field = fields.find(({ label }) => label === attribute)
  if (!field) {
    return { from: sent?.from ?? [], ...(sent?.field !== undefined && { field: sent.field }) }
  }
  const { key } = field
  const original = input.payload[key]
  return {
    from: createProvenance(mapping[key] ?? null, event)([]),
    field: key,
    ...(original !== undefined && { original })
  }
}

/** What is mapped one by one comes first, as in the destination. */
function listGiven({ builder, mapping, event, input: { payload }, record }: Delivered): Given[] {
  const { audience } = builder
  if (audience !== undefined) {
    const named = createProvenance(mapping[audience] ?? null, event)([])
    return Object.entries(record.data).map(([name, value]) =>
      toGiven(name, value, [...named, ...findMembership(event)], audience, 0)
    )
  }
  return [builder.keyValue, builder.object].flatMap((field) => {
    const attributes = field === undefined ? undefined : payload[field]
    if (field === undefined || !isObject(attributes)) {
      return []
    }
    const provenance = createProvenance(mapping[field], event)
    return Object.entries(attributes).map(([name, value]) => toGiven(name, value, provenance([name]), field, maxDepth))
  })
}

/** Where the framework reads whether the person is in the audience (`engageAudienceMembership` of actions-core). */
function findMembership({ type, context }: JsonObject): string[] {
  const { personas } = isObject(context) ? context : ({} as JsonObject)
  const key = isObject(personas) ? personas.computation_key : undefined
  return typeof key === 'string' ? [`${type === 'identify' ? 'traits' : 'properties'}.${key}`].filter(isShort) : []
}

/** The destination does not flatten further where names would be too long, so nothing below has an origin of its own. */
function toGiven(name: string, value: Json, from: string[], field: string, depth: number): Given {
  const isOpen = isObject(value) && depth > 0 && Buffer.byteLength(name) < limits.nameBytes
  const inner = isOpen ? Object.entries(value) : []
  const parts = inner.map(([key, part]) => {
    const below = from.map((path) => `${path}.${key}`).filter(isShort)
    return toGiven(`${name}_${key}`, part, below, field, depth - 1)
  })
  return { name, value, from, field, parts }
}

const withParts = (item: Given): Given[] => [item, ...item.parts.flatMap(withParts)]

function group(items: Given[]): Map<string, Given[]> {
  const groups = new Map<string, Given[]>()
  for (const item of items) {
    const others = groups.get(item.name)
    if (others) {
      others.push(item)
    } else {
      groups.set(item.name, [item])
    }
  }
  return groups
}

const isEqual = (left: Json | undefined, right: Json) =>
  left === right || (left !== undefined && JSON.stringify(left) === JSON.stringify(right))

/** A value that is not used, as a whole; in parts where a part is used or has a warning of its own. */
function listUnused(item: Given, used: Set<Given>, isWarnedOf: (name: string) => boolean): Given[] {
  if (used.has(item) || isEmpty(item.value)) {
    return []
  }
  const isWhole = item.parts.length === 0 || isWarnedOf(item.name)
  return isWhole ? [item] : item.parts.flatMap((part) => listUnused(part, used, isWarnedOf))
}

/** Nothing that could be sent: `null`, blank text, or an object or a list without any value. */
const isEmpty = (value: Json): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(isEmpty)
    : value === null || (typeof value === 'string' && value.trim() === '')
