/** What is counted, and what is settled. */
import type { SegmentEvent } from '../../../segment/event'
import { noCounts } from '../../settled'
import type { Range } from '../../settled'
import { subscriber, openTracker, settleAll } from '../../__tests__/__helpers__/line-tracker'
import type { Fate, Result } from '../../../segment/destination'

const event = { type: 'identify' } as SegmentEvent
const result = (fate: Fate): Result => ({ fate, reason: '', warnings: [] })

it('does not let the reasons grow with the file', () => {
  const { reasons } = settleAll(
    Array.from({ length: 1000 }, (_, index) => ({ fate: 'invalid', reason: `Reason ${index}`, warnings: [] }))
  )
  expect(Object.keys(reasons.invalid ?? {})).toHaveLength(201)
  expect(reasons.invalid?.['Other reasons.']).toBe(800)
})

describe('an event that two actions take', () => {
  it.each([
    { name: 'the first is left', isLeft: [true, false], settledThrough: 0 },
    { name: 'the last is left', isLeft: [false, true], settledThrough: 0 },
    { name: 'both are left', isLeft: [true, true], settledThrough: 0 },
    { name: 'neither is left', isLeft: [false, false], settledThrough: 1 }
  ])('is settled when both are done with it: $name', ({ isLeft, settledThrough }) => {
    const { tracker, settled } = openTracker()
    const open = tracker.openEvent(1, Buffer.alloc(3), event, [subscriber, subscriber])
    for (const isLeftIn of isLeft) {
      expect(tracker.settlement().settledThrough).toBe(0)
      if (isLeftIn) {
        tracker.leave(open, result('transient'))
      } else {
        tracker.settle(open, result('delivered'))
      }
    }
    expect(tracker.settlement().settledThrough).toBe(settledThrough)
    expect(settled).toHaveLength(settledThrough)
    expect([tracker.openEvents, tracker.openBytes, tracker.counts.read]).toEqual([0, 0, 1])
  })
})

describe('what is settled', () => {
  it.each([
    { name: 'everything', settle: [1, 2, 3, 4], expected: { settledThrough: 4, settled: [] } },
    { name: 'nothing', settle: [], expected: { settledThrough: 0, settled: [] } },
    { name: 'all but the first', settle: [2, 3, 4], expected: { settledThrough: 0, settled: [[2, 4]] } },
    { name: 'all but one', settle: [1, 2, 4], expected: { settledThrough: 2, settled: [[4, 4]] } },
    { name: 'all but the last', settle: [1, 2, 3], expected: { settledThrough: 3, settled: [] } }
  ])('is known line by line: $name', ({ settle, expected }) => {
    const { tracker } = openTracker()
    const open = [1, 2, 3, 4].map((line) => tracker.openEvent(line, Buffer.alloc(0), event, [subscriber]))
    settle.forEach((line) => tracker.settle(open[line - 1], result('delivered')))
    const total = { ...noCounts(), read: settle.length, delivered: settle.length }
    expect(tracker.settlement()).toEqual({ ...expected, total })
    expect([tracker.counts.read, tracker.left]).toEqual([4, 4 - settle.length])
  })

  it.each([
    {
      name: 'before them',
      lastLine: 2,
      expected: {
        settledThrough: 2,
        settled: [
          [5, 6],
          [9, 9]
        ]
      }
    },
    { name: 'between them', lastLine: 7, expected: { settledThrough: 7, settled: [[9, 9]] } },
    { name: 'next to them', lastLine: 4, expected: { settledThrough: 6, settled: [[9, 9]] } },
    { name: 'after them', lastLine: 12, expected: { settledThrough: 12, settled: [] } }
  ])('includes the lines of earlier runs, also if this one ends $name', ({ lastLine, expected }) => {
    const ranges: Range[] = [
      [5, 6],
      [9, 9]
    ]
    const { tracker } = openTracker({
      start: { settledThrough: 1, settled: ranges, total: { ...noCounts(), read: 4, rejected: 4 } }
    })
    tracker.passLine(lastLine)
    expect(tracker.settlement()).toEqual({ ...expected, total: { ...noCounts(), read: 4, rejected: 4 } })
  })
})
