/** The text of options to values. */
import { durationMs, errorRate, rate, throttle, wholeNumber } from '../options'

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
