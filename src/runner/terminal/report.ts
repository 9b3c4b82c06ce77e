/** The result of a run as a table and as JSON. Pure. */
import Table from 'cli-table3'
import type { Counts, LineFate, Reasons } from '../delivery/books'
import type { StopReason } from '../delivery/run'

export type Report = Counts & {
  reasons: Reasons
  /** Lines that an earlier run had settled; they are not in the counts. */
  skipped: number
  /** Up to this line everything is settled. */
  settledThrough: number
  /** Why the run ended before its input did. */
  stopped?: StopReason
}

const labels: [keyof Counts, string][] = [
  ['read', 'read'],
  ['malformed', 'malformed'],
  ['notSubscribed', 'not subscribed'],
  ['delivered', 'delivered'],
  ['invalid', 'invalid: refused before sending'],
  ['rejected', 'rejected: refused by CleverTap'],
  ['unauthorized', 'unauthorized'],
  ['transient', 'transient: given up'],
  ['warnings', 'warnings'],
  ['requests', 'requests'],
  ['retries', 'retries']
]

export const fateLabels: Record<LineFate, string> = {
  malformed: 'malformed',
  notSubscribed: 'not subscribed',
  delivered: 'delivered',
  invalid: 'invalid',
  rejected: 'rejected',
  unauthorized: 'unauthorized',
  transient: 'transient'
}

const plain = {
  chars: {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
    left: '',
    'left-mid': '',
    mid: '',
    'mid-mid': '',
    right: '',
    'right-mid': '',
    middle: ' '
  },
  style: { 'padding-left': 0, 'padding-right': 1, head: [], border: [] }
}

const grouped = (count: number) => count.toLocaleString('en-US')

/** The counts as a table, then the reasons with their totals. Neither holds values of events. */
export function toSummary({ reasons, ...counts }: Report): string {
  const table = new Table({ ...plain, colAligns: ['left', 'right'] })
  table.push(...labels.map(([key, label]) => [label, grouped(counts[key])]))
  const totals = Object.entries(reasons).flatMap(([fate, byReason]) =>
    Object.entries(byReason ?? {}).map(([reason, count]) => ({ fate, reason, count }))
  )
  const lines = totals.map(({ fate, reason, count }) => `${grouped(count)} × ${fate}: ${reason}`)
  return [table.toString().replace(/ +$/gm, ''), ...lines].join('\n')
}

/** The report as it is written to a file. */
export const toJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`
