/** LineTracker for tests. */
import type { SegmentEvent } from '../../../segment/event'
import { LineTracker } from '../../run/line-tracker'
import type { LineTrackerOptions } from '../../run/line-tracker'
import { settledThrough } from '../../settled'
import type { SettledLine } from '../../settled'
import type { Result } from '../../../segment/destination'

export const subscriber = {
  action: 'User Upload',
  kind: 'upload',
  maxEvents: 1,
  keepsOrder: true,
  matches: () => true,
  identityOf: () => ''
} as const

export function openTracker(options: Partial<LineTrackerOptions> = {}) {
  const settled: SettledLine[] = []
  const tracker = new LineTracker({
    start: settledThrough(0),
    onSettled: (line) => void settled.push(line),
    onFailure: (failure) => {
      throw failure
    },
    ...options
  })
  return { tracker, settled }
}

/** The tracker after one event for each of these results. */
export function settleAll(results: Result[]): LineTracker {
  const { tracker } = openTracker()
  results.forEach((result, index) => {
    const event = tracker.openEvent(index + 1, Buffer.alloc(0), { type: 'identify' } as SegmentEvent, [subscriber])
    tracker.settle(event, result)
  })
  return tracker
}
