/** The sample's line on each event. */
import { maskIdentity } from '../rows'

it.each([
  ['', '-'],
  ['a', '***'],
  ['abc', '***'],
  ['abcd', 'ab***'],
  ['ada@example.com', 'ad***']
])('masks the identity %j as %s', (identity, masked) => {
  expect(maskIdentity(identity)).toBe(masked)
})
