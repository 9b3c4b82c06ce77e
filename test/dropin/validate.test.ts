/**
 * The rules by which the monorepo's `validate` and its check of secret settings judge one destination, and what the
 * triggers mean. Runs here and, copied by `npm run check:dropin`, under the monorepo's toolchain.
 */
import { parseFql, validate } from '@segment/destination-subscriptions'
import destination from '../../src/destinations/clevertap'
import * as versioning from '../../src/destinations/clevertap/versioning-info'

const actions = Object.entries(destination.actions)
const fields = actions.flatMap(([key, action]) =>
  Object.entries(action.fields).map(([field, definition]) => ({ action: key, field, ...definition }))
)
const settings = Object.entries(destination.authentication?.fields ?? {}).map(([key, field]) => ({ key, ...field }))
const presets = (destination.presets ?? []).map((preset) => ({ subscribe: '', mapping: {}, ...preset }))
/** Quick Setup; what events of a given kind start has no trigger of its own. */
const quickSetup = presets.filter(({ type }) => type === 'automatic')

describe('actions', () => {
  it('exist', () => {
    expect(actions).not.toEqual([])
  })

  it.each(actions)('%s has a title, a description and a trigger that parses', (_key, action) => {
    expect(action.title).toBeTruthy()
    expect(action.description).toBeTruthy()
    expect(parseFql(action.defaultSubscription ?? '')).not.toHaveProperty('error')
  })

  it.each(fields)('$action: $field has a label and a description', ({ label, description }) => {
    expect(label).toBeTruthy()
    expect(description).toBeTruthy()
  })

  it('declare no field whose name the platform keeps for itself', () => {
    expect(fields.filter(({ field }) => field.startsWith('__segment_internal'))).toEqual([])
  })
})

describe('presets', () => {
  it.each(presets)('$name belongs to an action that exists', ({ partnerAction }) => {
    expect(Object.keys(destination.actions)).toContain(partnerAction)
  })

  it.each(quickSetup)('$name has a trigger that parses', ({ subscribe }) => {
    expect(subscribe).not.toBe('')
    expect(parseFql(subscribe)).not.toHaveProperty('error')
  })

  it.each(presets)('$name maps only fields that its action has', ({ partnerAction, mapping }) => {
    const known = Object.keys(destination.actions[partnerAction].fields)
    expect(Object.keys(mapping).filter((key) => !known.includes(key))).toEqual([])
  })

  it.each(presets)('$name maps every required field', ({ partnerAction, mapping }) => {
    const required = Object.entries(destination.actions[partnerAction].fields).filter(([, field]) => field.required)
    expect(Object.keys(mapping)).toEqual(expect.arrayContaining(required.map(([key]) => key)))
  })

  it.each(quickSetup)('$name has the trigger of its action', ({ partnerAction, subscribe }) => {
    expect(destination.actions[partnerAction].defaultSubscription).toBe(subscribe)
  })
})

describe('triggers', () => {
  const matching = (event: { [key: string]: unknown }) =>
    quickSetup.filter(({ subscribe }) => validate(parseFql(subscribe), event)).map(({ partnerAction }) => partnerAction)

  it.each([
    { name: 'an identify call', event: { type: 'identify' }, expected: ['userUpload'] },
    { name: 'an identify call with a name', event: { type: 'identify', event: 'Sign Up' }, expected: ['userUpload'] },
    { name: 'the event Delete User', event: { type: 'track', event: 'Delete User' }, expected: ['userDelete'] },
    { name: 'an event of another name', event: { type: 'track', event: 'Order Completed' }, expected: [] },
    { name: 'an event of another letter case', event: { type: 'track', event: 'delete user' }, expected: [] },
    { name: 'a page call', event: { type: 'page', name: 'Delete User' }, expected: [] },
    { name: 'a group call', event: { type: 'group' }, expected: [] },
    { name: 'a deletion request', event: { type: 'delete' }, expected: [] }
  ])('$name starts $expected', ({ event, expected }) => {
    expect(matching(event)).toEqual(expected)
  })
})

/** It comes with a second pull request, so the folder may lack it. */
const { eventUpload } = destination.actions as Partial<typeof destination.actions>
const describeIfThere = eventUpload ? describe : describe.skip

describeIfThere('the trigger of Event Upload, which has no preset', () => {
  const trigger = parseFql(eventUpload?.defaultSubscription ?? '')

  it.each([
    { name: 'an event of a known person', event: { type: 'track', userId: 'u-1', event: 'Signed Up' }, expected: true },
    { name: 'an event of an anonymous person', event: { type: 'track', event: 'Signed Up' }, expected: false },
    { name: 'a deletion', event: { type: 'track', userId: 'u-1', event: 'Delete User' }, expected: false },
    { name: 'a page call', event: { type: 'page', userId: 'u-1', name: 'Home' }, expected: false },
    { name: 'an identify call', event: { type: 'identify', userId: 'u-1' }, expected: false }
  ])('takes $name: $expected', ({ event, expected }) => {
    expect(validate(trigger, event)).toBe(expected)
  })
})

describe('settings', () => {
  it.each(settings)('$key has a label and a description', ({ label, description }) => {
    expect(label).toBeTruthy()
    expect(description).toBeTruthy()
  })

  /** The monorepo looks for whole words only; the words of a camel-case key count here too. */
  it.each(settings)('$key is a password if it sounds like one', ({ key, type }) => {
    const words = key.split(/(?=[A-Z])|[^A-Za-z0-9]+/).map((word) => word.toLowerCase())
    const isSecret = words.some((word) => /^(key|token|secret|password|passcode|code)$/.test(word))
    expect(type === 'password').toBe(isSecret)
  })

  it.each(settings)('$key has a default of its type, if any', ({ default: value, type }) => {
    expect(value === undefined || type === 'password' || typeof value === type).toBe(true)
  })
})

it('names the version of the API', () => {
  expect(versioning.CLEVERTAP_API_VERSION).toBe('1')
})
