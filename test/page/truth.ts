/** What the page says of events, and what a `deliver` of its own process does with the same ones. */
import * as fc from 'fast-check'
import { startEmulator } from '../../src/emulator'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { createFolder, environmentOf, toLines } from '../../src/deliver/__tests__/__helpers__/command'
import { presetSubscriptions } from '../../src/segment/subscriptions'
import { actions } from '../../src/try/engine/actions'
import type { Engine } from '../../src/try/engine/explain'
import { untold } from '../../src/try/engine/origins'
import { parseJson } from '../../src/segment/event'
import { applyPatch } from '../../src/try/patch'
import type { Case, JsonObject, Subscription } from '../../src/try/protocol'

/** Everything that either has to say of a list of events, in a form that can be compared. */
export type Account = {
  /** By position, from 1: fate and reason of those that an action takes and that are not delivered. */
  undelivered: { [line: number]: string }
  counts: { delivered: number; notSubscribed: number; warnings: number }
  /** How often each warning was given. */
  warnings: { [warning: string]: number }
  /** `POST /1/upload <body>`, sorted. */
  requests: string[]
  profiles: { [identity: string]: JsonObject }
}

/** A mapping of each action and, of User Upload, of each way to treat attributes. One event, one request. */
export const subscriptions: Subscription[] = (() => {
  const one = (
    subscription: Subscription,
    changes: JsonObject = {},
    trigger = subscription.subscribe
  ): Subscription => ({
    ...subscription,
    subscribe: trigger,
    mapping: { ...subscription.mapping, enable_batching: false, ...changes }
  })
  const [upload, deletion] = presetSubscriptions() as Subscription[]
  const { title, trigger, fields } = actions.eventUpload
  const defaults = fields.flatMap((field) => (field.default === undefined ? [] : [[field.key, field.default]]))
  const record = {
    name: title,
    partnerAction: 'eventUpload',
    subscribe: trigger,
    mapping: Object.fromEntries(defaults)
  }
  const byPlan = (plan: string) => `type = "identify" and traits.plan = "${plan}"`
  return [
    one(upload),
    one(deletion),
    one(record),
    one(upload, { invalidAttributes: 'reject', nestedData: 'json' }, byPlan('gold')),
    one(upload, { invalidAttributes: 'send', nestedData: 'native', timestampFormat: 'date' }, byPlan('free')),
    one(upload, { nestedData: 'flattenKeepLists', phoneCountry: 'IN' }, byPlan('none'))
  ]
})()

const identity = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 999 }).map((number) => `u-${number}`) },
  fc.constantFrom('', ' ', 'null', 'N/A', '0', ' u-1 ', '__proto__', 'x'.repeat(1025)),
  fc.fullUnicodeString(),
  fc.constantFrom(7, true, null, ['u-1'], { id: 1 })
)
const text = fc.oneof(
  fc.fullUnicodeString(),
  fc.constantFrom('ada@example.com', '+14155550100', '98450 12345', 'yes', 'female', '1990-12-10', '2021-02-30', '42'),
  fc.constantFrom('<b>x</b>', '$D_5', '', ' ', 'x'.repeat(600), '{{traits.name}}')
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: text },
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('$add', '$incr', 'toString', '__proto__')), tie('value'), {
      maxKeys: 3
    })
  )
}))
const names = fc.constantFrom(
  ...['name', 'firstName', 'last_name', 'email', 'Email', 'phone', 'gender', 'birthday', 'dob', 'age', 'avatar', 'id'],
  ...[
    'married',
    'employed',
    'education',
    'timezone',
    'address',
    'address_city',
    'city',
    'identity',
    'constructor',
    'Phone'
  ]
)
const traits = fc
  .tuple(
    fc.dictionary(fc.oneof(names, text), value, { maxKeys: 8 }),
    fc.constantFrom('gold', 'free', 'none', undefined)
  )
  .map(([all, plan]) => ({ ...all, ...(plan !== undefined && { plan }) }))
const properties = fc.dictionary(
  fc.oneof(fc.constantFrom('total', 'revenue', 'currency', 'order_id', 'products', 'coupon'), text),
  value,
  { maxKeys: 6 }
)
const timestamp = fc.constantFrom('2024-03-04T05:06:07.000Z', '2024-03-04', '1709528767', 'soon', undefined)
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('identify'), userId: identity, timestamp, traits }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('track'),
      event: fc.oneof(fc.constantFrom('Order Completed', 'Delete User', 'App Launched', 'a.b'), text),
      userId: identity,
      timestamp,
      properties
    })
  },
  fc.record({ type: fc.constantFrom('delete', 'page', 'group'), userId: identity, traits }),
  fc.record({ type: value, traits: value, userId: value })
)

/** The same events for the same seed. As the page's server and `deliver` read them: no `undefined`, no rounded number. */
export const generateEvents = (count: number, seed: number): JsonObject[] =>
  fc.sample(event, { numRuns: count, seed }).map((one) => parseJson(JSON.stringify(one))?.value as JsonObject)

const markup = fc.constantFrom(
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202e\u0000\u001b[31m',
  '<iframe srcdoc="<script>alert(1)</script>">'
)

/** Traits whose names and values are markup, control characters and names of JavaScript. */
export const hostile = (count: number, seed: number): JsonObject[] =>
  fc.sample(fc.dictionary(fc.oneof(markup, names), fc.oneof(markup, value), { minKeys: 3, maxKeys: 12 }), {
    numRuns: count,
    seed
  }) as JsonObject[]

const isUndelivered = (fate: string) => fate !== 'delivered' && fate !== 'notSubscribed'

const count = (texts: string[]) => {
  const counts: { [text: string]: number } = Object.create(null)
  texts.forEach((one) => (counts[one] = (counts[one] ?? 0) + 1))
  return { ...counts }
}

type Explain = Engine['explain']

/** The events and mappings after every remedy that the page proposes for one of the events, one after another. */
export async function applyFixes(explain: Explain, events: JsonObject[]) {
  let fixed: Case & { event: JsonObject[] } = { event: events, subscriptions }
  for (let index = 0; index < events.length; index++) {
    const { subscriptions: now } = fixed
    const explanation = await explain({ event: fixed.event[index], subscriptions: now, region: 'IN' })
    const fixes = explanation.events[0].notices.flatMap((notice) => notice.fixes.slice(0, 1))
    for (const { patch = [] } of fixes) {
      const own = patch.map((change) => ({
        ...change,
        path: change.path.replace(/^\/event(?=\/|$)/, `/event/${index}`)
      }))
      fixed = (applyPatch(fixed, own) ?? fixed) as typeof fixed
    }
  }
  return fixed
}

/** Asks the page about the events, as many at a time. Also says which attributes it could not explain. */
export async function askPage(explain: Explain, events: JsonObject[], atOnce: number, mappings = subscriptions) {
  const results = []
  const requests = new Set<string>()
  const profiles = new Map<string, JsonObject>()
  for (let start = 0; start < events.length; start += atOnce) {
    const chunk = events.slice(start, start + atOnce)
    const before = Object.fromEntries(profiles)
    const explanation = await explain({
      event: atOnce === 1 ? chunk[0] : chunk,
      subscriptions: mappings,
      before
    })
    results.push(...explanation.events)
    explanation.events.forEach(({ deliveries }, index) =>
      deliveries.forEach(({ subscription, exchanges }) =>
        exchanges.forEach(({ method, url, body }) => {
          const path = url.replace('https://<region>.api.clevertap.com', '')
          requests.add(JSON.stringify([start + index, subscription, `${method} ${path} ${body}`]))
        })
      )
    )
    explanation.profiles.forEach(({ identity: who, exists, attributes }) => {
      const data = attributes.flatMap(({ key, after }) => (after === undefined ? [] : [[key, after]]))
      if (exists) {
        profiles.set(who, Object.fromEntries(data))
      } else {
        profiles.delete(who)
      }
    })
  }
  const account: Account = {
    undelivered: Object.fromEntries(
      results.flatMap(({ fate, reason }, index) =>
        isUndelivered(fate) ? [[index + 1, `${fate}: ${reason.replace(/^It has/, 'The line has')}`]] : []
      )
    ),
    counts: {
      delivered: results.filter(({ fate }) => fate === 'delivered').length,
      notSubscribed: results.filter(({ fate }) => fate === 'notSubscribed').length,
      warnings: results.reduce((total, { warnings }) => total + warnings.length, 0)
    },
    warnings: count(results.flatMap(({ warnings }) => warnings)),
    requests: Array.from(requests, (request) => JSON.parse(request)[2] as string).sort(),
    profiles: Object.fromEntries(profiles)
  }
  const unexplained = results.flatMap(({ deliveries }) =>
    deliveries
      .filter(({ outcome }) => outcome.fate === 'delivered')
      .flatMap(({ attributes }) => attributes.filter(({ leftOut }) => leftOut === untold))
  )
  return { account, unexplained }
}

type Entry = { line: number; fate: string; reason: string }

/** Delivers the events with the command, as a process of its own, to an emulator as new. */
export async function askDeliver(events: JsonObject[], subscribed = subscriptions): Promise<Account> {
  const folder = createFolder()
  const emulator = await startEmulator()
  try {
    const file = folder.write('events.ndjson', toLines(events))
    const mappings = folder.write('subscriptions.json', JSON.stringify(subscribed))
    const [report, undelivered] = [folder.path('report.json'), folder.path('undelivered.ndjson')]
    const args = ['deliver', file, '--subscriptions', mappings, '--report', report, '--undelivered', undelivered]
    await startProgram(args, environmentOf(emulator)).ended
    const { delivered, notSubscribed, warnings, reasons } = folder.json('report.json')
    const entries = folder
      .read('undelivered.ndjson')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Entry)
    return {
      undelivered: Object.fromEntries(entries.map(({ line, fate, reason }) => [line, `${fate}: ${reason}`])),
      counts: { delivered, notSubscribed, warnings },
      warnings: reasons.warnings ?? {},
      requests: emulator.journal
        .filter(({ method }) => method === 'POST')
        .map(({ method, url, body }) => `${method} ${url} ${body}`)
        .sort(),
      profiles: Object.fromEntries(
        Array.from(emulator.profiles(), ([who, { profileData }]) => [who, profileData as JsonObject])
      )
    }
  } finally {
    await emulator.close()
    folder.remove()
  }
}
