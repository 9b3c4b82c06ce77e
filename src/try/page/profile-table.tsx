/** Tables of what is in CleverTap: attributes with where each comes from, and the items of an order. */
import type { Json, JsonObject } from '../protocol'
import { Value } from './elements'
import type { Row } from './profile-rows'
import { showValue } from './wording'

/** More rows than this are not read, and would make the page slow. */
export const maxRows = 200

export function Rows({ rows, of, caption }: { rows: Row[]; of: string; caption: string }) {
  return (
    <>
      <table class="attributes">
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col">In CleverTap</th>
            <th scope="col">From the event</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, maxRows).map((row, index) => (
            <tr key={index} class={row.kind}>
              <th scope="row">
                <Name name={row.attribute} />
              </th>
              <td>
                <InCleverTap row={row} />
              </td>
              <td>
                <FromEvent row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > maxRows && (
        <p class="hint">{(rows.length - maxRows).toLocaleString('en-US')} more; the request below has them all.</p>
      )}
    </>
  )
}

const Name = ({ name }: { name: string }) => <>{name === '' ? '(no name)' : showValue(name)}</>

function InCleverTap({ row: { kind, value, was, rule } }: { row: Row }) {
  switch (kind) {
    case 'leftOut':
      return (
        <>
          <strong>left out</strong> <span class="rule">{withoutName(rule ?? '')}</span>
        </>
      )
    case 'notStored':
      return <em>not stored</em>
    case 'repeated':
      return <em>not sent again</em>
    case 'removed':
      return (
        <>
          <em>removed</em> {was !== undefined && <Was value={was} />}
        </>
      )
    case 'sent':
    case 'kept':
      return (
        <>
          {value !== undefined && <InOneLine value={value} />} {was !== undefined && <Was value={was} />}
        </>
      )
  }
}

/** "Phone was left out: it must be …": the row says the first half already. */
const withoutName = (rule: string) => rule.replace(/^.{1,200}? was left out: /, '')

/** A list of objects has a table of its own below. */
function InOneLine({ value }: { value: Json }) {
  const { length } = toItems(value)
  return length > 0 ? <em>{length === 1 ? '1 item' : `${length} items`}</em> : <Value value={value} />
}

const Was = ({ value }: { value: Json }) => (
  <span class="was">
    was <Value value={value} />
  </span>
)

function FromEvent({ row: { kind, from, original, event } }: { row: Row }) {
  if (kind === 'kept' || (kind === 'removed' && from.length === 0)) {
    return <em>{kind === 'kept' ? 'not in this event, kept' : 'not in this event'}</em>
  }
  return (
    <>
      {event !== undefined && <span class="hint">{event}. </span>}
      {from.length === 0 ? <em>fixed in the mapping</em> : <Paths paths={from} />}
      {kind === 'repeated' && <em> is the identity</em>}
      {original !== undefined && (
        <span class="original">
          <InOneLine value={original} />
        </span>
      )}
    </>
  )
}

const Paths = ({ paths }: { paths: string[] }) => (
  <span class="path">{paths.map((path) => showValue(path)).join(', ')}</span>
)

/** The goods of an order: one line for each. */
export function Items({ name, items }: { name: string; items: JsonObject[] }) {
  const columns = Array.from(new Set(items.flatMap((item) => Object.keys(item)))).slice(0, 8)
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={name}>
      <table>
        <caption>{name}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">
                <Name name={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.slice(0, maxRows).map((item) => (
            <tr>
              {columns.map((column) => (
                <td>{item[column] !== undefined && <Value value={item[column]} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export const toItems = (value: Json): JsonObject[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    ? (value as JsonObject[])
    : []
