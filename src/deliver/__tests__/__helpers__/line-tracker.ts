/** Books for tests. */
import type { SegmentEvent } from '../../../segment/event'
import { Books } from '../../run/line-tracker'
import type { BooksOptions } from '../../run/line-tracker'
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

export function openBooks(options: Partial<BooksOptions> = {}) {
  const settled: SettledLine[] = []
  const books = new Books({
    start: settledThrough(0),
    onSettled: (line) => void settled.push(line),
    onFailure: (failure) => {
      throw failure
    },
    ...options
  })
  return { books, settled }
}

/** The books after one event for each of these results. */
export function settleAll(results: Result[]): Books {
  const { books } = openBooks()
  results.forEach((result, index) => {
    const event = books.openEvent(index + 1, Buffer.alloc(0), { type: 'identify' } as SegmentEvent, [subscriber])
    books.settle(event, result)
  })
  return books
}
