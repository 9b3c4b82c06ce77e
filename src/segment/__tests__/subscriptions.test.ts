/** What is read of subscriptions, and what is said of those that could never do what they are for. */
import { allSubscriptions, parseSubscriptions, presetSubscriptions, toPublicForm } from '../subscriptions'

const identity = { '@path': '$.userId' }
const subscribe = 'type = "identify"'
const subscription = { partnerAction: 'userUpload', subscribe, mapping: { identity } }

it('are the presets and, for the whole product, each other action with its defaults', () => {
  expect(presetSubscriptions().map(({ name }) => name)).toEqual(['Event Type is Identify', 'Event Name is Delete User'])
  expect(allSubscriptions({ chargedOrders: false }).slice(0, 3)).toEqual([
    ...presetSubscriptions(),
    expect.objectContaining({ partnerAction: 'eventUpload', name: 'Event Upload' })
  ])
})

it('are the same in both forms', () => {
  const presets = presetSubscriptions()
  expect(parseSubscriptions(toPublicForm(presets))).toEqual({ subscriptions: presets, problems: [], warnings: [] })
  expect(parseSubscriptions({ data: { subscriptions: presets } }).subscriptions).toEqual(presets)
})

it('say what is wrong with each of them', () => {
  expect(parseSubscriptions([{ ...subscription, subscribe: 'type' }, null, { enabled: false }, subscription])).toEqual({
    subscriptions: [{ ...subscription, subscribe: 'type' }, subscription],
    problems: [
      { entry: 1, text: expect.stringMatching(/^its condition cannot be read: /) },
      { entry: 2, text: expect.stringMatching(/^partnerAction must be userUpload or /) }
    ],
    warnings: []
  })
})

const unusable = (what: string) =>
  `the field "identity" ${what}. Compare it with what Segment's mapping editor makes, or "actions-clevertap presets" prints.`

it.each([
  [
    'a directive that is unknown',
    { '@pth': '$.userId' },
    /^the field "identity" has an unknown directive, "@pth"\. Segment knows @path, /
  ],
  ['one deep in others', { '@if': { exists: identity, then: [{ a: { '@x': 1 } }] } }, /unknown directive, "@x"/],
  [
    'two in one object',
    { '@path': '$.a', '@template': 'b' },
    'the field "identity" has other keys beside @path. A directive is an object with one key.'
  ],
  ['one that lacks something', { '@if': {} }, unusable('has a @if that cannot be used as it stands')],
  ['one of another type', { '@path': 7 }, unusable('has a @path that cannot be used as it stands')]
])('have a problem in our own words: %s', (_name, mapped, text) => {
  expect(parseSubscriptions([{ ...subscription, mapping: { identity: mapped } }]).problems).toEqual([
    { entry: 1, text: typeof text === 'string' ? text : expect.stringMatching(text) }
  ])
})

it('are judged however deep a mapping is nested', () => {
  const mapping = { identity, profileData: JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) }
  expect(parseSubscriptions([{ ...subscription, mapping }]).problems).toHaveLength(1)
})

const forAll = (path: string) =>
  `identity is the same text for every event, so all of them are one profile. To take it from the event, write {"@path": "${path}"}.`

it.each([
  ['text that means a path', '$.traits.id', forAll('$.traits.id')],
  ['text', 'u-1', forAll('$.userId')],
  ['literal text', { '@literal': 'u-1' }, forAll('$.userId')],
  ['a template without a place to fill in', { '@template': '$.userId' }, forAll('$.userId')],
  ['a template', { '@template': '{{userId}}' }, undefined],
  ['a path', identity, undefined]
])('warn of an identity that is the same for everybody: %s', (_name, mapped, text) => {
  expect(parseSubscriptions([{ ...subscription, mapping: { identity: mapped } }]).warnings).toEqual(
    text === undefined ? [] : [{ entry: 1, text }]
  )
})

it('warn of a field that is mapped to the name of a path', () => {
  expect(parseSubscriptions([{ ...subscription, mapping: { identity, ts: '$.timestamp' } }]).warnings).toEqual([
    {
      entry: 1,
      text: 'ts is the text "$.timestamp" for every event. To take it from the event, write {"@path": "$.timestamp"}.'
    }
  ])
})
