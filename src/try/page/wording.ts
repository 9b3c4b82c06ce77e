/** What became of an event, in the words of the page. Pure. */
import type { Condition, Delivery, EventResult, Explanation, Json, ProfileChange } from '../protocol'

/** `good` is green, `care` amber, `bad` red, `none` grey; each has a mark too, since colour alone says nothing to many. */
export type Tone = 'good' | 'care' | 'bad' | 'none'

export type Verdict = { headline: string; tone: Tone; reason: string; warnings: string[]; parts: string[] }

export const marks: Record<Tone, string> = { good: '✓', care: '!', bad: '✗', none: '–' }

const tones: Tone[] = ['none', 'good', 'care', 'bad']

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

/** @param explanation what the engine said of the event, or of several */
export function toVerdict({ events, profiles }: Explanation): Verdict {
  if (events.length === 1) {
    return toEventVerdict(events[0], profiles)
  }
  const verdicts = events.map((event) => toEventVerdict(event, profiles))
  const counts = new Map<string, number>()
  events.forEach(({ fate }) => counts.set(fate, (counts.get(fate) ?? 0) + 1))
  const parts = Array.from(counts, ([fate, count]) => `${count.toLocaleString('en-US')} ${fateWords[fate as Fate]}`)
  const warnings = events.reduce((total, event) => total + event.warnings.length, 0)
  const said = warnings > 0 ? [...parts, plural(warnings, 'warning')] : parts
  return {
    headline: `${plural(events.length, 'event')}: ${said.join(', ')}`,
    tone: worstTone(verdicts.map(({ tone }) => tone)),
    reason: '',
    warnings: [],
    parts: []
  }
}

type Fate = EventResult['fate']

export const fateWords: Record<Fate, string> = {
  delivered: 'delivered',
  transient: 'not delivered yet',
  invalid: 'not sent',
  rejected: 'refused',
  unauthorized: 'refused: credentials',
  notSubscribed: 'not subscribed',
  malformed: 'no event'
}

/** @param profiles what the whole case changed */
export function toEventVerdict(result: EventResult, profiles: ProfileChange[]): Verdict {
  const { fate, reason, warnings, deliveries } = result
  if (fate === 'notSubscribed') {
    const why = 'Nothing is sent. Below is what each trigger asks for.'
    return { headline: 'Not subscribed: no mapping takes this event', tone: 'none', reason: why, warnings, parts: [] }
  }
  if (fate === 'malformed') {
    return { headline: 'Not sent: this is no event', tone: 'bad', reason, warnings, parts: [] }
  }
  const each = deliveries.map((delivery) => ({ delivery, ...toDeliveryVerdict(delivery, profiles) }))
  const worst = each.find(({ delivery }) => delivery.outcome.fate === fate) ?? each[0]
  const said = isAppliedAnyway(worst.delivery, profiles)
    ? `${reason} The emulator applied it, which Segment cannot know.`
    : reason
  if (each.length === 1) {
    return { headline: worst.headline, tone: worst.tone, reason: said, warnings, parts: [] }
  }
  const times = plural(deliveries.length, 'time')
  return {
    headline: `Sent ${times}: ${deliveries.length} mappings take this event`,
    tone: worstTone(each.map(({ tone }) => tone)),
    reason: said,
    warnings,
    parts: each.map(({ delivery, headline }) => `${delivery.name}: ${headline}`)
  }
}

const worstTone = (found: Tone[]): Tone =>
  found.reduce((left, right) => (tones.indexOf(right) > tones.indexOf(left) ? right : left), 'none')

function toDeliveryVerdict({ outcome, identity, sentAs }: Delivery, profiles: ProfileChange[]) {
  const { fate, warnings } = outcome
  switch (fate) {
    case 'delivered': {
      const noted = warnings.length > 0 ? `, with ${plural(warnings.length, 'warning')}` : ''
      const tone: Tone = warnings.length > 0 ? 'care' : 'good'
      return {
        headline: sentAs === 'deletion' ? `${toDeletion(identity, profiles)}${noted}` : `Delivered${noted}`,
        tone
      }
    }
    case 'invalid':
      return { headline: 'Not sent: this event is not valid', tone: 'bad' as const }
    case 'rejected':
      return { headline: 'Refused by CleverTap', tone: 'bad' as const }
    case 'unauthorized':
      return { headline: 'Refused: the credentials are wrong', tone: 'bad' as const }
    case 'transient':
      return { headline: 'Not delivered yet: Segment will try again', tone: 'care' as const }
  }
}

function toDeletion(identity: string, profiles: ProfileChange[]): string {
  const isGone = profiles.some((profile) => profile.identity === identity && profile.existed && !profile.exists)
  return isGone ? `Deleted: profile ${identity} is gone` : `Nothing to delete: CleverTap has no profile ${identity}`
}

/** The one case in which the profile is there although nobody was told. */
function isAppliedAnyway({ outcome, identity, sentAs }: Delivery, profiles: ProfileChange[]): boolean {
  const profile = profiles.find((one) => one.identity === identity)
  const isChanged =
    profile !== undefined && toProfileState(profile) !== 'unchanged' && toProfileState(profile) !== 'absent'
  return outcome.fate === 'transient' && sentAs !== undefined && isChanged
}

export type ProfileState = 'created' | 'updated' | 'deleted' | 'unchanged' | 'absent'

export function toProfileState({ existed, exists, attributes }: ProfileChange): ProfileState {
  if (existed && exists) {
    return attributes.every(({ change }) => change === 'same') ? 'unchanged' : 'updated'
  }
  return exists ? 'created' : existed ? 'deleted' : 'absent'
}

/** ✓ `type = "track"` · ✗ `event = "Delete User"` does not hold: it is "Product Viewed". */
export function toConditionWords({ holds, actual, group }: Condition): string {
  if (holds) {
    return 'holds'
  }
  if (group) {
    return 'does not hold'
  }
  return actual === undefined ? 'does not hold: it is absent' : `does not hold: it is ${showJson(actual)}`
}

const maxShownCharacters = 200

/** Text that reads as another kind of value, or as none. */
const ambiguous = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{["].*|\s.*|.*\s|)$/s

/** A value in one line: text as it is, unless it could be taken for something else. */
export const showValue = (value: Json): string =>
  typeof value === 'string' && !ambiguous.test(value) ? shorten(escapeControls(value)) : showJson(value)

export const showJson = (value: Json) => shorten(escapeControls(JSON.stringify(value)))

/** Also what turns the direction of writing, which could make a value read as another. */
const escapeControls = (text: string) =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )

const shorten = (text: string) =>
  text.length > maxShownCharacters
    ? `${text.slice(0, maxShownCharacters)}… (${text.length.toLocaleString('en-US')} characters)`
    : text
