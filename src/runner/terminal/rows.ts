/** The sample's line on each event, in the order of the input. Pure, apart from the printing it is given. */
import type { SettledLine } from '../delivery/books'
import { fateLabels } from './report'

const widths = [4, 9, 8, 16, 14]
const headings = ['line', 'type', 'identity', 'action', 'fate', 'reason']

/** Shows which person it is to somebody who knows the ids, and nothing to anybody else: not even how long it is. */
export function maskIdentity(identity: string): string {
  return identity === '' ? '-' : `${identity.length > 3 ? identity.slice(0, 2) : ''}***`
}

/** Control characters of a file could write over the terminal. */
const toCell = (text: string) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')

const toRow = (cells: string[]) =>
  cells
    .map((cell, index) => toCell(cell).padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd()

function toCells({ line, event, lanes, fate, reason, warnings }: SettledLine): string[] {
  const why = [reason, ...warnings.map((warning) => `Warning: ${warning}`)].filter((text) => text !== '').join(' ')
  const identity = event ? lanes[0]?.identityOf(event) ?? String(event.userId ?? '') : ''
  const actions = lanes.map(({ action }) => action).join(', ')
  return [String(line), String(event?.type ?? '-'), maskIdentity(identity), actions || '-', fateLabels[fate], why]
}

/** Keeps lines that are settled before earlier ones until their turn comes. */
export function createRows(print: (row: string) => void) {
  const waiting = new Map<number, string>()
  let isBegun = false
  return {
    add: (settled: SettledLine) => void waiting.set(settled.line, toRow(toCells(settled))),
    /** Prints the lines up to this one. */
    print: (through: number) => {
      if (!isBegun) {
        print(toRow(headings))
        isBegun = true
      }
      const due = Array.from(waiting.keys()).filter((line) => line <= through)
      due.sort((left, right) => left - right)
      for (const line of due) {
        print(waiting.get(line) ?? '')
        waiting.delete(line)
      }
    }
  }
}
