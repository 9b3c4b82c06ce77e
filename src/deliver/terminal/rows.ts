/** The sample's line on each event, in the order of the input. Pure, apart from the printing it is given. */
import type { SettledLine } from '../settled'
import { toPrintable } from '../printable'
import { createInOrder } from './in-order'
import { maxColumns, wrap } from './layout'
import type { Paint } from './layout'
import { labelOf } from './report'

const widths = [4, 8, 8, 16]
const headings = ['line', 'type', 'identity', 'action', 'fate']

/** Reasons stand on lines of their own, below the type. */
const indent = ' '.repeat(6)

/** Enough to recognise an id that one knows, and not even its length to others. */
export function maskIdentity(identity: string): string {
  return identity === '' ? '-' : `${identity.length > 3 ? identity.slice(0, 2) : ''}***`
}

const toRow = (cells: string[]) => cells.map((cell, index) => toPrintable(cell).padEnd(widths[index] ?? 0)).join('  ')

function toText(
  { line, event, subscribers, fate, reason, warnings }: SettledLine,
  columns: number,
  paint: Paint
): string {
  const identity = event ? subscribers[0]?.identityOf(event) ?? String(event.userId ?? '') : ''
  const actions = subscribers.map(({ action }) => action).join(', ')
  const row = toRow([String(line), String(event?.type ?? '-'), maskIdentity(identity), actions || '-'])
  const notes = [reason, ...warnings.map((warning) => `Warning: ${warning}`)].filter((text) => text !== '')
  return [
    `${row}  ${paint(labelOf(fate), fate)}`,
    ...notes.map((note) => wrap(toPrintable(note), indent, columns))
  ].join('\n')
}

/** Keeps lines that are settled before earlier ones until their turn comes. */
export function createRows(print: (row: string) => void, paint: Paint = (text) => text, columns = maxColumns) {
  const rows = createInOrder(print)
  let isBegun = false
  return {
    add: (settled: SettledLine) => rows.add(settled.line, toText(settled, columns, paint)),
    /** Prints the lines up to this one. */
    print: (through: number) => {
      if (!isBegun) {
        print(toRow(headings))
        isBegun = true
      }
      rows.print(through)
    }
  }
}
