/** How far a run has come, in words. */
import { toText } from '../progress'

it('tells progress in one line', () => {
  const snapshot = { read: 20_500, delivered: 18_000, refused: 12, waiting: 2_488, share: 0.25 }
  expect(toText(snapshot, 10)).toBe(
    '20,500 read, 18,000 delivered, 12 refused, 2,488 waiting, 1,801 events/s, 30 s left'
  )
  expect(toText({ ...snapshot, share: undefined }, 10)).toBe(
    '20,500 read, 18,000 delivered, 12 refused, 2,488 waiting, 1,801 events/s'
  )
})
