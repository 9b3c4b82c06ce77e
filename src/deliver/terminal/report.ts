/** The result of a run for people and as JSON. Pure. */
import { toPrintable, toPrintableJson } from '../printable'
import type { StopReason } from '../run/retry-plans'
import type { Counts, LineFate, Reasons } from '../settled'
import { counted, isPainted, maxColumns, wrap } from './layout'
import type { Paint } from './layout'

/** `left`: lines that were read and are for the next run. All but `warnings`, `requests` and `retries` add up to `read`. */
export type Sums = Counts & { left: number }

export type Report = Sums & {
  reasons: Reasons
  /** Lines that an earlier run had settled, or `--skip` left out; they are not in the counts. */
  skipped: number
  /** Up to this line everything is settled. */
  settledThrough: number
  /** Whether the input was read to its end, and nothing is left. */
  complete: boolean
  /** Why not. */
  stopped?: StopReason
  /** How long CleverTap asked to wait, if that is why. */
  retryAfterSeconds?: number
  /** The sums over all runs of the checkpoint, if there is one. */
  total?: Sums
}

const labels: [keyof Sums | 'skipped', string][] = [
  ['skipped', 'skipped'],
  ['read', 'read'],
  ['malformed', 'malformed'],
  ['notSubscribed', 'not subscribed'],
  ['duplicates', 'duplicate: came before'],
  ['delivered', 'delivered'],
  ['invalid', 'invalid: refused before sending'],
  ['rejected', 'rejected: refused by CleverTap'],
  ['unauthorized', 'unauthorized'],
  ['transient', 'transient: given up'],
  ['left', 'left for the next run'],
  ['warnings', 'warnings'],
  ['requests', 'requests'],
  ['retries', 'retries']
]

/** The word for a fate, without what it means. */
export const labelOf = (fate: LineFate) => labels.find(([key]) => key === fate)?.[1].split(':')[0] ?? fate

/** How to show it: how wide, in which colours, and where the first event of a fate and reason stands, if that is known. */
export type Look = {
  columns?: number
  /** Nothing was sent: it would have been. */
  isDryRun?: boolean
  paint?: Paint
  firstLocation?: (fate: LineFate | 'warnings', reason: string) => string | undefined
}

const grouped = (count: number) => count.toLocaleString('en-US')

/** How it went in one sentence, then the counts above zero, then the reasons with their totals. No values of events. */
export function toSummary(report: Report, look: Look = {}): string {
  const rows = toRows(report, look)
  const sentence = wrap(toSentence(report, look), '', look.columns ?? maxColumns)
  const total = toTotal(report)
  return [sentence, ...total, ...(rows.length > 0 ? ['', ...rows] : []), ...toReasons(report, look)].join('\n')
}

/** How it stands after several runs. */
function toTotal({ total, read }: Report): string[] {
  const subscribed = total ? subscribedOf(total) : 0
  return total && total.read > read && subscribed > 0
    ? [
        `All runs of this checkpoint delivered ${grouped(total.delivered)} of ${counted(
          subscribed,
          'subscribed event'
        )}.`
      ]
    : []
}

const subscribedOf = ({ read, malformed, notSubscribed, duplicates }: Sums) =>
  read - malformed - notSubscribed - duplicates

function toSentence(report: Report, { isDryRun = false }: Look): string {
  const { read, malformed, duplicates, delivered, left, skipped, stopped } = report
  const subscribed = subscribedOf(report)
  const brokenLines = malformed > 0 ? ` ${counted(malformed, 'line is', 'lines are')} malformed.` : ''
  if (read === left) {
    return stopped
      ? 'The run ended before anything was settled.'
      : skipped > 0
      ? `Nothing was left to deliver after line ${grouped(skipped)}.`
      : 'There was nothing to deliver.'
  }
  if (subscribed === left && stopped) {
    return `The run ended before any subscribed event was settled.${brokenLines}`
  }
  if (subscribed === 0) {
    const why = malformed === read ? 'There was no event.' : 'No event matched a subscription.'
    return `${duplicates > 0 ? 'There was no new event to deliver.' : why}${brokenLines}`
  }
  const [was, were] = isDryRun ? ['would be', 'would be'] : ['was', 'were']
  const begin = stopped ? 'The run ended early. ' : ''
  const end = `delivered${stopped ? ' until then' : ''}.${brokenLines}`
  if (subscribed === 1) {
    const event = 'The one subscribed event'
    return delivered === 1
      ? `${begin}${event} ${was} ${end}`
      : `${begin}${event} ${isDryRun ? 'would not be' : 'was not'} ${end}`
  }
  if (delivered === subscribed) {
    return `${begin}All ${grouped(delivered)} subscribed events ${were} ${end}`
  }
  const verb = delivered === 1 ? was : were
  return `${begin}${grouped(delivered)} of ${grouped(subscribed)} subscribed events ${verb} ${end}`
}

function toRows(report: Report, { paint = (text) => text }: Look): string[] {
  const shown = labels.filter(([key]) => report[key] > 0)
  if (shown.length === 0) {
    return []
  }
  const labelWidth = Math.max(...shown.map(([, label]) => label.length))
  const countWidth = Math.max(...shown.map(([key]) => grouped(report[key]).length))
  return shown.map(([key, label]) => {
    const padded = label.padEnd(labelWidth)
    const count = grouped(report[key]).padStart(countWidth)
    return `${isPainted(key) ? paint(padded, key) : padded}  ${count}`
  })
}

function toReasons({ reasons }: Report, look: Look): string[] {
  const { columns = maxColumns, paint = (text) => text, firstLocation } = look
  return Object.entries(reasons).flatMap(([key, byReason]) => {
    const fate = key as LineFate | 'warnings'
    return Object.entries(byReason ?? {}).flatMap(([reason, count]) => {
      const what = fate === 'warnings' ? counted(count, 'warning') : `${grouped(count)} ${labelOf(fate)}`
      const location = firstLocation?.(fate, reason)
      const where = location === undefined ? '' : ` (${count === 1 ? '' : 'first: '}${toPrintable(location)})`
      return ['', `${paint(what, fate)}${where}`, wrap(toPrintable(reason), '  ', columns)]
    })
  })
}

/** The report as it is written to a file. */
export const toJson = (report: object): string => {
  const lines = JSON.stringify(report, null, 2).split('\n')
  return `${lines.map(toPrintableJson).join('\n')}\n`
}
