/** What is said of an event, and that each remedy mends what it is about. */
import { allSubscriptions } from '../../../segment/subscriptions'
import { applyPatch } from '../../patch'
import type { Case, EventResult, JsonObject, Subscription } from '../../protocol'
import { startEngine } from '../explain'
import type { Engine } from '../explain'

let engine: Engine
beforeAll(async () => {
  engine = await startEngine()
})
afterAll(() => engine.close())

const all = allSubscriptions() as Subscription[]
const upload = all[0]
const withMapping = (changes: JsonObject): Subscription => ({ ...upload, mapping: { ...upload.mapping, ...changes } })

const identify = (traits: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'identify',
  userId: 'asha-3',
  traits,
  ...more
})
const track = (event: string): JsonObject => ({ type: 'track', event, userId: 'asha-3' })
const phone = { phone: '98450 12345' }

async function ask(input: Case): Promise<EventResult> {
  return (await engine.explain(input)).events[0]
}

const toCase = (event: JsonObject, more: Partial<Case> = {}): Case => ({ event, subscriptions: all, ...more })

it.each<[string, Case, string, string, string[], string]>([
  [
    'a number whose country the address names',
    toCase(identify({ ...phone, address: { country: 'India' } })),
    'leftOut',
    'Phone 98450 12345 has no country code.',
    ['Set country to IN'],
    'delivered'
  ],
  [
    'a number whose country the locale names',
    toCase(identify(phone, { context: { locale: 'ru-RU' } })),
    'leftOut',
    'Phone 98450 12345 has no country code.',
    ['Set country to RU'],
    'delivered'
  ],
  [
    'a number whose country the time zone names',
    toCase(identify(phone, { context: { timezone: 'Asia/Kolkata' } })),
    'leftOut',
    'Phone 98450 12345 has no country code.',
    ['Set country to IN'],
    'delivered'
  ],
  [
    'a number whose country the browser names',
    toCase(identify(phone), { region: 'NP' }),
    'leftOut',
    'Phone 98450 12345 has no country code.',
    ['Set country to NP'],
    'delivered'
  ],
  [
    'an attribute that is not sent, and the whole event with it',
    toCase(identify({ gender: 'x' }), { subscriptions: [withMapping({ invalidAttributes: 'reject' })] }),
    'invalid',
    'Gender x must be M, male, F or female.',
    ['Set Invalid Attributes to Drop'],
    'delivered'
  ],
  [
    'an attribute that CleverTap refuses',
    toCase(identify({ gender: 'x' }), { subscriptions: [withMapping({ invalidAttributes: 'send' })] }),
    'refused',
    'Gender x must be M, male, F or female. It was sent all the same.',
    ['Set Invalid Attributes to Drop'],
    'delivered'
  ],
  [
    'an event name that is near, where another mapping takes the event',
    toCase(track('Delete user')),
    'nearMiss',
    'Event Name is Delete User almost takes it. The event is named Delete user, the trigger asks for Delete User.',
    ['Change the trigger', 'Change the event'],
    'delivered'
  ],
  [
    'a trigger in the spelling of JavaScript',
    toCase(identify({}), { subscriptions: [{ ...upload, subscribe: "type == 'identify' && userId != null" }] }),
    'nearMiss',
    'Event Type is Identify would take it if its trigger were written as Segment writes it.',
    ['Write it as Segment does'],
    'delivered'
  ],
  [
    'an order that no mapping takes',
    toCase(track('Order Completed'), { subscriptions: all.slice(0, 2) }),
    'noMapping',
    'Event Upload sends it as Charged, from which CleverTap counts revenue.',
    ['Add Event Upload'],
    'delivered'
  ],
  [
    'a page that no mapping takes',
    toCase({ type: 'page', name: 'Home', userId: 'asha-3' }),
    'noMapping',
    'The action Event Upload sends page events.',
    ['Add Event Upload'],
    'delivered'
  ],
  [
    'a mapping that is switched off',
    toCase(identify({}), { subscriptions: [{ ...upload, enabled: false }] }),
    'noMapping',
    'Event Type is Identify takes it, but is switched off.',
    ['Switch on Event Type is Identify'],
    'delivered'
  ],
  [
    'a path that is fixed text',
    toCase(identify({ mobile: '+919845012345' }), {
      subscriptions: [withMapping({ standardAttributes: { Phone: 'traits.mobile' } })]
    }),
    'literal',
    'Phone is the fixed text traits.mobile, not a value of the event.',
    ['Take it from the event'],
    'delivered'
  ],
  [
    'an event that its sender keeps from the destination',
    toCase(identify({}, { integrations: { All: false } })),
    'optedOut',
    "The event's integrations keep it from this destination.",
    ['Remove integrations'],
    'delivered'
  ],
  [
    'an event without a type',
    toCase({ userId: 'asha-3', traits: {} }),
    'invalid',
    'Every Segment event has a type.',
    ['Set type to identify'],
    'delivered'
  ]
])('says of %s what to do, and doing it mends it', async (_name, input, kind, text, labels, fate) => {
  const { notices } = await ask(input)
  const notice = notices.find((one) => one.text === text)
  expect(notice?.kind).toBe(kind)
  expect(notice?.fixes.map(({ label }) => label)).toEqual(labels)
  expect(notice?.parts.map((part) => (typeof part === 'string' ? part : Object.values(part)[0])).join('')).toBe(text)
  for (const { patch = [] } of notice?.fixes ?? []) {
    const mended = applyPatch(input, patch)
    const after = await ask(mended ?? input)
    expect(after.fate).toBe(fate)
    expect(after.notices.map((one) => [one.kind, one.text])).not.toContainEqual([kind, text])
  }
})

it.each<[string, Case, string, string]>([
  ['a placeholder', toCase(identify({}, { userId: 'undefined' })), 'invalid', 'Identity undefined is a placeholder.'],
  ['no identity', toCase({ type: 'identify', traits: {} }), 'invalid', 'Identity has no value.'],
  ['no event', { ...toCase({}), event: [3 as unknown as JsonObject] }, 'invalid', 'An event must be a JSON object.'],
  [
    'a mapping that cannot be used',
    toCase(identify({}), { subscriptions: [withMapping({ ts: { '@nonsense': 1 } })] }),
    'unusable',
    'The field "ts" has an unknown directive, "@nonsense".'
  ],
  [
    'a name that CleverTap keeps for itself',
    toCase(track('App Launched')),
    'invalid',
    'Event Name is "App Launched", a name that CleverTap keeps for itself.'
  ],
  [
    'a refusal that was asked for',
    toCase(identify({}), { answer: { refuse: 516 } }),
    'refused',
    'CleverTap was asked to refuse the record, with code 516.'
  ]
])('says of %s what is wrong', async (_name, input, kind, text) => {
  const { notices } = await ask(input)
  expect(notices).toMatchObject([{ kind, text: expect.stringContaining(text) }])
})

it.each(['401', '429', '503', 'cutAfter', 'html'] as const)(
  'keeps the reason of what was left out: %s',
  async (answer) => {
    const { notices } = await ask(toCase(identify({ ...phone }), { answer }))
    expect(notices).toMatchObject([
      { kind: 'leftOut', attribute: 'Phone', text: 'Phone 98450 12345 has no country code.' }
    ])
  }
)

it('leaves the country to the person where nothing names one', async () => {
  const { notices } = await ask(toCase(identify(phone), { region: 'FR' }))
  const [{ fixes }] = notices
  expect(fixes).toMatchObject([
    {
      label: 'Set country…',
      entry: { label: 'Country of Phone Numbers', path: '/subscriptions/0/mapping/phoneCountry' }
    }
  ])
  expect(fixes[0]).not.toHaveProperty('patch')
  expect(fixes[0].alternatives?.map(({ label, effect }) => [label, effect])).toEqual([
    ['IN · India', '+919845012345'],
    ['MX · Mexico', '+529845012345'],
    ['NP · Nepal', '+9779845012345'],
    ['RU · Russia', '+79845012345'],
    ['US · United States', '+19845012345']
  ])
})

it('points into a list of events', async () => {
  const events = [identify({}), track('Delete user')]
  const { events: results } = await engine.explain({ event: events, subscriptions: all })
  expect(results[1].notices[0].fixes[1].patch).toEqual([{ op: 'set', path: '/event/1/event', value: 'Delete User' }])
})
