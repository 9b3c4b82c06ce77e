/** What is in CleverTap afterwards: the event that was recorded, the profile, or why neither is. */
import { useState } from 'preact/hooks'
import type { Delivery, EventResult, Json, JsonObject, ProfileChange, RecordedEvent } from '../protocol'
import { AttributeTable, Items } from './attribute-table'
import { Button, Chip, Value } from './elements'
import { Icon } from './icon'
import { Mapped } from './mapped'
import { RetryCard } from './retry-card'
import { toDateWords, toEventRows, toItems, toProfileRows, toSentRows } from './rows'
import type { Row } from './rows'
import { Triggers } from './triggers'
import { showText } from './show'
import { toProfileState } from './wording'
import type { Tone } from './wording'

type Props = {
  result: EventResult
  event: Json
  mended: Set<string>
  titleOf: (action: string) => string
  /** Takes what the profiles are now as what they are before the next event. */
  onKeep: (profiles: { [identity: string]: JsonObject }) => void
}

export function Result(props: Props) {
  const { result, event, titleOf } = props
  const { fate, deliveries, profiles, recorded } = result
  if (fate === 'notSubscribed') {
    return (
      <>
        <h3 class="heading">Why no mapping takes it</h3>
        <div class="card">
          <Triggers triggers={result.triggers} isNearFirst titleOf={titleOf} />
        </div>
      </>
    )
  }
  const unsent = deliveries.filter(({ outcome, mapped }) => outcome.fate === 'invalid' && mapped.length > 0)
  const unsaved = deliveries.filter(
    ({ identity, sentAs, outcome, tries }) =>
      sentAs === 'profile' &&
      outcome.fate !== 'delivered' &&
      tries[tries.length - 1]?.fate !== 'delivered' &&
      !profiles.some((profile) => profile.identity === identity && toProfileState(profile) !== 'Not in CleverTap')
  )
  const [name] = [(event as { event?: Json } | null)?.event]
  return (
    <>
      {deliveries.map((delivery) => (
        <RetryCard key={delivery.subscription} delivery={delivery} />
      ))}
      {recorded.map((one, index) => (
        <Recorded key={index} recorded={one} result={result} name={name} />
      ))}
      {unsaved.map((delivery) => (
        <Unsaved key={delivery.subscription} delivery={delivery} result={result} />
      ))}
      {profiles.map((profile) => (
        <Profile key={profile.identity} profile={profile} isBelow={recorded.length > 0} {...props} />
      ))}
      {unsent.map((delivery) => (
        <section class="card" key={delivery.subscription} aria-label="What the mapping gave">
          <h3 class="heading">What the mapping gave. Nothing was sent.</h3>
          <Mapped mapped={delivery.mapped} />
        </section>
      ))}
    </>
  )
}

type HeadProps = { name: string; identity: string; tone: Tone; state: string; isAbsent?: boolean }

function ProfileHead({
  name,
  identity,
  tone,
  state,
  isAbsent,
  children
}: HeadProps & { children?: preact.ComponentChildren }) {
  const initials = name
    .match(/\b\p{L}/gu)
    ?.slice(0, 2)
    .join('')
    .toUpperCase()
  return (
    <header class="card-head">
      <span class={`avatar ${isAbsent ? 'absent' : ''}`} aria-hidden="true">
        {initials ?? <Icon name="user" />}
      </span>
      <div>
        <h3>{showText(name)}</h3>
        <p class="soft">
          Identity <code>{showText(identity)}</code>
        </p>
      </div>
      <Chip tone={tone}>{state}</Chip>
      <span class="grow" />
      {children}
    </header>
  )
}

const nameIn = (rows: Row[], identity: string) => {
  const named = rows.find(({ attribute, value, was }) => attribute === 'Name' && typeof (value ?? was) === 'string')
  return ((named?.value ?? named?.was) as string | undefined) ?? identity
}

function Profile({ profile, result, isBelow, mended, onKeep }: Props & { profile: ProfileChange; isBelow: boolean }) {
  const [onlyChanges, setOnlyChanges] = useState(false)
  const { identity, exists, attributes } = profile
  const rows = toProfileRows(profile, result)
  const state = toProfileState(profile)
  const last = result.deliveries.find((one) => one.identity === identity)?.tries ?? []
  const isAfterTries = last.length > 1 && last[last.length - 1].fate === 'delivered'
  const keep = () => {
    const now = attributes.flatMap(({ key, after }) => (after === undefined ? [] : [[key, after] as const]))
    onKeep({ [identity]: Object.fromEntries(now) })
  }
  if (isBelow && rows.every(({ kind }) => kind === 'kept')) {
    const what = rows.length === 0 ? 'without attributes: no identify event came before.' : 'keeps its attributes.'
    return (
      <section class="card card-head slim" aria-label={`Profile ${showText(identity)}`}>
        <Icon name="user" />
        <b>{showText(nameIn(rows, identity))}</b> <Chip tone="good">{state}</Chip> <span class="soft">{what}</span>
      </section>
    )
  }
  const changes = rows.filter(({ kind }) => kind !== 'kept')
  const hasChoice = state === 'Updated' && changes.length < rows.length
  const tone = { 'New profile': 'good', Updated: 'good', Unchanged: 'none', Deleted: 'bad', 'Not in CleverTap': 'none' }
  return (
    <article class="card" aria-label={`Profile ${showText(identity)}`}>
      <ProfileHead
        name={nameIn(rows, identity)}
        identity={identity}
        tone={isAfterTries ? 'care' : (tone[state] as Tone)}
        state={isAfterTries ? `After try ${last.length}` : state}
        isAbsent={!exists}
      >
        {hasChoice && (
          <span class="choice" role="group" aria-label="Which attributes">
            {[true, false].map((isChanges) => (
              <button type="button" aria-pressed={onlyChanges === isChanges} onClick={() => setOnlyChanges(isChanges)}>
                {isChanges ? 'Changes' : 'All'} <span class="count">{isChanges ? changes.length : rows.length}</span>
              </button>
            ))}
          </span>
        )}
        {exists && <Button icon="pin" label="Keep for next event" class="quiet" onClick={keep} />}
      </ProfileHead>
      {rows.length > 0 && (
        <AttributeTable
          rows={hasChoice && onlyChanges ? changes : rows}
          label={`Attributes of ${showText(identity)}`}
          of="Attribute"
          mended={mended}
        />
      )}
    </article>
  )
}

/** A record that CleverTap has not: refused, or an outage. */
function Unsaved({ delivery, result }: { delivery: Delivery; result: EventResult }) {
  const { identity, outcome } = delivery
  const refused = result.notices.flatMap(({ kind, attribute }) => (kind === 'refused' && attribute ? [attribute] : []))
  const rows = toSentRows(delivery, refused)
  const isLost = outcome.fate !== 'transient'
  return (
    <article class="card" aria-label={`Profile ${showText(identity)}`}>
      <ProfileHead
        name={nameIn(rows, identity)}
        identity={identity}
        tone={isLost ? 'bad' : 'care'}
        state={isLost ? 'Not saved' : 'Not saved yet'}
        isAbsent
      />
      <p class="card-note">
        {refused.length > 0 && 'One attribute that is not valid costs the whole profile. '}This is what was sent:
      </p>
      <AttributeTable rows={rows} label={`Attributes of ${showText(identity)}`} of="Attribute" heading="Sent" />
    </article>
  )
}

function Recorded({ recorded, result, name }: { recorded: RecordedEvent; result: EventResult; name?: Json }) {
  const rows = toEventRows(recorded, result)
  const isCharged = recorded.name === 'Charged'
  const when = toDateWords({ attribute: 'ts', value: `$D_${recorded.ts}` }) ?? 'when it arrived'
  const lists = rows.filter(({ value, kind }) => kind === 'sent' && toItems(value).length > 0)
  return (
    <article class="card" aria-label={`Event ${showText(recorded.name)}`}>
      <header class="card-head">
        <span class="avatar event" aria-hidden="true">
          <Icon name={isCharged ? 'cart' : 'clock'} />
        </span>
        <div>
          <h3>{showText(recorded.name)}</h3>
          <p class="soft">
            {when}
            {typeof name === 'string' && name !== recorded.name && (
              <>
                {' '}
                · from <Value value={name} />
              </>
            )}
          </p>
        </div>
        <Chip tone="good">Recorded</Chip>
        {isCharged && <Chip tone="none">counts as revenue</Chip>}
      </header>
      {rows.length > lists.length && (
        <AttributeTable
          rows={rows.filter((row) => !lists.includes(row))}
          label={`Properties of ${showText(recorded.name)}`}
          of="Property"
        />
      )}
      {lists.map(({ attribute, value, from }) => (
        <Items key={attribute} name={attribute} items={toItems(value)} from={from} />
      ))}
    </article>
  )
}
