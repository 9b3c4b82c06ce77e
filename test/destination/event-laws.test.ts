/**
 * Laws of Event Upload over random events: nothing vanishes, one outcome per event in order, no values in messages. The
 * law of docs/actions-clevertap.md, written a second time: it knows the destination's definition and none of its code.
 */
import { MultiStatusResponse } from '@segment/actions-core'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import * as fc from 'fast-check'
import destination from '../../src/destinations/clevertap'
import { dates, isOnWire, leavesOf, own, textOf } from '../support/leaves'
import type { Leaf } from '../support/leaves'

/** CleverTap's names for the properties of Charged, and the properties of an order that each stands for. */
const chargedSources: { [name: string]: string[] } = {
  Amount: ['total', 'revenue', 'value'],
  Currency: ['currency'],
  'Charged ID': ['order_id', 'checkout_id', 'transaction_id'],
  'Payment mode': ['payment_method'],
  Items: ['products', 'items']
}
const chargedNames = Object.keys(chargedSources)
const sources = Object.values(chargedSources).flat()
const plain = (name: string) => name.replace(/[_ -]/g, '').toLowerCase()
const camelCase = (name: string) => name.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase())
const spellings = sources.flatMap((name) => [name, camelCase(name), name.toUpperCase(), name.replace('_', ' ')])

const key = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...spellings, ...chargedNames) },
  { weight: 2, arbitrary: fc.constantFrom('plan', 'a', 'b', 'a_b', 'a_b_c', '$add', '__proto__', 'constructor') },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.string().map((text) => `${text}${'k'.repeat(130)}`) }
)
/** Each text is one of a kind, so that it can be told from every word of a message. */
const scalar: fc.Arbitrary<JSONValue> = fc.oneof(
  { weight: 3, arbitrary: fc.string().map((text) => `§${text}`) },
  { weight: 2, arbitrary: fc.constantFrom<JSONValue>('12.50', ' 7 ', '7', 7, 0, -1.5, 1e21, true, 'usd', ' EUR ') },
  { weight: 1, arbitrary: fc.constantFrom<JSONValue>(...Object.keys(dates), '', ' ', null) }
)
const value: fc.Arbitrary<JSONValue> = fc.letrec<{ value: JSONValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    { weight: 4, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(key, tie('value')), { maxLength: 4 })
        .map((entries) => Object.fromEntries(entries) as JSONObject)
    }
  )
})).value
const tooDeep = fc.constantFrom<JSONValue>('§deep', 1).map((leaf) => {
  let nested: JSONValue = leaf
  for (let level = 0; level < 60; level++) {
    nested = [nested]
  }
  return nested
})
const manyItems = fc
  .integer({ min: 255, max: 300 })
  .map((count) => Array.from({ length: count }, (_, index): JSONValue => ({ id: `§${index}` })))
const properties = (keys: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.tuple(
        keys,
        fc.oneof(
          { weight: 40, arbitrary: value },
          { weight: 1, arbitrary: tooDeep },
          { weight: 1, arbitrary: manyItems }
        )
      ),
      { maxLength: 8 }
    )
    .map((entries) => Object.fromEntries(entries) as JSONObject)

const payload = fc.record({
  identity: fc.constantFrom('u-1', ' u-2 ', 'null', '', 'u-1'),
  eventName: fc.constantFrom('Order Completed', 'charged', 'Viewed', 'A: b', 'Stayed', ' ', 'completed_order'),
  ts: fc.constantFrom('2021-03-04T05:06:07Z', '§never', '', undefined, '9999-12-31'),
  eventData: fc.option(properties(key), { nil: undefined, freq: 9 }),
  chargedData: fc.option(properties(fc.oneof(fc.constantFrom(...chargedNames), key)), { nil: undefined, freq: 6 }),
  chargedOrders: fc.constantFrom(true, true, false, undefined),
  convertTimestamps: fc.boolean(),
  timestampFormat: fc.constantFrom('unix', 'date', undefined),
  nestedData: fc.constantFrom('flatten', 'flattenKeepLists', 'json', 'native', undefined)
})
type Payload = typeof payload extends fc.Arbitrary<infer Given> ? Given : never

type Node = {
  status: number
  sent?: { identity: string; evtName: string; evtData: JSONObject }
  body?: { warnings?: string[] }
  errormessage?: string
}

/** What becomes of each payload of a batch, while CleverTap gives the same answer to every request. */
async function deliver(payloads: Payload[], content = '{"status":"success"}'): Promise<Node[]> {
  const request = () => Promise.resolve({ status: 200, content })
  const settings = {
    clevertapAccountId: 'A',
    clevertapPasscode: 'TOP-SECRET-PASSCODE',
    clevertapEndpoint: 'https://in1.api.clevertap.com'
  }
  const performBatch = destination.actions.eventUpload.performBatch as (...input: unknown[]) => Promise<unknown>
  const response = await performBatch(request, { payload: payloads, settings })
  if (!(response instanceof MultiStatusResponse)) {
    throw new Error('a batch answers with one status per event')
  }
  return response.getAllResponses().map((node) => node.value() as Node)
}

/** The path within an item: of a list, of an object of objects, or of the one object. */
function inItemOf({ path }: Leaf, whole: JSONValue): string[] {
  const parts = Object.values(whole ?? {}).filter((part) => part !== null)
  const isList = Array.isArray(whole) || parts.every((part) => typeof part === 'object' && !Array.isArray(part))
  return path.slice(isList ? 2 : 1)
}

/** Among the items that were sent: nulls and texts between them are not, so a later place may have become an earlier. */
function isInItems(place: Leaf, whole: JSONValue, items: JSONValue[]): boolean {
  const inItem = inItemOf(place, whole)
  return items.some((item) => isOnWire({ path: inItem, value: place.value }, item))
}

/** Where a leaf went, or nothing if it vanished. */
function whereabouts(leaf: Leaf, isMapped: boolean, given: Payload, wire: JSONObject, warnings: string[]) {
  const [top] = leaf.path
  const whole = own(isMapped ? given.chargedData : given.eventData, top) as JSONValue
  const says = (beginning: string) => warnings.some((warning) => warning.startsWith(beginning))
  const shown = (text: string) => `"${text.slice(0, 120)}"`
  const isSourceOf = (charged: string) => chargedSources[charged].some((source) => plain(source) === plain(top))
  const name = chargedNames.find((charged) => charged === top || (!isMapped && isSourceOf(charged)))
  const isSource = name !== undefined && name !== top

  if (isOnWire(leaf, wire)) {
    return 'on the wire'
  }
  if (name === 'Items' && Array.isArray(wire.Items)) {
    if (isInItems(leaf, whole, wire.Items)) {
      return 'in Items'
    }
    if (warnings.some((warning) => /^\d+ entr(y|ies) of Items left out: /.test(warning))) {
      return 'named as an entry of Items'
    }
    const nested = inItemOf(leaf, whole).map((_, index, path) => path.slice(0, index + 1).join('_'))
    if (nested.some((path) => says(`The nested property ${shown(path)} was left out: `))) {
      return 'named as a property of an item'
    }
  }
  if (name !== undefined && name !== 'Items' && own(wire, name) !== undefined) {
    const forms = [textOf(whole), textOf(whole).toUpperCase(), String(Number(textOf(whole)))]
    if (forms.includes(textOf(wire[name]))) {
      return 'under the name of Charged'
    }
  }
  if (name !== undefined && !isSource) {
    const subjects = isMapped
      ? [name, `A value of ${name}`]
      : [name, `A value of ${name}`, `${name} in Event Properties`]
    if (subjects.some((subject) => says(`${subject} was left out: `))) {
      return 'named by CleverTap’s name'
    }
  }
  if (!isMapped && own(given.chargedData, top) !== undefined && textOf(own(given.chargedData, top)) === textOf(whole)) {
    return 'said by Charged Properties'
  }
  const flattened = leaf.path.map((_property, index) => leaf.path.slice(0, index + 1).join('_'))
  return says(`The property ${shown(top)} was left out: `) ||
    (!isMapped && says(`The property ${shown(top)} in Event Properties was left out: `)) ||
    flattened.some(
      (path) =>
        says(`The nested property ${shown(path)} was left out: `) ||
        says(`The nested properties of ${shown(path)} were left out: `)
    )
    ? 'named'
    : undefined
}

/** The trimmed texts of both are equal: one of them is sent, and no warning is due. */
const sameTextTwice: Payload = {
  identity: 'u-1',
  eventName: 'Order Completed',
  ts: undefined,
  eventData: { order_id: '7' },
  chargedData: { order_id: ' 7 ' },
  chargedOrders: true,
  convertTimestamps: false,
  timestampFormat: 'unix',
  nestedData: 'flatten'
}

it(
  'of every value, one can say where it went',
  () =>
    fc.assert(
      fc.asyncProperty(payload, async (random) => {
        const given = { ...random, identity: 'u-1', eventName: random.eventName.trim() || 'Viewed' }
        fc.pre(given.eventName !== 'Stayed')
        const [{ status, sent, body }] = await deliver([given])
        expect(status).toBe(200)
        // What the network would carry.
        const wire = JSON.parse(JSON.stringify(sent?.evtData)) as JSONObject
        const used = sent?.evtName === 'Charged' ? given : { ...given, chargedData: undefined }
        const vanished = [false, true].flatMap((isMapped) =>
          leavesOf((isMapped ? used.chargedData : used.eventData) ?? {})
            .filter((leaf) => textOf(leaf.value) !== '')
            .filter((leaf) => whereabouts(leaf, isMapped, used, wire, body?.warnings ?? []) === undefined)
            .map(({ path, value: leaf }) => `${path.join('.').slice(0, 80)}: ${JSON.stringify(leaf)}`)
        )
        expect(vanished).toEqual([])
      }),
      { numRuns: 150, examples: [[sameTextTwice]] }
    ),
  60_000
)

const isRefusable = ({ identity, eventName }: Payload) =>
  ['null', ''].includes(identity) || ['Stayed', ' '].includes(eventName)

it(
  'has one outcome per event, in order',
  () =>
    fc.assert(
      fc.asyncProperty(fc.array(payload, { maxLength: 12 }), async (payloads) => {
        const nodes = await deliver(payloads)
        expect(nodes.map(({ status, sent }) => [status, sent?.identity])).toEqual(
          payloads.map((given) => (isRefusable(given) ? [400, undefined] : [200, given.identity.trim()]))
        )
        const alone = await Promise.all(payloads.map((given) => deliver([given])))
        expect(nodes).toEqual(alone.flat())
      }),
      { numRuns: 150 }
    ),
  60_000
)

it('says no value in a warning or a reason, whatever CleverTap answers', () => {
  const answer = fc.constantFrom(
    '{"status":"success"}',
    '§',
    '{"status":"fail","code":599,"error":"§never and §deep are wrong. Skipped record number : 1"}',
    '{"status":"partial","unprocessed":[{"code":512,"error":"Bad §never. Skipped record number : 1","record":{"evtData":"§"}}]}'
  )
  const names = fc.constantFrom('total', 'currency', 'products', 'Amount', 'Items', 'plan', 'a.b', 'k'.repeat(130))
  const secret = fc.constantFrom<JSONValue>('§never', ['§never', '§deep'], { a: '§never' }, [{ b: '§' }, '§deep'], {
    c: '§'.repeat(600)
  })
  const secrets = fc.dictionary(names, secret, { maxKeys: 6 })
  return fc.assert(
    fc.asyncProperty(payload, secrets, secrets, answer, async (random, eventData, chargedData, content) => {
      // CleverTap can only repeat what it was sent.
      const note = '§never §deep'
      const given = { ...random, ts: '§never', eventData: { ...eventData, note }, chargedData }
      const nodes = await deliver([given], content)
      expect(JSON.stringify(nodes.map(({ sent: _sent, ...said }) => said))).not.toContain('§')
    }),
    { numRuns: 150 }
  )
}, 60_000)
