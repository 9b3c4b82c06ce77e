/** A profile as it is in CleverTap afterwards, and a record of which CleverTap has nothing. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Delivery, EventResult, JsonObject, ProfileChange } from '../protocol'
import { AttributeTable } from './attribute-table'
import { Button, Chip } from './elements'
import { Icon } from './icon'
import { toProfileRows, toSentRows } from './rows'
import type { Row } from './rows'
import { showText } from './show'
import { toProfileState } from './wording'
import type { ProfileState, Tone } from './wording'

type HeadProps = {
  name: string
  identity: string
  tone: Tone
  state: string
  isAbsent?: boolean
  children?: ComponentChildren
}

function Head({ name, identity, tone, state, isAbsent, children }: HeadProps) {
  const initials = name
    .match(/\b\p{L}/gu)
    ?.slice(0, 2)
    .join('')
    .toUpperCase()
  return (
    <header class="card-head row">
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

function nameIn(rows: Row[], identity: string): string {
  const { value, was } = rows.find(({ attribute }) => attribute === 'Name') ?? {}
  return [value, was].find((name): name is string => typeof name === 'string') ?? identity
}

const toneOf: Record<ProfileState, Tone> = {
  'New profile': 'good',
  Updated: 'good',
  Unchanged: 'none',
  Deleted: 'bad',
  'Not in CleverTap': 'none'
}

type Props = { profile: ProfileChange; result: EventResult }

/** Stands below an event that changed nothing in the profile of its person. */
export function ProfileLine({ profile, result }: Props) {
  const { identity } = profile
  const rows = toProfileRows(profile, result)
  const state = toProfileState(profile)
  return (
    <section class="card card-head row" aria-label={`Profile ${showText(identity)}`}>
      <b>{showText(nameIn(rows, identity))}</b> <Chip tone={toneOf[state]}>{state}</Chip>{' '}
      <span class="soft">
        {rows.length === 0 ? 'without attributes: no identify event came before.' : 'keeps its attributes.'}
      </span>
    </section>
  )
}

type CardProps = Props & {
  mended: Set<string>
  onKeep: (profiles: { [identity: string]: JsonObject }) => void
}

export function ProfileCard({ profile, result, mended, onKeep }: CardProps) {
  const [onlyChanges, setOnlyChanges] = useState(false)
  const { identity, exists, attributes } = profile
  const rows = toProfileRows(profile, result)
  const state = toProfileState(profile)
  const { tries = [], outcome } = result.deliveries.find((one) => one.identity === identity) ?? {}
  const isAfterTries = tries.length > 1 && outcome?.fate === 'delivered'
  const keep = () => {
    const now = attributes.flatMap(({ key, after }) => (after === undefined ? [] : [[key, after] as const]))
    onKeep({ [identity]: Object.fromEntries(now) })
  }
  const changes = rows.filter(({ kind }) => kind !== 'kept')
  const hasChoice = state === 'Updated' && changes.length < rows.length
  return (
    <article class="card" aria-label={`Profile ${showText(identity)}`}>
      <Head
        name={nameIn(rows, identity)}
        identity={identity}
        tone={isAfterTries ? 'care' : toneOf[state]}
        state={isAfterTries ? `After try ${tries.length}` : state}
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
      </Head>
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

/** A record that CleverTap does not have: it refused it, or there was an outage. */
export function UnsavedCard({ delivery, result }: { delivery: Delivery; result: EventResult }) {
  const { identity, sentAs, outcome, mapped } = delivery
  const refused = result.notices.flatMap(({ kind, attribute }) => (kind === 'refused' && attribute ? [attribute] : []))
  const rows = toSentRows(delivery, refused)
  const isLost = outcome.fate !== 'transient'
  const isEvent = sentAs === 'event'
  const eventName = mapped.find(({ key }) => key === 'eventName')?.value
  const saved = isEvent ? 'recorded' : 'saved'
  return (
    <article class="card" aria-label={`${isEvent ? 'Event of' : 'Profile'} ${showText(identity)}`}>
      <Head
        name={isEvent && typeof eventName === 'string' ? eventName : nameIn(rows, identity)}
        identity={identity}
        tone={isLost ? 'bad' : 'care'}
        state={isLost ? `Not ${saved}` : `Not ${saved} yet`}
        isAbsent
      />
      <p class="card-note">
        {refused.length > 0 &&
          `One attribute that is not valid makes CleverTap refuse the whole ${isEvent ? 'event' : 'profile'}. `}
        This is what was sent:
      </p>
      <AttributeTable
        rows={rows}
        label={`${isEvent ? 'Properties' : 'Attributes'} of ${showText(identity)}`}
        of={isEvent ? 'Property' : 'Attribute'}
        heading="Sent"
      />
    </article>
  )
}
