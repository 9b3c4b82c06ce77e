/** The customers' page keeps its word: its messages are the framework's, its triggers and phone numbers do what it says. */
import { defaultValues } from '@segment/actions-core'
import { readFileSync } from 'fs'
import { join } from 'path'
import { startEmulator } from '../src/emulator'
import type { Emulator } from '../src/emulator'
import destination from '../src/destinations/clevertap'
import { createDestination, settingsOf } from './support/destination'

const page = readFileSync(join(__dirname, '..', 'docs', 'actions-clevertap.md'), 'utf8')

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

type Change = { event?: object; mapping?: object; subscribe?: string; action?: string }

/** One identify call through an action with its default mapping, and what is changed of either. */
function upload({ event, mapping, subscribe = 'type = "identify"', action = 'userUpload' }: Change) {
  const { fields } = destination.actions[action]
  const subscription = { partnerAction: action, subscribe, mapping: { ...defaultValues(fields), ...mapping } }
  return createDestination(emulator.url).onEvent(
    { type: 'identify', userId: 'u-1', timestamp: '2024-03-04T05:06:07Z', traits: {}, ...event } as never,
    { ...settingsOf(emulator), subscription } as never
  )
}

const nested = (levels: number) => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)

it.each<[string, Change]>([
  ["The root value is missing the required field 'identity'.", { event: { userId: undefined, anonymousId: 'a-1' } }],
  ['Identity must be a string but it was an object.', { event: { userId: { id: 1 } } }],
  ['Person Attributes must be an object but it was a string.', { event: { traits: 'none' } }],
  ['Convert Timestamps must be a boolean but it was a string.', { mapping: { convertTimestamps: 'yes' } }],
  ['Nested Attributes must be one of: "flatten", "flattenKeepLists", ', { mapping: { nestedData: 'flat' } }],
  ['Maximum call stack size exceeded', { event: { traits: { deep: nested(20_000) } } }]
])('explains what Segment says: %s', async (message, change) => {
  await expect(upload(change)).rejects.toThrow(message)
  expect(page).toContain(`| ${message}`)
})

it('leaves anonymous people out by the trigger it names, without a failure', async () => {
  const subscribe = 'type = "identify" and userId != null'
  expect(page).toContain(`\n${subscribe}\n`)
  expect(await upload({ subscribe, event: { userId: undefined, anonymousId: 'a-1' } })).toEqual([
    { output: 'not subscribed' }
  ])
  await upload({ subscribe })
  expect(Array.from(emulator.profiles().keys())).toEqual(['u-1'])
})

it('takes the track calls of Engage by one mapping of Audience Membership, whatever the audience', async () => {
  const action = 'audienceMembership'
  const subscribe = destination.actions[action].defaultSubscription
  for (const [event, audience] of [
    ['Audience Entered', 'big_spenders'],
    ['Audience Exited', 'newcomers']
  ]) {
    expect(page).toContain(`\`${event}\``)
    const properties = { [audience]: event === 'Audience Entered', audience_key: audience }
    const context = { personas: { computation_class: 'audience', computation_key: audience } }
    await upload({ action, subscribe, event: { type: 'track', event, properties, context, traits: undefined } })
  }
  expect(emulator.profiles().get('u-1')?.profileData).toEqual({ big_spenders: true, newcomers: false })
})

/** The table's rows: the trait, the country and what is sent. */
const phones = Array.from(
  page.matchAll(/^\| `([^`]+)` +\| (any, or none|none|`[A-Z]{2}`) +\| (.+?) +\|$/gm),
  ([, phone, country, sent]) => ({ phone, country, sent })
)

it('shows phone numbers in a table', () => {
  expect(phones).toHaveLength(6)
})

it.each(phones)(
  'sends of the phone number $phone with the country $country: $sent',
  async ({ phone, country, sent }) => {
    const named = country.startsWith('`') ? [country.slice(1, 3)] : [undefined]
    const countries = country === 'any, or none' ? [undefined, 'IN', 'US'] : named
    const profileData = sent === 'nothing, with a warning' ? {} : { Phone: sent.replace(/`/g, '') }
    for (const phoneCountry of countries) {
      emulator.reset()
      await upload({ event: { traits: { phone } }, mapping: { phoneCountry } })
      expect(emulator.profiles().get('u-1')?.profileData).toEqual(profileData)
    }
  }
)

it('takes a warehouse row by the names of its columns', async () => {
  const properties = {
    EMAIL: 'ada@example.com',
    first_name: 'Ada',
    last_name: 'B',
    'Date of Birth': '1990-05-17',
    plan: 'x'
  }
  for (const column of ['EMAIL', 'first_name', 'Date of Birth']) {
    expect(page).toContain(`\`${column}\``)
  }
  await upload({ event: { traits: undefined, properties } })
  expect(emulator.profiles().get('u-1')?.profileData).toEqual({
    Name: 'Ada B',
    Email: 'ada@example.com',
    DOB: '$D_642902400',
    first_name: 'Ada',
    last_name: 'B',
    plan: 'x'
  })
})

it('sends the good one of two values, as its example says', async () => {
  const [, example] = /(\{"phone": [^}]+\})/.exec(page.replace(/\n/g, ' ')) ?? []
  await upload({ event: { traits: JSON.parse(example) } })
  expect(emulator.profiles().get('u-1')?.profileData).toEqual({ Phone: '+14155550100' })
})

it('takes group calls by the trigger and the mapping it names, without a company as a person', async () => {
  const subscribe = 'type = "group" and userId != null'
  expect(page).toContain(`\`${subscribe}\``)
  const mapping = {
    recognizeStandardAttributes: false,
    profileData: { company: { '@path': '$.traits.name' } }
  }
  const event = { type: 'group', groupId: 'g-1', traits: { name: 'Initech', phone: '+14155550100' } }
  await upload({ subscribe, event, mapping })
  expect(emulator.profiles().get('u-1')?.profileData).toEqual({ company: 'Initech' })
})

it.each([
  [120, { status: 'success' }],
  [121, { status: 'success', warnings: [expect.stringContaining('longer than 120 characters')] }],
  [1024, { status: 'success', warnings: [expect.stringContaining('longer than 120 characters')] }]
])('sends an identity of %i characters, as it says', async (length, outcome) => {
  expect(page).toMatch(/up to 1,024 characters\.[^.]+more than 120 characters, so a longer one is sent with a warning/)
  const results = await upload({ event: { userId: 'i'.repeat(length) } })
  expect(results[results.length - 1].data).toEqual(outcome)
})

it('refuses an identity of 1,025 characters, as it says', async () => {
  await expect(upload({ event: { userId: 'i'.repeat(1025) } })).rejects.toThrow('longer than the 1,024 characters')
})

/** The rows of the table of orders: CleverTap's name, and the properties that it is found by. */
const orders = Array.from(
  page.matchAll(/^\| `(Amount|Currency|Charged ID|Payment mode|Items)` +\| (.+?) +\| .+\|$/gm),
  ([, name, sources]) => ({ name, sources: Array.from(sources.matchAll(/`(\w+)`/g), ([, source]) => source) })
)

it('finds the properties of Charged by the names in its table', async () => {
  expect(orders).toHaveLength(5)
  for (const { name, sources } of orders) {
    for (const source of sources) {
      emulator.reset()
      const value = name === 'Items' ? [{ sku: 'C-1' }] : '27.50'
      const sent = name === 'Amount' ? 27.5 : value
      await upload({
        action: 'eventUpload',
        subscribe: 'type = "track"',
        event: { type: 'track', event: 'Order Completed', properties: { [source]: value } }
      })
      expect(emulator.events().map(({ evtData }) => evtData)).toEqual([{ [name]: sent }])
    }
  }
})

it('links to headings that are there', () => {
  const anchors = Array.from(page.matchAll(/^#+ (.+)$/gm), ([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replace(/ /g, '-')
  )
  const linked = Array.from(page.matchAll(/\]\(#([^)]+)\)/g), ([, anchor]) => anchor)
  expect(linked.filter((anchor) => !anchors.includes(anchor))).toEqual([])
})
