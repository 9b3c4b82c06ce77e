/** The line of `conform` on each claim, wrapped to the width of a terminal, and the sum of all. Pure. */
import type { ClaimResult, Verdict } from '../../conformance'
import { toPrintable } from '../printable'
import { maxColumns, wrap } from './layout'

/** One claim: its id and verdict, what it says, what we believed, and what CleverTap said. */
export function toClaimLine({ id, verdict, claim, believed, said }: ClaimResult): string {
  const reason = verdict === 'not asked' || verdict === 'no answer' ? 'Because' : 'CleverTap'
  return toHanging(toPrintable(`${id} ${verdict}: ${claim} Believed: ${believed}. ${reason}: ${said}.`))
}

/** A paragraph whose first line stands out. */
export const toHanging = (text: string) => wrap(text, '    ', maxColumns, '')

const tallied: [verdict: Verdict, label: string][] = [
  ['agrees', 'agree'],
  ['differs', 'differ'],
  ['no answer', 'got no answer'],
  ['open', 'open'],
  ['not asked', 'not asked']
]

/** How many claims have each verdict that occurs. */
export function toTally(results: ClaimResult[]): string {
  const counts = tallied.flatMap(([verdict, label]) => {
    const count = results.filter((result) => result.verdict === verdict).length
    return count === 0 ? [] : [`${count} ${label}`]
  })
  return `${results.length} claims: ${counts.join(', ')}.`
}
