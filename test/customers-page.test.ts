/** The customers' page keeps its word: its messages are the framework's, its triggers and phone numbers do what it says. */
import { readFileSync } from 'fs'
import { join } from 'path'
import { startEmulator } from '../src/emulator'
import type { Emulator } from '../src/emulator'
import destination from '../src/destinations/clevertap'
import { createDestination, settingsOf } from './support/destination'

const page = readFileSync(join(__dirname, '..', 'docs', 'actions-clevertap.md'), 'utf8')
const [{ mapping: defaults }] = destination.presets ?? []

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

type Change = { event?: object; mapping?: object; subscribe?: string }

/** One identify call through User Upload with the default mapping, and what is changed of either. */
function upload({ event, mapping, subscribe = 'type = "identify"' }: Change) {
  const subscription = { partnerAction: 'userUpload', subscribe, mapping: { ...defaults, ...mapping } }
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

it('takes the track calls of Engage by the trigger and the mapping it names', async () => {
  const subscribe = 'event = "Audience Entered" or event = "Audience Exited"'
  expect(page).toContain(`\`${subscribe}\``)
  const event = {
    type: 'track',
    event: 'Audience Entered',
    traits: undefined,
    properties: { audience_key: 'big_spenders', big_spenders: true },
    context: { traits: { email: 'ada@example.com' } }
  }
  const mapping = {
    profileData: { big_spenders: { '@path': '$.properties.big_spenders' } },
    standardAttributes: { Email: { '@path': '$.context.traits.email' } }
  }
  await upload({ subscribe, event, mapping })
  expect(emulator.profiles().get('u-1')?.profileData).toEqual({ Email: 'ada@example.com', big_spenders: true })
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
