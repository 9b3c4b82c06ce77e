/** The line of `conform` on each claim, wrapped to the width of a terminal, and the sum of all. Pure. */
import type { ClaimResult, Verdict } from '../../conformance'

const width = 80
const indent = '    '

/** Control characters of an answer could write over the terminal. */
const toSafe = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')

/** One claim: its id and verdict, what it says, what we believed, and what CleverTap said. */
export function toClaimLine({ id, verdict, claim, believed, said }: ClaimResult): string {
  const reason = verdict === 'not asked' || verdict === 'no answer' ? 'Because' : 'CleverTap'
  return wrap(toSafe(`${id} ${verdict}: ${claim} Believed: ${believed}. ${reason}: ${said}.`))
}

/** Breaks at spaces; a word longer than a line is cut. */
export function wrap(text: string): string {
  const lines = ['']
  for (const word of text.split(' ')) {
    for (let rest = word; rest !== ''; ) {
      const line = lines[lines.length - 1]
      const isFirst = line.trim() === ''
      const room = width - line.length - (isFirst ? 0 : 1)
      if (rest.length > room && !(isFirst && rest.length > width - indent.length)) {
        lines.push(indent)
        continue
      }
      lines[lines.length - 1] = `${line}${isFirst ? '' : ' '}${rest.slice(0, room)}`
      rest = rest.slice(room)
    }
  }
  return lines.join('\n')
}

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
