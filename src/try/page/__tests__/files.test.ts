/** What a file holds. */
import type { Case, Subscription } from '../../protocol'
import { readFile, toCaseFile, toMappingsFile } from '../files'

const subscription: Subscription = { partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: {} }
const actions = { userUpload: { title: 'User Upload', trigger: '', fields: [] } }
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
  ['an event', '{"a":1}', { event: { a: 1 } }],
  ['a list of one event', '[{"a":1}]', { event: [{ a: 1 }] }],
  ['events on lines', '{"a":1}\n{"b":2}\n', { event: [{ a: 1 }, { b: 2 }] }],
  ['a text', 'hello', { problem: 'The file is neither a saved case, nor mappings, nor events.' }],
  [
    'mappings of an unknown action',
    JSON.stringify([{ ...subscription, partnerAction: 'track' }]),
    { problem: 'There is no action "track"; partnerAction must be userUpload.' }
  ]
])('a file that is %s is read as one', (_name, text, opened) => {
  expect(readFile(text, actions)).toEqual(opened)
  expect(readFile(`\ufeff${text}`, actions)).toEqual(opened)
})
