/** What a person changes on the page, how it is undone, and what it then asks. */
import type { Case, Start, Subscription } from '../../protocol'
import { toQuestion } from '../case-text'
import { toEventName } from '../event-name'
import { change, newSubscription, takeExample, takeExamples, toState, toWork } from '../state'
import type { Change, State } from '../state'
import type { Work } from '../work'

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
const asked = ({ work }: State) => {
  const question = toQuestion(work)
  return 'case' in question ? question.case : question
}
const type = (work: Partial<Work>): Change => ({ kind: 'type', work })
const act = (work: Partial<Work>): Change => ({ kind: 'act', work, said: 'It was done.' })

describe('the page begins', () => {
  it('with the example that teaches most', () => {
    expect(asked(state)).toEqual({ event: { b: 2 }, subscriptions: [subscription] })
    expect(state.work.example).toBe(1)
  })

  it('with what was there before it was loaded again', () => {
    const saved: Case = { event: { a: 1 }, subscriptions: [], before: { 'ada-1': { plan: 'gold' } }, answer: '503' }
    expect(asked(toState(start, saved))).toEqual(saved)
  })
})

describe('a change', () => {
  it.each<[string, Change, Partial<Case>]>([
    ['of the example', act(takeExample(start, 0)), { event: { a: 1 } }],
    ['to all examples', act(takeExamples(start)), { event: [{ a: 1 }, { b: 2 }] }],
    ['of the event', type({ texts: ['{"c":3}'] }), { event: { c: 3 } }],
    ['of one of several', type({ texts: ['{"c":3}', '{"d":4}'] }), { event: [{ c: 3 }, { d: 4 }] }],
    ['of the profile before', type({ beforeText: '{"ada-1":{"p":40}}' }), { before: { 'ada-1': { p: 40 } } }],
    ['of the mappings', act({ subscriptions: [] }), { subscriptions: [] }],
    ['of the answer', act({ answer: 'html' }), { answer: 'html' }]
  ])('%s is asked about', (_name, by, part) => {
    expect(asked(after(by))).toEqual({ event: { b: 2 }, subscriptions: [subscription], ...part })
  })

  it('by a saved case replaces everything', () => {
    const saved: Case = { event: { e: 5 }, subscriptions: [], before: { x: {} }, answer: { refuse: 516 } }
    expect(asked(after(act({ answer: '401' }), act(toWork(saved))))).toEqual(saved)
    const bare: Case = { event: {}, subscriptions: [] }
    expect(asked(after(act({ answer: '401' }), act(toWork(bare))))).toEqual(bare)
  })

  it('that was not typed can be undone and done again, and the editor takes its text', () => {
    const typed = after(type({ texts: ['{"c":3}'] }))
    expect([typed.past, typed.generation]).toEqual([[], 0])
    const done = change(typed, act({ answer: '503' }))
    expect([done.generation, done.toast]).toEqual([1, { text: 'It was done.', hasUndo: true, id: 1 }])
    const undone = change(done, { kind: 'undo' })
    expect([undone.work, undone.toast]).toEqual([typed.work, undefined])
    expect(change(undone, { kind: 'redo' }).work).toEqual(done.work)
    expect(change(undone, act({ answer: '429' })).future).toEqual([])
    expect(after({ kind: 'undo' }, { kind: 'redo' }).work).toEqual(state.work)
  })

  it('is remembered a hundred times', () => {
    const changes = Array.from({ length: 120 }, (_, index) => act({ beforeText: `{"a":{"n":${index}}}` }))
    const undone = Array<Change>(200).fill({ kind: 'undo' })
    expect(after(...changes, ...undone).work.beforeText).toBe('{"a":{"n":19}}')
  })
})

describe('nothing is asked', () => {
  it.each<[Change, object]>([
    [type({ texts: [' \n'] }), { isEmpty: true }],
    [
      type({ texts: ['3'] }),
      { problem: 'The event is not valid JSON yet.', event: expect.objectContaining({ line: 1 }) }
    ],
    [
      type({ texts: ['{}', '{"a":'] }),
      { problem: 'Event 2 is not valid JSON yet.', event: expect.objectContaining({ index: 1 }) }
    ],
    [
      type({ beforeText: '{' }),
      { problem: 'The profile before is not valid JSON yet: line 1, a } is missing at the end.' }
    ],
    [
      type({ beforeText: '{"ada-1":3}' }),
      { problem: 'The profile before must be an object from an identity to an object of attributes.' }
    ]
  ])('after %j, and it says why', (by, question) => {
    expect(toQuestion(after(by).work)).toEqual(question)
  })

  it.each([
    ['a list', [JSON.stringify(Array(60).fill({ a: 1 }))]],
    ['lines', [Array(60).fill('{"a":1}').join('\n')]],
    ['texts', Array<string>(60).fill('{"a":1}')]
  ])('but for the first 50 of 60 events in %s', (_name, texts) => {
    expect(toQuestion(after(type({ texts })).work)).toEqual({
      case: { event: Array(50).fill({ a: 1 }), subscriptions: [subscription] },
      note: '50 of 60 events are run.'
    })
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
  [{ type: 'identify', userId: 'asha-3' }, 'identify · asha-3'],
  [{ type: 'identify', anonymousId: 'anonymous-78' }, 'identify · anonymous-78'],
  [{ type: 'track', event: 'Product Viewed', userId: 'ada-1' }, 'track · Product Viewed · ada-1'],
  [{ type: 'page', name: 'Pricing' }, 'page · Pricing'],
  [{ type: 'identify', userId: { toString: 1 } }, 'identify'],
  [{}, 'event'],
  [3, 'event'],
  [{ type: 'x'.repeat(200) }, 'x'.repeat(80)]
])('an event is named by what it is: %j', (event, name) => {
  expect(toEventName(event)).toBe(name)
})
