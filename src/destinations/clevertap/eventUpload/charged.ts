/** The properties of CleverTap's Charged event: what was bought, and for how much. Pure. */
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { chooseValue, toUsualName } from '../values/candidates'
import type { Candidate } from '../values/candidates'
import { isSame, toSingle } from '../values/json'
import type { Entry, NestingOptions } from '../values/nesting'
import { doubtful, leftOut, quoteName } from '../values/warning'
import type { Warnings } from '../values/warning'
import { buildItems, toProducts } from './items'
import { toEntries } from './properties'

/** A property of Charged that CleverTap wants in a form of its own. */
type ChargedProperty = {
  /** CleverTap's name, spelled as on the wire. */
  name: string
  /** The properties of an order that it is recognized by, the best one first: in any spelling. */
  recognizedBy: string[]
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

/** Source of names and forms: developer.clevertap.com "Upload Events" (documented). */
export const chargedProperties: ChargedProperty[] = [
  { name: 'Amount', recognizedBy: ['total', 'revenue', 'value'], rule: 'a number, such as 12.50', convert: toAmount },
  {
    name: 'Currency',
    recognizedBy: ['currency'],
    rule: 'a single text, such as USD',
    convert: (value) => toText(value)?.toUpperCase()
  },
  {
    name: 'Charged ID',
    recognizedBy: ['order id', 'checkout id', 'transaction id'],
    rule: 'a single text or number',
    convert: toText
  },
  { name: 'Payment mode', recognizedBy: ['payment method'], rule: 'a single text', convert: toText },
  {
    name: 'Items',
    recognizedBy: ['products', 'items'],
    rule: 'a list of objects, one for each product',
    convert: toProducts
  }
]

const noAmount =
  'Charged was sent without Amount, from which CleverTap takes the revenue. Map it in Charged Properties.'

export type ChargedOptions = NestingOptions & {
  /** Whether the properties of an order may be sent under CleverTap's names. */
  recognizesOrders: boolean
}

/**
 * @param properties Event Properties that say something
 * @param charged Charged Properties by CleverTap's name, any JSON object; they win over Event Properties
 * @returns the properties of Charged, and the other properties that are to be sent
 */
export function buildChargedData(
  properties: Entry[],
  charged: JSONObject,
  options: ChargedOptions,
  warnings: Warnings
): { evtData: JSONObject; others: Entry[] } {
  const own = new Map(properties.map(({ key, value }) => [key, value]))
  const mapped = new Map(toEntries(charged, warnings).map(({ key, value }) => [key, value]))
  const ofOrder = sortByName(properties, options.recognizesOrders ? 'recognized' : 'compared')
  const evtData: JSONObject = {}
  for (const { name, recognizedBy, rule, convert } of chargedProperties) {
    const named = [mapped.get(name), own.get(name)].filter((value): value is JSONValue => value !== undefined)
    const candidates = [
      ...named.map((value): Candidate => ({ key: name, value, kind: 'named' })),
      ...recognizedBy
        .flatMap((usualName) => ofOrder.get(toUsualName(usualName)) ?? [])
        .filter(({ key }) => key !== name)
    ]
    const { sent, said, refused, others } = chooseValue(candidates, convert)
    if (sent !== undefined) {
      evtData[name] = name === 'Items' ? buildItems(said[0].value, sent as JSONObject[], options, warnings) : sent
      said.forEach(({ key }) => own.delete(key))
    }
    if (refused.length > 0) {
      const subject = sent === undefined ? name : `A value of ${name}`
      warnings.push(leftOut(name, `${subject} was left out: it must be ${rule}.`))
    } else if (sent === undefined && name === 'Amount') {
      warnings.push(doubtful(name, noAmount))
    }
    if (others.some(({ kind }) => kind === 'named')) {
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

/** The properties by the letters of their names. */
function sortByName(properties: Entry[], kind: Candidate['kind']): Map<string, Candidate[]> {
  const sorted = new Map<string, Candidate[]>()
  for (const { key, value } of properties) {
    const name = toUsualName(key)
    const candidates = sorted.get(name) ?? []
    candidates.push({ key, value, kind })
    sorted.set(name, candidates)
  }
  return sorted
}

const secondValueWarning = (attribute: string, subject: string) =>
  leftOut(attribute, `${subject} in Event Properties was left out: Charged Properties have another value for it.`)
