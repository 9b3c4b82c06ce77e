/** The result of a run as a table and as JSON. Pure. */
import type { Counts, LineFate, Reasons, StopReason } from '../delivery/books'

export type Report = Counts & {
  reasons: Reasons
  /** Lines that an earlier run had settled; they are not in the counts. */
  skipped: number
  /** Up to this line everything is settled. */
  settledThrough: number
  /** Whether all of that was delivered, in this run and the earlier ones of its checkpoint. */
  allDelivered: boolean
  /** Why the run ended before its input did. */
  stopped?: StopReason
  /** How long CleverTap asked to wait, if that is why. */
  retryAfterSeconds?: number
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

const grouped = (count: number) => count.toLocaleString('en-US')

/** The counts as a table, then the reasons with their totals. Neither holds values of events. */
export function toSummary({ reasons, ...counts }: Report): string {
  const texts = labels.map(([key]) => grouped(counts[key]))
  const labelWidth = Math.max(...labels.map(([, label]) => label.length))
  const countWidth = Math.max(...texts.map((text) => text.length))
  const rows = labels.map(([, label], index) => `${label.padEnd(labelWidth)}  ${texts[index].padStart(countWidth)}`)
  const totals = Object.entries(reasons).flatMap(([fate, byReason]) =>
    Object.entries(byReason ?? {}).map(([reason, count]) => ({ fate, reason, count }))
  )
  const lines = totals.map(({ fate, reason, count }) => `${grouped(count)} × ${fate}: ${reason}`)
  return [...rows, ...lines].join('\n')
}

/** The report as it is written to a file. */
export const toJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`
