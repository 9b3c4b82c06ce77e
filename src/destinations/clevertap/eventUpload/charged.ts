/** The properties of CleverTap's Charged event: what was bought, and for how much. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { chooseCandidate, isSaid } from '../values/candidates'
import { quoteName } from '../values/limits'
import { addEntries } from '../values/nesting'
import type { Entry, NestingOptions } from '../values/nesting'
import { isObject, isSame, toSingle } from '../values/json'
import { leftOut } from '../values/warning'
import type { Warning } from '../values/warning'
import { propertyMeaning, toEntries } from './properties'

/** A property of Charged that CleverTap wants in a form of its own. */
type ChargedProperty = {
  /** CleverTap's name, spelled as on the wire. */
  name: string
  /** The properties of Segment's Order Completed that it is made of by default. */
  sources: string[]
  /** What a value must be; completes "Amount was left out: it must be …". */
  rule: string
  /** The value as CleverTap takes it, undefined if it is no such value. */
  convert: (value: JSONValue) => JSONValue | undefined
}

/** A decimal number as text: 12.50. Anything else, such as 12,50 or 12 USD, would be a guess. 310 digits are infinite. */
const decimalShape = /^[+-]?\d{1,309}(?:\.\d{1,309})?$/

function toAmount(value: JSONValue): number | undefined {
  const single = toSingle(value)
  const isText = typeof single === 'string' && decimalShape.test(single.trim())
  const amount = isText || typeof single === 'number' ? Number(single) : NaN
  return Number.isFinite(amount) ? amount : undefined
}

function toText(value: JSONValue): string | undefined {
  const single = toSingle(value)
  return typeof single === 'object' ? undefined : String(single).trim()
}

/** The objects in a list, or the one object; undefined if there is none. */
function toObjects(value: JSONValue): JSONObject[] | undefined {
  const objects = (Array.isArray(value) ? value : [value]).filter(isObject)
  return objects.length > 0 ? objects : undefined
}

const items: ChargedProperty = {
  name: 'Items',
  sources: ['products'],
  rule: 'a list of objects, one for each product',
  convert: toObjects
}

/** Source of names and forms: developer.clevertap.com "Upload Events" (documented). */
export const chargedProperties: ChargedProperty[] = [
  { name: 'Amount', sources: ['total', 'revenue'], rule: 'a number, such as 12.50', convert: toAmount },
  {
    name: 'Currency',
    sources: ['currency'],
    rule: 'a single text, such as USD',
    convert: (value) => toText(value)?.toUpperCase()
  },
  { name: 'Charged ID', sources: ['order_id', 'checkout_id'], rule: 'a single text or number', convert: toText },
  { name: 'Payment mode', sources: ['payment_method'], rule: 'a single text', convert: toText },
  items
]

/** Source: developer.clevertap.com "Upload Events" (documented): 256 by the API. */
const maxItems = 256

/**
 * @param properties Event Properties that say something
 * @param charged Charged Properties by CleverTap's name, any JSON object; they win over Event Properties
 * @returns the properties of Charged, and the other properties that are to be sent
 */
export function buildChargedData(
  properties: Entry[],
  charged: JSONObject,
  options: NestingOptions,
  warnings: Warning[]
): { evtData: JSONObject; others: Entry[] } {
  const own = new Map(properties.map(({ key, value }) => [key, value]))
  const mapped = new Map(toEntries(charged, warnings).map(({ key, value }) => [key, value]))
  const evtData: JSONObject = {}
  for (const { name, sources, rule, convert } of chargedProperties) {
    const candidates = [mapped.get(name), own.get(name)].filter((value): value is JSONValue => value !== undefined)
    const { sent, said, isInvalid, hasSecondValue } = chooseCandidate(candidates, convert)
    if (sent !== undefined) {
      const used = said.slice(-2)
      evtData[name] = name === items.name ? buildItems(used[0], sent as JSONObject[], options, warnings) : sent
      sources.filter((source) => isSaid(used, own.get(source) ?? null)).forEach((source) => own.delete(source))
    }
    if (isInvalid) {
      const subject = sent === undefined ? name : `A value of ${name}`
      warnings.push(leftOut(name, `${subject} was left out: it must be ${rule}.`))
    }
    if (hasSecondValue) {
      warnings.push(secondValueWarning(name, name))
    }
    own.delete(name)
    mapped.delete(name)
  }
  for (const [key, value] of mapped) {
    if (!isSame(own.get(key) ?? value, value)) {
      warnings.push(secondValueWarning(key, `The property ${quoteName(key)}`))
    }
    own.set(key, value)
  }
  return { evtData, others: Array.from(own, ([key, value]) => ({ key, value })) }
}

const secondValueWarning = (attribute: string, subject: string) =>
  leftOut(attribute, `${subject} in Event Properties was left out: Charged Properties have another value for it.`)

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`)

/**
 * @param given the list, or the one object, that the items come from
 * @param objects those of it that can be items
 * @returns flat objects, at most as many as CleverTap takes
 */
function buildItems(
  given: JSONValue,
  objects: JSONObject[],
  { timestampFormat, nestedData }: NestingOptions,
  warnings: Warning[]
): JSONObject[] {
  const others = Array.isArray(given) ? given.filter((entry) => entry !== null && !isObject(entry)).length : 0
  if (others > 0) {
    warnings.push(leftOut(items.name, `${entries(others)} of Items left out: each must be an object.`))
  }
  if (objects.length > maxItems) {
    const text = `${entries(objects.length - maxItems)} of Items left out: CleverTap takes ${maxItems}.`
    warnings.push(leftOut(items.name, text))
  }
  const flattens = nestedData === 'flatten' || nestedData === 'flattenKeepLists'
  const options: NestingOptions = { timestampFormat, nestedData: flattens ? 'flatten' : 'json' }
  // Items are alike: what has to be said of one is said once.
  const said = new Map<string, Warning>()
  const flat = objects.slice(0, maxItems).map((object) => {
    const item: JSONObject = {}
    const itemWarnings: Warning[] = []
    addEntries(item, toEntries(object, itemWarnings), propertyMeaning, options, itemWarnings)
    itemWarnings.forEach((warning) => said.set(warning.text, warning))
    return item
  })
  said.forEach((warning) => warnings.push(warning))
  return flat
}
