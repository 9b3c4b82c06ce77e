/** Figures of many turns or rounds: their middle, and how people read them. Pure. */

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** A number with as many digits as mean something. */
export function show(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}

/** The median, with the least and the most in brackets if there was more than one round. */
export function showSpread(values: number[]): string {
  const ends = values.length > 1 ? ` (${show(Math.min(...values))}–${show(Math.max(...values))})` : ''
  return `${show(median(values))}${ends}`
}

/** One value per round: rounds differ more than those who take turns in one. */
export function perRound(combine: (...values: number[]) => number, ...figures: number[][]): number[] {
  const rounds = Math.min(...figures.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => combine(...figures.map((values) => values[round])))
}

export function toTable(headings: string[], rows: string[][]): string {
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
