/** Books for tests. */
import type { SegmentEvent } from '@segment/actions-core'
import { Books } from '../../delivery/books'
import type { Result } from '../../delivery/destination'

const lane = { action: 'User Upload', kind: 'upload', maxEvents: 1, matches: () => true, identityOf: () => '' } as const

/** The books after one event for each of these results. */
export function settleAll(results: Result[]): Books {
  const books = new Books(0, () => undefined)
  results.forEach((result, index) => {
    const event = books.openEvent(index + 1, Buffer.alloc(0), { type: 'identify' } as SegmentEvent, [lane])
    books.settle(event, result, true)
  })
  return books
}
