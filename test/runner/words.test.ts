/** What is read from and written to the terminal: options, headers, progress and the table. */
import { durationMs, errorRate, rate, throttle, wholeNumber } from '../../src/runner/commands/options'
import { toText } from '../../src/runner/terminal/progress'
import { toSummary } from '../../src/runner/terminal/report'
import { parseRetryAfter } from '../../src/runner/delivery/retry-after'
import { maskIdentity } from '../../src/runner/terminal/rows'
import { Tally } from '../../src/runner/delivery/tally'

it.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['5m', 300_000],
  ['1.5h', 5_400_000],
  ['45', 45_000],
  ['0', 0]
])('reads the duration %s', (text, milliseconds) => {
  expect(durationMs(text)).toBe(milliseconds)
})

it.each([
  ['a duration without a number', () => durationMs('m')],
  ['a negative duration', () => durationMs('-1s')],
  ['a rate above 1', () => rate('1.1')],
  ['a rate that is no number', () => rate('x')],
  ['an error without a rate', () => errorRate('503')],
  ['an error of no status', () => errorRate('99=0.1')],
  ['a throttle of one number', () => throttle('15')],
  ['a number out of bounds', () => wholeNumber(1, 15)('16')],
  ['a fraction', () => wholeNumber(1, 15)('1.5')]
])('refuses %s', (_name, parse) => {
  expect(parse).toThrow(/^It must be/)
})

it('collects error rates', () => {
  expect(errorRate('503=0.05', errorRate('429=.1'))).toEqual({ 429: 0.1, 503: 0.05 })
})

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

it.each([
  ['', '-'],
  ['a', '***'],
  ['abc', '***'],
  ['abcd', 'ab***'],
  ['ada@example.com', 'ad***']
])('masks the identity %j as %s', (identity, masked) => {
  expect(maskIdentity(identity)).toBe(masked)
})

it('tells progress in one line', () => {
  const snapshot = { read: 20_500, delivered: 18_000, refused: 12, waiting: 2_488, share: 0.25 }
  expect(toText(snapshot, 10)).toBe(
    '20,500 read, 18,000 delivered, 12 refused, 2,488 waiting, 1,801 events/s, 30 s left'
  )
  expect(toText({ ...snapshot, share: undefined }, 10)).toBe(
    '20,500 read, 18,000 delivered, 12 refused, 2,488 waiting, 1,801 events/s'
  )
})

it('shows counts and reasons as a table', () => {
  const tally = new Tally()
  tally.add({ fate: 'delivered', reason: '', warnings: ['Phone was left out.'] })
  tally.add({ fate: 'rejected', reason: 'Refused.', warnings: [] })
  tally.add({ fate: 'rejected', reason: 'Refused.', warnings: [] })
  const { counts, reasons } = tally
  expect(toSummary({ ...counts, reasons, skipped: 0, settledThrough: 3 }).split('\n')).toEqual([
    'read                             3',
    'malformed                        0',
    'not subscribed                   0',
    'delivered                        1',
    'invalid: refused before sending  0',
    'rejected: refused by CleverTap   2',
    'unauthorized                     0',
    'transient: given up              0',
    'warnings                         1',
    'requests                         0',
    'retries                          0',
    '1 × warnings: Phone was left out.',
    '2 × rejected: Refused.'
  ])
})

it('does not let the reasons grow with the file', () => {
  const tally = new Tally()
  for (let index = 0; index < 1000; index++) {
    tally.add({ fate: 'invalid', reason: `Reason ${index}`, warnings: [] })
  }
  expect(Object.keys(tally.reasons.invalid ?? {})).toHaveLength(201)
  expect(tally.reasons.invalid?.['Other reasons.']).toBe(800)
})
