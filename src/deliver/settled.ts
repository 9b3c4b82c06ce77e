/** What a run settles, line by line and in sum: the terms that the run, its files and its report share. Pure. */
import type { Fate } from '../segment/destination'
import type { SegmentEvent } from '../segment/event'
import type { Subscriber } from '../segment/subscribers'

/**
 * `malformed`: no event at all. `notSubscribed`: no action takes it, or its sender keeps it from this destination.
 * `duplicates`: its `messageId` came before.
 */
export type LineFate = Fate | 'malformed' | 'notSubscribed' | 'duplicates'

/** One settled line. `event` is absent if it is malformed; `subscribers` are those that took it. */
export type SettledLine = {
  line: number
  bytes: Buffer
  event?: SegmentEvent
  subscribers: Subscriber[]
  fate: LineFate
  reason: string
  warnings: string[]
}

/** `retries` are the requests, counted in `requests` too, that sent records again. */
export type Counts = Record<'read' | LineFate | 'warnings' | 'requests' | 'retries', number>

export type Reasons = Partial<Record<LineFate | 'warnings', Record<string, number>>>

/** The first and the last of some lines in a row. */
export type Range = [first: number, last: number]

/** What is settled: every line up to `settledThrough`, and those of `settled` after it, in order. */
export type SettledLines = { settledThrough: number; settled: Range[] }

/** What is settled, and what became of it: the counts of these lines, in this run and those before it. */
export type Settlement = SettledLines & { total: Counts }

export const noCounts = (): Counts => ({
  read: 0,
  malformed: 0,
  notSubscribed: 0,
  duplicates: 0,
  delivered: 0,
  invalid: 0,
  rejected: 0,
  unauthorized: 0,
  transient: 0,
  warnings: 0,
  requests: 0,
  retries: 0
})

/** Lines of the input that were settled and not delivered, although they should have been. */
export const countUndelivered = ({ malformed, invalid, rejected, unauthorized, transient }: Counts): number =>
  malformed + invalid + rejected + unauthorized + transient

export const addCounts = (left: Counts, right: Counts): Counts =>
  Object.fromEntries(Object.entries(left).map(([key, count]) => [key, count + right[key as keyof Counts]])) as Counts

/** What a run begins with if nothing is settled but the lines that are skipped. */
export const settledThrough = (line: number): Settlement => ({ settledThrough: line, settled: [], total: noCounts() })

/** @returns whether a line is among these; it must be asked in the order of the lines */
export function createSettledTest({ settledThrough, settled }: SettledLines): (line: number) => boolean {
  let index = 0
  return (line) => {
    while (index < settled.length && settled[index][1] < line) {
      index++
    }
    return line <= settledThrough || (index < settled.length && settled[index][0] <= line)
  }
}

/**
 * @param before what was settled when the run began
 * @param open the lines that the run has read and not settled, in order
 * @param lastLine the last line that it has read
 */
export function toSettledLines(before: SettledLines, open: Iterable<number>, lastLine: number): SettledLines {
  const ranges: Range[] = []
  const add = (first: number, last: number) => {
    const previous = ranges[ranges.length - 1]
    if (previous && first <= previous[1] + 1) {
      previous[1] = Math.max(previous[1], last)
    } else if (first <= last) {
      ranges.push([first, last])
    }
  }
  let next = 0
  for (const line of open) {
    add(next, line - 1)
    next = line + 1
  }
  add(next, Math.max(lastLine, before.settledThrough))
  before.settled
    .filter(([, last]) => last > lastLine)
    .forEach(([first, last]) => add(Math.max(first, lastLine + 1), last))
  // Line 0 stands for what is before the first line, so that the first range begins there.
  const [[, through], ...settled] = ranges
  return { settledThrough: through, settled }
}
