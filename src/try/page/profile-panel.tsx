/** Panel 3: what is in CleverTap afterwards, the events that were recorded and the profiles. */
import type { Explanation, JsonObject, ProfileChange, RecordedEvent } from '../protocol'
import { Fold, Panel, Value } from './elements'
import { toEventRows, toRows } from './profile-rows'
import { Items, maxRows, Rows, toItems } from './profile-table'
import { showValue, toProfileState } from './wording'
import type { ProfileState } from './wording'

type Props = {
  explanation: Explanation
  /** Takes what the profiles are now as what they are before the next event. */
  onKeep: (profiles: { [identity: string]: JsonObject }) => void
}

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
