import { explainTrigger } from '../../../segment/triggers'
import { addNear, isNear, toNear } from '../near'
import type { Near } from '../../protocol'

it.each<[string, string, string, Near['why'], Near['spans']]>([
  ['letter case', 'Delete User', 'Delete user', 'case', { expected: [[7, 8]], actual: [[7, 8]] }],
  ['a space', 'Delete User', 'DeleteUser', 'space', { expected: [[6, 7]], actual: [] }],
  [
    'another separator',
    'Order Completed',
    'order_completed',
    'space',
    {
      expected: [
        [0, 1],
        [5, 7]
      ],
      actual: [
        [0, 1],
        [5, 7]
      ]
    }
  ],
  ['a letter', 'Delete User', 'Delet User', 'spelling', { expected: [[5, 6]], actual: [] }],
  [
    'two letters',
    'identify',
    'idnetify',
    'spelling',
    {
      expected: [[2, 4]],
      actual: [[2, 4]]
    }
  ]
])('%s is near', (_name, expected, actual, why, spans) => {
  expect(toNear(expected, actual)).toEqual({ why, expected, spans })
})

it.each<[string, string, unknown]>([
  ['the same', 'track', 'track'],
  ['another name', 'Delete User', 'Product Viewed'],
  ['a short name', 'page', 'pane'],
  ['another number', 'Step 1', 'Step 2'],
  ['nothing', 'track', undefined],
  ['an object', 'track', { a: 1 }],
  ['a text of any length', 'x'.repeat(100_000), 'X'.repeat(100_000)]
])('%s is not', (_name, expected, actual) => {
  expect(toNear(expected, actual)).toBeUndefined()
})

it.each([
  ['type = "track" and event = "Delete User"', true],
  ['type = "identify" and event = "Delete User"', false],
  ['type = "identify" or event = "Delete User"', true],
  ['type = "track" and (event = "Delete User" or event = "Forget me")', true],
  ['event != "Delete user"', false],
  ['event > 5', false]
])('a trigger is near if all it lacks is: %s', (subscribe, expected) => {
  const event = { type: 'track', event: 'Delete user' }
  expect(isNear(addNear(explainTrigger(subscribe, event)))).toBe(expected)
})
