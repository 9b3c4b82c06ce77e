/** What is read from and written to the terminal: options, headers, progress and the table. */
import type { SegmentEvent } from '@segment/actions-core'
import { durationMs, errorRate, rate, throttle, wholeNumber } from '../../src/runner/commands/options'
import { Books } from '../../src/runner/delivery/books'
import { parseRetryAfter } from '../../src/runner/delivery/destination'
import type { Result } from '../../src/runner/delivery/destination'
import { toText } from '../../src/runner/terminal/progress'
import { toSummary } from '../../src/runner/terminal/report'
import { maskIdentity } from '../../src/runner/terminal/rows'

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

const lane = { action: 'User Upload', kind: 'upload', maxEvents: 1, matches: () => true, identityOf: () => '' } as const

/** The books after one event for each of these results. */
function settleAll(results: Result[]): Books {
  const books = new Books(0, () => undefined)
  results.forEach((result, index) => {
    const event = books.openEvent(index + 1, Buffer.alloc(0), { type: 'identify' } as SegmentEvent, [lane])
    books.settle(event, result, true)
  })
  return books
}

it('shows counts and reasons as a table', () => {
  const { counts, reasons } = settleAll([
    { fate: 'delivered', reason: '', warnings: ['Phone was left out.'] },
    { fate: 'rejected', reason: 'Refused.', warnings: [] },
    { fate: 'rejected', reason: 'Refused.', warnings: [] }
  ])
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
  const { reasons } = settleAll(
    Array.from({ length: 1000 }, (_, index) => ({ fate: 'invalid', reason: `Reason ${index}`, warnings: [] }))
  )
  expect(Object.keys(reasons.invalid ?? {})).toHaveLength(201)
  expect(reasons.invalid?.['Other reasons.']).toBe(800)
})
