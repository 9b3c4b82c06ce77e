/** The table of attributes: what changed, the value, and where the event has it. */
import { useState } from 'preact/hooks'
import { Button, useActions, Value } from './elements'
import { Icon } from './icon'
import type { IconName } from './icon'
import { toDateWords, toItems } from './rows'
import type { Row } from './rows'
import { count, showText } from './show'

/** `said`: to a screen reader, instead of the icon. `note`: stands behind the value. */
type Look = { tone: string; icon?: IconName; said: string; note?: string }

const looks: Record<Row['kind'], Look> = {
  leftOut: { tone: 'care tinted', icon: 'bang', said: 'Left out', note: 'left out' },
  refused: { tone: 'bad tinted', icon: 'cross', said: 'Not valid', note: 'not valid' },
  notStored: { tone: 'none', icon: 'minus', said: 'Not saved', note: 'not saved' },
  changed: { tone: 'changed', icon: 'tilde', said: 'Changed' },
  removed: { tone: 'none', icon: 'minus', said: 'Removed' },
  new: { tone: 'good', icon: 'plus', said: 'New' },
  sent: { tone: '', said: '' },
  repeated: { tone: 'quiet', said: '', note: 'the same as another' },
  kept: { tone: 'quiet', said: '' }
}

const mendedLook: Look = { tone: 'good tinted', icon: 'plus', said: 'Mended', note: 'no longer left out' }

/** More rows than this are not read, and would make the page slow. */
const maxRows = 200

type Props = { rows: Row[]; label: string; of: 'Attribute' | 'Property'; heading?: string; mended?: Set<string> }

export function AttributeTable({ rows, label, of, heading = 'In CleverTap', mended }: Props) {
  const [max, setMax] = useState(maxRows)
  const kept = rows.filter(({ kind }) => kind === 'kept').length
  return (
    <>
      <table class="attributes" aria-label={label}>
        <thead>
          <tr>
            <th scope="col" class="mark">
              <span class="hidden">Change</span>
            </th>
            <th scope="col">{of}</th>
            <th scope="col">{heading}</th>
            <th scope="col">From the event</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, max).map((row, index) => (
            <>
              {row.kind === 'kept' && rows[index - 1]?.kind !== 'kept' && index > 0 && (
                <tr class="divider">
                  <td colSpan={4}>{`${count(kept, 'attribute')} ${
                    kept === 1
                      ? 'is not in this event and stays as it was'
                      : 'are not in this event and stay as they were'
                  }`}</td>
                </tr>
              )}
              <AttributeRow row={row} isMended={mended?.has(row.attribute) ?? false} />
            </>
          ))}
        </tbody>
      </table>
      {rows.length > max && (
        <p class="card-note">
          <Button label={`${(rows.length - max).toLocaleString('en-US')} more`} onClick={() => setMax(max + 1000)} />
        </p>
      )}
    </>
  )
}

function AttributeRow({ row, isMended }: { row: Row; isMended: boolean }) {
  const look = isMended ? mendedLook : looks[row.kind]
  return (
    <tr class={look.tone} data-link={row.from[0]}>
      <td class="mark">
        {look.icon && <Icon name={look.icon} />}
        <span class="hidden">{look.said}</span>
      </td>
      <th scope="row">{row.attribute === '' ? '(no name)' : showText(row.attribute)}</th>
      <td>
        <InCleverTap row={row} look={look} />
      </td>
      <td>
        <FromEvent row={row} />
      </td>
    </tr>
  )
}

function InCleverTap({ row, look }: { row: Row; look: Look }) {
  const { kind, value, was, original } = row
  const struck = kind === 'leftOut' ? original : was
  const date = toDateWords(row)
  const items = toItems(value)
  return (
    <>
      {struck !== undefined && (
        <>
          <del>
            <Value value={struck} />
          </del>{' '}
        </>
      )}
      {struck !== undefined && value !== undefined && (
        <>
          <Icon name="to" />{' '}
        </>
      )}
      {value !== undefined && (items.length > 0 ? count(items.length, 'item') : <Value value={value} />)}
      {date && <span class="faint"> {date}</span>}
      {look.note && <span class={look.tone.endsWith('tinted') ? 'tag' : 'faint'}> {look.note}</span>}
    </>
  )
}

function FromEvent({ row: { kind, from, original, value } }: { row: Row }) {
  if (kind === 'kept' || (kind === 'removed' && from.length === 0)) {
    return null
  }
  return (
    <>
      {from.length === 0 ? <span class="faint">fixed text in the mapping</span> : <Paths paths={from} />}
      {original !== undefined && value !== undefined && toItems(original).length === 0 && (
        <span class="faint original">
          was <Value value={original} />
        </span>
      )}
    </>
  )
}

/** Pressed, it selects the value in the editor; with Alt, the field in Mappings. */
export function Paths({ paths }: { paths: string[] }) {
  const { showPath, showField } = useActions()
  return (
    <>
      {paths.map((path) => (
        <button
          key={path}
          type="button"
          class="path"
          title="Select it in the event. With Alt: show the field"
          onClick={({ altKey }) => (altKey ? showField(undefined, path) : showPath(path))}
        >
          {showText(path)}
        </button>
      ))}
    </>
  )
}
