/** What a file holds. */
import type { Case, Subscription } from '../../protocol'
import { readFile, toCaseFile, toMappingsFile } from '../files'

const subscription: Subscription = { partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: {} }
const actions = { userUpload: { title: 'User Upload', trigger: '', fields: [] } }
const saved: Case = { event: { a: 1 }, subscriptions: [subscription], answer: '429' }

it.each([
  ['a saved case', toCaseFile(saved), { case: saved }],
  ['a case without mappings', toCaseFile({ ...saved, subscriptions: [] }), { case: { ...saved, subscriptions: [] } }],
  [
    'a case of another version',
    JSON.stringify({ ...saved, before: { 'ada-1': {} }, answer: null, region: 'IN', tries: 3 }),
    { case: { event: { a: 1 }, subscriptions: [subscription], before: { 'ada-1': {} } } }
  ],
  ['copied mappings', toMappingsFile([subscription]), { subscriptions: [subscription] }],
  ['mappings in an object', JSON.stringify({ subscriptions: [subscription] }), { subscriptions: [subscription] }],
  [
    "mappings in the form of Segment's Public API",
    JSON.stringify({
      data: { subscriptions: [{ name: 'A', actionSlug: 'userUpload', trigger: 'x', enabled: false, settings: {} }] }
    }),
    { subscriptions: [{ name: 'A', partnerAction: 'userUpload', subscribe: 'x', mapping: {}, enabled: false }] }
  ],
  ['an event', '{"a":1}', { event: { a: 1 } }],
  ['a list of one event', '[{"a":1}]', { event: [{ a: 1 }] }],
  ['events on lines', '{"a":1}\n{"b":2}\n', { event: [{ a: 1 }, { b: 2 }] }],
  ['a text', 'hello', { problem: 'The file is neither a saved case, nor mappings, nor events.' }],
  [
    'mappings of which one has no trigger',
    JSON.stringify([subscription, { ...subscription, subscribe: 1 }]),
    { problem: 'Mapping 2: subscribe must be a condition as text, such as type = "identify".' }
  ],
  [
    'mappings of an unknown action',
    JSON.stringify([{ ...subscription, partnerAction: 'track' }]),
    { problem: 'Mapping 1: partnerAction must be userUpload.' }
  ]
])('a file that is %s is read as one', (_name, text, opened) => {
  expect(readFile(text, actions)).toEqual(opened)
  expect(readFile(`\ufeff${text}`, actions)).toEqual(opened)
})
