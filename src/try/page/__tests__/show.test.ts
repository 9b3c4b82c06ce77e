/** How a value is shown. */
import { showValue } from '../show'

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['+442079460958', '+442079460958'],
  ['1990-12-10', '1990-12-10'],
  ['40', '"40"'],
  [40, '40'],
  ['true', '"true"'],
  [true, 'true'],
  ['', '""'],
  [' a', '" a"'],
  ['[1]', '"[1]"'],
  [['a', 1], '["a",1]'],
  [null, 'null'],
  ['<b>x</b>', '<b>x</b>'],
  ['a\u0000b\u202ec\nd', 'a\\u0000b\\u202ec\\u000ad'],
  ['x'.repeat(1234), `${'x'.repeat(200)}… (1,234 characters)`]
])('a value %j is shown so that it cannot be taken for another', (value, shown) => {
  expect(showValue(value)).toBe(shown)
})
