/** The result: the event that CleverTap recorded, the profile, or why there is neither. */
import type { ComponentChildren } from 'preact'
import type { Delivery, EventResult, Json, JsonObject } from '../protocol'
import { EventCard } from './event-card'
import { Icon } from './icon'
import type { IconName } from './icon'
import { Mapped } from './mapped'
import { ProfileCard, ProfileLine, UnsavedCard } from './profile-card'
import { RetryCard } from './retry-card'
import { toProfileRows } from './rows'
import { Triggers } from './triggers'
import { toProfileState } from './wording'

type Props = {
  result: EventResult
  event: Json
  mended: Set<string>
  titleOf: (action: string) => string
  /** Makes these the profiles that CleverTap has before the next event. */
  onKeep: (profiles: { [identity: string]: JsonObject }) => void
}

export function Result({ result, event, mended, titleOf, onKeep }: Props) {
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
  const name = (event as { event?: Json } | null)?.event
  const unsaved = deliveries.filter((delivery) => isUnsaved(delivery, result))
  const unsent = deliveries.filter(({ outcome, mapped }) => outcome.fate === 'invalid' && mapped.length > 0)
  const events: Entry[] = [
    ...recorded.map((one) => ({
      icon: one.name === 'Charged' ? ('cart' as const) : ('clock' as const),
      card: <EventCard recorded={one} result={result} sentName={name} />
    })),
    ...unsaved
      .filter(({ sentAs }) => sentAs === 'event')
      .map((delivery) => ({ icon: 'clock' as const, card: <UnsavedCard delivery={delivery} result={result} /> }))
  ]
  const people: Entry[] = [
    ...unsaved
      .filter(({ sentAs }) => sentAs === 'profile')
      .map((delivery) => ({ card: <UnsavedCard delivery={delivery} result={result} /> })),
    ...profiles
      .filter(({ identity, exists, existed }) => exists || existed || !unsaved.some((one) => one.identity === identity))
      .map((profile) => ({
        card:
          events.length > 0 && toProfileRows(profile, result).every(({ kind }) => kind === 'kept') ? (
            <ProfileLine profile={profile} result={result} />
          ) : (
            <ProfileCard profile={profile} result={result} mended={mended} onKeep={onKeep} />
          )
      }))
  ]
  return (
    <>
      {deliveries.map((delivery) => (
        <RetryCard key={delivery.subscription} delivery={delivery} />
      ))}
      {events.length > 0 ? <Timeline entries={[...events, ...people]} /> : people.map(({ card }) => card)}
      {unsent.map((delivery) => (
        <section class="card" key={delivery.subscription} aria-label="What the mapping gave">
          <h3 class="heading">What the mapping gave. Nothing was sent.</h3>
          <Mapped mapped={delivery.mapped} />
        </section>
      ))}
    </>
  )
}

/** An entry without an icon is a person. */
type Entry = { icon?: IconName; card: ComponentChildren }

const Timeline = ({ entries }: { entries: Entry[] }) => (
  <ol class="timeline" aria-label="What CleverTap has of it">
    {entries.map(({ icon, card }, index) => (
      <li key={index}>
        <span class={`avatar ${icon ? '' : 'person'}`} aria-hidden="true">
          <Icon name={icon ?? 'user'} />
        </span>
        {card}
      </li>
    ))}
  </ol>
)

/** Whether a record was sent of which CleverTap has nothing. */
function isUnsaved({ identity, sentAs, outcome }: Delivery, { profiles, recorded }: EventResult): boolean {
  const isThere =
    sentAs === 'event'
      ? recorded.length > 0
      : profiles.some((profile) => profile.identity === identity && toProfileState(profile) !== 'Not in CleverTap')
  return (sentAs === 'profile' || sentAs === 'event') && outcome.fate !== 'delivered' && !isThere
}
