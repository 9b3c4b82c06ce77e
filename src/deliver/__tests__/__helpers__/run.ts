/** A run whose requests stay open until the test answers them. */
import type { SegmentEvent } from '../../../segment/event'
import { settledThrough } from '../../settled'
import type { SettledLine } from '../../settled'
import type { Fate, Sent } from '../../../segment/destination'
import { toSubscribers } from '../../../segment/subscribers'
import type { Subscriber } from '../../../segment/subscribers'
import { Run } from '../../run/run'
import type { RunOptions } from '../../run/run'
import { splitLines } from '../../files/input'
import { presetSubscriptions } from '../../../segment/subscriptions'
import { toLines } from './command'

export type Request = {
  kind: Subscriber['kind']
  people: string[]
  answer: (fates: Fate[], retryAfterMs?: number) => void
}

export const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Starts a run of these events. `next` waits for the next request, `settled` collects the lines that are settled. */
export function startRun(events: object[], options: Partial<RunOptions> & { maxEvents?: number } = {}) {
  const requests: Request[] = []
  const settled: SettledLine[] = []
  const { maxEvents } = options
  const subscribers = toSubscribers(presetSubscriptions()).map((subscriber) => ({
    ...subscriber,
    maxEvents: maxEvents ?? subscriber.maxEvents
  }))
  const run = new Run({
    subscribers,
    pace: { concurrency: 4, giveUpAfterMs: 60_000, firstRetryMs: 1 },
    start: settledThrough(0),
    keepsUndelivered: false,
    send: ({ kind }, sent: SegmentEvent[]) =>
      new Promise<Sent>((resolve) =>
        requests.push({
          kind,
          people: sent.map(({ userId }) => String(userId)),
          answer: (fates, retryAfterMs = 0) =>
            resolve({
              results: fates.map((fate) => ({ fate, reason: fate, warnings: [] })),
              records: [],
              requests: 1,
              bytes: 0,
              retryAfterMs
            })
        })
      ),
    onSettled: (event) => void settled.push(event),
    onProgress: () => undefined,
    ...options
  })
  async function* chunks() {
    yield Buffer.from(toLines(events))
  }
  const done = run.deliver(splitLines(chunks()), () => undefined)
  const next = async () => {
    while (requests.length === 0) {
      await turn()
    }
    return requests.shift() as Request
  }
  return { run, requests, settled, done, next }
}

export const fatesOf = (settled: SettledLine[]) => settled.map(({ line, fate }) => [line, fate])
