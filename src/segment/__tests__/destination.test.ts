/** What CleverTap's answer means for the run. */
import { parseRetryAfter } from '../destination'

const now = Date.UTC(2024, 2, 4, 5, 6, 7)

it.each([
  ['absent', undefined, 0],
  ['seconds', '120', 120_000],
  ['a date to come', 'Mon, 04 Mar 2024 05:06:17 GMT', 10_000],
  ['a date gone by', 'Mon, 04 Mar 2024 05:06:00 GMT', 0],
  ['nonsense', 'soon', 0],
  ['negative', '-5', 0]
])('reads Retry-After: %s', (_name, header, milliseconds) => {
  expect(parseRetryAfter(header, now)).toBe(milliseconds)
})
