/** An event that CleverTap recorded: its name and time, its properties, and the items of an order. */
import { useState } from 'preact/hooks'
import type { EventResult, Json, RecordedEvent } from '../protocol'
import { AttributeTable, Paths } from './attribute-table'
import { Button, Chip, Value } from './elements'
import { toEventRows, toItems, toTimeWords } from './rows'
import type { JsonItems } from './rows'
import { showText } from './show'

type Props = {
  recorded: RecordedEvent
  result: EventResult
  /** Of the event that was sent. */
  sentName?: Json
}

export function EventCard({ recorded: { name, ts }, recorded, result, sentName }: Props) {
  const rows = toEventRows(recorded, result)
  const lists = rows.filter(({ value, kind }) => kind === 'sent' && toItems(value).length > 0)
  const properties = rows.filter((row) => !lists.includes(row))
  return (
    <article class="card" aria-label={`Event ${showText(name)}`}>
      <header class="card-head row">
        <div>
          <h3>{showText(name)}</h3>
          <p class="soft">
            {ts === undefined ? 'When it arrived' : <time>{toTimeWords(ts)}</time>}
            {typeof sentName === 'string' && sentName !== name && (
              <>
                {' · from '}
                <Value value={sentName} />
              </>
            )}
          </p>
        </div>
        <Chip tone="good">Recorded</Chip>
        {name === 'Charged' && <Chip tone="none">counts as revenue</Chip>}
      </header>
      {properties.length > 0 && (
        <AttributeTable rows={properties} label={`Properties of ${showText(name)}`} of="Property" />
      )}
      {lists.map(({ attribute, value, from }) => (
        <Items key={attribute} name={attribute} items={toItems(value)} from={from} />
      ))}
    </article>
  )
}

const maxItems = 10

const maxColumns = 8

/** The goods of an order: one line for each. */
function Items({ name, items, from }: { name: string; items: JsonItems; from: string[] }) {
  const [isWhole, setWhole] = useState(false)
  const all = Array.from(new Set(items.flatMap((item) => Object.keys(item))))
  const columns = all.slice(0, maxColumns)
  const shown = isWhole ? items : items.slice(0, maxItems)
  return (
    <div class="items">
      <h4 class="row">
        {showText(name)} <span class="count">{items.length}</span>
        {all.length > maxColumns && <span class="faint">{`${maxColumns} of ${all.length} columns`}</span>}
        <span class="grow" />
        <Paths paths={from} />
      </h4>
      <div class="scroll" tabIndex={0} role="group" aria-label={showText(name)}>
        <table aria-label={showText(name)}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col">{showText(column)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <tr>
                {columns.map((column) => (
                  <td>{item[column] !== undefined && <Value value={item[column]} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {items.length > shown.length && (
        <Button label={`${items.length - shown.length} more`} class="quiet" onClick={() => setWhole(true)} />
      )}
    </div>
  )
}
