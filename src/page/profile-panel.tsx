/** Panel 3: what is in CleverTap afterwards, the events that were recorded and the profiles. */
import type { Explanation, Json, JsonObject, ProfileChange, RecordedEvent } from '../tester/protocol'
import { Fold, Panel, Value } from './elements'
import { toEventRows, toRows } from './profile-rows'
import type { Row } from './profile-rows'
import { showValue, toProfileState } from './wording'
import type { ProfileState } from './wording'

type Props = {
  explanation: Explanation
  /** Takes what the profiles are now as what they are before the next event. */
  onKeep: (profiles: { [identity: string]: JsonObject }) => void
}

/** More rows than this are not read, and would make the page slow. */
const maxRows = 200

/** Attributes that the event is not about are folded when there are more. */
const maxKeptShown = 10

const stateWords: Record<ProfileState, string> = {
  created: 'created',
  updated: 'updated',
  deleted: 'deleted',
  unchanged: 'unchanged',
  absent: 'not in CleverTap'
}

export function ProfilePanel({ explanation, onKeep }: Props) {
  const { profiles, recorded } = explanation
  const kept = profiles.filter(({ exists }) => exists)
  const what = profiles.length > 1 ? 'profiles' : 'profile'
  const title = `The ${recorded.length > 0 ? `event and the ${what}` : what} in CleverTap afterwards`
  return (
    <Panel number={3} title={title} side="right">
      {profiles.length === 0 && <p>CleverTap has no profile: nothing was sent.</p>}
      {recorded.slice(0, maxRows).map((event, index) => (
        <Recorded key={index} event={event} explanation={explanation} />
      ))}
      {profiles.slice(0, maxRows).map((profile) => (
        <Profile key={profile.identity} profile={profile} explanation={explanation} />
      ))}
      {kept.length > 0 && (
        <p>
          <button type="button" onClick={() => onKeep(toProfiles(kept))}>
            Keep {kept.length > 1 ? 'these profiles' : 'this profile'} for the next event
          </button>
        </p>
      )}
    </Panel>
  )
}

const toProfiles = (profiles: ProfileChange[]) =>
  Object.fromEntries(
    profiles.map(({ identity, attributes }) => [
      identity,
      Object.fromEntries(attributes.flatMap(({ key, after }) => (after === undefined ? [] : [[key, after]])))
    ])
  )

function Profile({ profile, explanation }: { profile: ProfileChange; explanation: Explanation }) {
  const rows = toRows(profile, explanation)
  const state = toProfileState(profile)
  const kept = rows.filter(({ kind }) => kind === 'kept')
  const isFolded = kept.length > maxKeptShown
  const shown = isFolded ? rows.filter(({ kind }) => kind !== 'kept') : rows
  return (
    <article>
      <h3>
        <Value value={profile.identity} /> <span class={`tag ${state}`}>{stateWords[state]}</span>
      </h3>
      {shown.length > 0 && (
        <Rows rows={shown} of="Attribute" caption={`Attributes of ${showValue(profile.identity)}`} />
      )}
      {isFolded && (
        <Fold summary={`${kept.length} attributes that are not in this event`}>
          {() => <Rows rows={kept} of="Attribute" caption="Attributes that are not in this event" />}
        </Fold>
      )}
    </article>
  )
}

function Recorded({ event, explanation }: { event: RecordedEvent; explanation: Explanation }) {
  const { identity, name, ts, data } = event
  const when = ts === undefined ? 'at the time of its arrival' : new Date(ts * 1000).toISOString()
  return (
    <article>
      <h3>
        <Value value={name} /> <span class="tag created">recorded</span>
      </h3>
      <p class="hint">{`Of ${showValue(identity)}, ${when}`}</p>
      <Rows rows={toEventRows(event, explanation)} of="Property" caption={`Properties of ${showValue(name)}`} />
      {Object.entries(data).flatMap(([key, value]) => {
        const items = toItems(value)
        return items.length > 0 ? [<Items key={key} name={key} items={items} />] : []
      })}
    </article>
  )
}

function Rows({ rows, of, caption }: { rows: Row[]; of: string; caption: string }) {
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
function Items({ name, items }: { name: string; items: JsonObject[] }) {
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

const toItems = (value: Json): JsonObject[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))
    ? (value as JsonObject[])
    : []
