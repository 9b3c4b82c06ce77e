/** What somebody changes on the page, and what it then asks. */
import type { Case, Start, Subscription } from '../../protocol'
import {
  change,
  newSubscription,
  readFile,
  toCaseFile,
  toExampleName,
  toMappingsFile,
  toQuestion,
  toState
} from '../state'
import type { Change, State } from '../state'

const subscription: Subscription = { partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: {} }
const field = { label: 'L', description: 'D', type: 'string', isRequired: true, isKeyValue: false, isHidden: false }
const actions = {
  userUpload: {
    title: 'User Upload',
    trigger: 'type = "identify"',
    fields: [
      { ...field, key: 'identity', default: { '@path': '$.userId' } },
      { ...field, key: 'phoneCountry' }
    ]
  }
}
const start: Start = {
  version: '1.0.0',
  examples: [{ a: 1 }, { b: 2 }],
  first: 1,
  subscriptions: [subscription],
  actions
}
const state = toState(start)
const after = (...changes: Change[]): State => changes.reduce(change, state)

describe('the page begins', () => {
  it('with the example that teaches most', () => {
    expect(toQuestion(state)).toEqual({ case: { event: { b: 2 }, subscriptions: [subscription] } })
    expect(state.example).toBe(1)
  })

  it('with what was there before it was loaded again', () => {
    const saved: Case = { event: [{ a: 1 }], subscriptions: [], before: { 'ada-1': { plan: 'gold' } }, answer: '503' }
    expect(toQuestion(toState(start, saved))).toEqual({ case: saved })
  })
})

describe('a change', () => {
  it.each<[string, Change, Partial<Case>]>([
    ['of the example', { kind: 'example', index: 0 }, { event: { a: 1 } }],
    ['of the event', { kind: 'eventText', text: '{"c":3}' }, { event: { c: 3 } }],
    [
      'of the profile before',
      { kind: 'beforeText', text: '{"ada-1":{"points":40}}' },
      { before: { 'ada-1': { points: 40 } } }
    ],
    [
      'that keeps the profile',
      { kind: 'before', profiles: { 'ada-1': { points: 41 } } },
      { before: { 'ada-1': { points: 41 } } }
    ],
    ['of the mappings', { kind: 'subscriptions', subscriptions: [] }, { subscriptions: [] }],
    ['of the answer', { kind: 'answer', answer: 'html' }, { answer: 'html' }],
    ['by a file of events', { kind: 'opened', opened: { eventText: '{"d":4}' } }, { event: { d: 4 } }],
    ['by a file of mappings', { kind: 'opened', opened: { subscriptions: [] } }, { subscriptions: [] }]
  ])('%s is asked about', (_name, by, part) => {
    expect(toQuestion(after(by))).toEqual({ case: { event: { b: 2 }, subscriptions: [subscription], ...part } })
  })

  it('by a saved case replaces everything', () => {
    const saved: Case = { event: { e: 5 }, subscriptions: [], before: { x: {} }, answer: { refuse: 516 } }
    expect(toQuestion(after({ kind: 'answer', answer: '401' }, { kind: 'opened', opened: { case: saved } }))).toEqual({
      case: saved
    })
    expect(
      toQuestion(
        after({ kind: 'answer', answer: '401' }, { kind: 'opened', opened: { case: { event: {}, subscriptions: [] } } })
      )
    ).toEqual({
      case: { event: {}, subscriptions: [] }
    })
  })

  it('that replaces the event replaces it in the editor too, typing does not', () => {
    expect(after({ kind: 'eventText', text: '{' }).generation).toBe(state.generation)
    expect(after({ kind: 'example', index: 0 }).generation).toBe(state.generation + 1)
    expect(after({ kind: 'eventText', text: '{' }).example).toBeUndefined()
  })
})

describe('nothing is asked', () => {
  it.each<[Change, string]>([
    [{ kind: 'eventText', text: '{"a":' }, 'The event is not JSON yet: line 1, column 6: it ends too early.'],
    [{ kind: 'eventText', text: '3' }, 'The event is not JSON yet: it must be a JSON object.'],
    [{ kind: 'beforeText', text: '{' }, 'The profile before is not JSON yet: line 1, column 2: it ends too early.'],
    [
      { kind: 'beforeText', text: '{"ada-1":3}' },
      'The profile before must be an object from an identity to an object of attributes.'
    ]
  ])('after %j, and it says why', (by, problem) => {
    expect(toQuestion(after(by))).toEqual({ problem })
  })

  it('but for the first 50 of more events', () => {
    const text = JSON.stringify(Array(60).fill({ a: 1 }))
    expect(toQuestion(after({ kind: 'eventText', text }))).toEqual({
      case: { event: Array(50).fill({ a: 1 }), subscriptions: [subscription] },
      note: 'The first 50 of 60 events are run.'
    })
  })
})

describe('a file', () => {
  const saved: Case = { event: { a: 1 }, subscriptions: [subscription], answer: '429' }
  it.each([
    ['a saved case', toCaseFile(saved), { case: saved }],
    ['copied mappings', toMappingsFile([subscription]), { subscriptions: [subscription] }],
    ['mappings in an object', JSON.stringify({ subscriptions: [subscription] }), { subscriptions: [subscription] }],
    [
      "mappings in the form of Segment's Public API",
      JSON.stringify({
        data: { subscriptions: [{ name: 'A', actionSlug: 'userUpload', trigger: 'x', enabled: false, settings: {} }] }
      }),
      { subscriptions: [{ name: 'A', partnerAction: 'userUpload', subscribe: 'x', mapping: {}, enabled: false }] }
    ],
    ['an event', '{"a":1}', { eventText: '{\n  "a": 1\n}' }],
    ['events on lines', '{"a":1}\n{"b":2}\n', { eventText: '{"a":1}\n{"b":2}\n' }],
    ['a text', 'hello', { problem: 'The file is neither a saved case, nor mappings, nor events.' }],
    [
      'mappings of an unknown action',
      JSON.stringify([{ ...subscription, partnerAction: 'track' }]),
      { problem: 'There is no action "track"; partnerAction must be userUpload.' }
    ]
  ])('that is %s is read as one', (_name, text, opened) => {
    expect(readFile(text, actions)).toEqual(opened)
    expect(readFile(`\ufeff${text}`, actions)).toEqual(opened)
  })
})

it('a new mapping has the defaults of its action', () => {
  expect(newSubscription('userUpload', actions.userUpload)).toEqual({
    name: 'User Upload',
    partnerAction: 'userUpload',
    subscribe: 'type = "identify"',
    mapping: { identity: { '@path': '$.userId' } }
  })
})

it.each([
  [{ type: 'identify', userId: 'asha-3' }, '4. identify of asha-3'],
  [{ type: 'track', event: 'Product Viewed', userId: 'ada-1' }, '4. track Product Viewed of ada-1'],
  [{ type: 'page', name: 'Pricing' }, '4. page Pricing'],
  [{}, '4. event'],
  [{ type: 'x'.repeat(200) }, `4. ${'x'.repeat(77)}`]
])('an example is named by what it is: %j', (event, name) => {
  expect(toExampleName(event, 3)).toBe(name)
})
