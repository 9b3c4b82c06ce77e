/** What became of an event, in the words of the page. Pure. */
import { faults, retryHours } from '../protocol'
import type { Delivery, EventResult, Explanation, Json, Notice, Part, ProfileChange } from '../protocol'
import type { IconName } from './icon'
import { count, showValue } from './show'

/** `good` is green, `care` amber, `bad` red, `none` grey; an icon and words always stand beside the colour. */
export type Tone = 'good' | 'care' | 'bad' | 'none'

export type Verdict = { tone: Tone; icon: IconName; headline: Part[]; sub: Part[] }

/** How the list sorts events. */
export const kinds = ['Delivered', 'Left out', 'Not sent', 'No mapping', 'Refused', 'Retried'] as const

export type Kind = typeof kinds[number]

export const toneOf: Record<Kind, Tone> = {
  Delivered: 'good',
  'Left out': 'care',
  'Not sent': 'bad',
  'No mapping': 'none',
  Refused: 'bad',
  Retried: 'care'
}

export const iconOf: Record<Tone, IconName> = { good: 'check', care: 'bang', bad: 'cross', none: 'minus' }

/** The attributes that the event has and that were not sent. */
export const leftOut = ({ deliveries }: EventResult) =>
  Array.from(
    new Set(
      deliveries.flatMap(({ attributes }) =>
        attributes.flatMap((one) => (one.leftOut === undefined ? [] : [one.attribute]))
      )
    )
  )

/** How often Segment had to deliver it. */
const triesOf = (result: EventResult) => worstOf(result)?.tries.length ?? 0

export function toKind(result: EventResult): Kind {
  switch (result.fate) {
    case 'delivered':
      return triesOf(result) > 1 ? 'Retried' : leftOut(result).length > 0 ? 'Left out' : 'Delivered'
    case 'notSubscribed':
      return 'No mapping'
    case 'invalid':
    case 'malformed':
      return 'Not sent'
    case 'rejected':
    case 'unauthorized':
      return 'Refused'
    case 'transient':
      return 'Retried'
  }
}

/** The delivery that the verdict is about: the worst. */
export const worstOf = ({ fate, deliveries }: EventResult): Delivery | undefined =>
  deliveries.find(({ outcome }) => outcome.fate === fate) ?? deliveries[0]

export function toVerdict(result: EventResult): Verdict {
  const kind = toKind(result)
  const tone = toneOf[kind]
  const about = { tone, icon: kind === 'Retried' ? ('clock' as const) : iconOf[tone] }
  const delivery = worstOf(result)
  const first = (...wanted: Notice['kind'][]) => result.notices.find((one) => wanted.includes(one.kind))
  switch (kind) {
    case 'No mapping': {
      const sub = ['No error: Segment counts it as “Filtered at destination”.']
      return { ...about, headline: ['Not sent: no mapping takes this event'], sub }
    }
    case 'Not sent': {
      const said = first('invalid', 'unusable')
      const sub = said ? [] : [result.reason]
      return result.fate === 'malformed'
        ? { ...about, headline: ['Not sent: this is no event'], sub }
        : { ...about, headline: ['Not sent: ', ...toShortReason(said)], sub }
    }
    case 'Refused': {
      const said = first('refused')
      const again = 'Nothing was saved, and Segment does not try again.'
      return result.fate === 'unauthorized'
        ? { ...about, headline: ['Refused by CleverTap: wrong credentials'], sub: [`Code 401. ${again}`] }
        : {
            ...about,
            headline: said?.attribute
              ? ['Refused by CleverTap: ', { name: said.attribute }, ' is not valid']
              : ['Refused by CleverTap'],
            sub: [said?.code === undefined ? again : `Code ${said.code}. ${again}`]
          }
    }
    case 'Retried':
      if (result.fate === 'delivered') {
        const tries: Part[] = [`Delivered at try ${triesOf(result)}`, ...toLossWords(result)]
        return { ...about, headline: tries, sub: toChangeWords(result) }
      }
      return { ...about, headline: ['Not delivered yet: Segment tries again'], sub: toRetryWords(result, delivery) }
    case 'Delivered':
    case 'Left out':
      return { ...about, headline: toDeliveredWords(result, delivery), sub: toChangeWords(result) }
  }
}

/** `Identity is a placeholder`: the notice below tells the value, too. */
function toShortReason(notice?: Notice): Part[] {
  const parts = (notice?.kind === 'invalid' ? notice.parts : []).filter(
    (part) => part !== ' ' && (typeof part === 'string' || 'name' in part)
  )
  return parts.length === 0
    ? [notice?.kind === 'unusable' ? 'the mapping cannot be used' : 'this event is not valid']
    : parts.map((part) => (typeof part === 'string' ? part.replace(/\.$/, '') : part))
}

function toDeliveredWords(result: EventResult, delivery?: Delivery): Part[] {
  const [recorded] = result.recorded
  const isDeletion = delivery?.sentAs === 'deletion'
  const deleted: Part[] = result.profiles.some(({ existed, exists }) => existed && !exists)
    ? ['Profile ', { name: delivery?.identity ?? '' }, ' is deleted']
    : ['CleverTap had no profile ', { name: delivery?.identity ?? '' }]
  const first: Part[] = isDeletion
    ? deleted
    : recorded?.name === 'Charged'
    ? ['Delivered as ', { name: 'Charged' }]
    : ['Delivered']
  return [...first, ...toLossWords(result)]
}

function toLossWords(result: EventResult): Part[] {
  const [name, ...others] = leftOut(result)
  if (name === undefined) {
    return []
  }
  return others.length === 0
    ? [', but ', { name }, ' was left out']
    : [`, but ${others.length + 1} attributes were left out`]
}

/** What CleverTap has now and did not have before. */
export function toChangeWords({ profiles, recorded, deliveries }: EventResult): Part[] {
  const [event] = recorded
  if (event) {
    const { Amount: amount, Currency: currency } = event.data
    const worth = [amount, currency].flatMap((value) => (value === undefined ? [] : [showValue(value)])).join(' ')
    const purchase = amount === undefined ? 'a purchase' : `a purchase of ${worth}`
    const what: Part[] = event.name === 'Charged' ? [purchase] : [{ name: event.name }]
    return ['CleverTap recorded ', ...what, ' by ', { name: event.identity }, '.']
  }
  const [profile] = profiles
  if (deliveries.some(({ sentAs }) => sentAs === 'deletion')) {
    return [profile?.existed ? 'New data for this person would create it again.' : 'A deletion still succeeds.']
  }
  if (!profile) {
    return []
  }
  const { identity, existed, attributes } = profile
  const changed = attributes.filter(({ change }) => change === 'changed' || change === 'removed').length
  const added = attributes.filter(({ change }) => change === 'new').length
  const same = attributes.length - changed - added
  if (!existed) {
    return ['New profile ', { name: identity }, ` with ${count(attributes.length, 'attribute')}.`]
  }
  if (changed + added === 0) {
    return ['Profile ', { name: identity }, ' is unchanged: it had these values already.']
  }
  const parts = [
    changed > 0 && `${count(changed, 'attribute')} changed`,
    added > 0 && `${added} ${added === 1 ? 'is' : 'are'} new`,
    same > 0 && `${same} ${same === 1 ? 'stays as it was' : 'stay as they were'}`
  ]
  return ['Profile ', { name: identity }, ` was updated: ${parts.filter(Boolean).join(', ')}.`]
}

/** Of an outage: what CleverTap answered, and what Segment does now. */
function toRetryWords({ profiles }: EventResult, delivery?: Delivery): Part[] {
  const status = delivery?.tries[0]?.status
  const known = faults.find(({ fault }) => fault === String(status))
  const said = known ? `CleverTap answered ${known.title}.` : toStatusWords(status)
  const isSaved = profiles.some(({ exists }) => exists)
  return [isSaved ? `${said} It may have saved it.` : said, ` Segment keeps trying for up to ${retryHours} hours.`]
}

const toStatusWords = (status?: number) =>
  status === undefined ? 'No answer came.' : `The answer has status ${status}, and is none of CleverTap’s.`

/** One line of the list: what came of it, in a few words. */
export function toWhy(result: EventResult, event: Json): string {
  const notice = result.notices.find(({ kind }) => kind !== 'noMapping' && kind !== 'nearMiss')
  if (notice && result.fate !== 'transient') {
    return notice.text
  }
  if (result.fate === 'notSubscribed') {
    const type = (event as { type?: Json } | null)?.type
    return typeof type === 'string' ? `No mapping takes ${type} events` : 'It has no type'
  }
  return result.fate === 'delivered' ? toShortWords(result) : toPlainText(toVerdict(result).sub)
}

function toShortWords({ profiles: [profile], recorded: [event] }: EventResult): string {
  if (event) {
    return `Recorded as ${event.name}`
  }
  if (!profile?.exists) {
    return profile?.existed ? 'Profile deleted' : 'No such profile'
  }
  const touched = profile.attributes.filter(({ change }) => change !== 'same').length
  const what = count(touched, 'attribute')
  return !profile.existed ? `New profile, ${what}` : touched === 0 ? 'Unchanged' : `Profile updated, ${what}`
}

export const toPlainText = (parts: Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'name' in part ? part.name : part.literal)).join('')

export type ProfileState = 'New profile' | 'Updated' | 'Unchanged' | 'Deleted' | 'Not in CleverTap'

export function toProfileState({ existed, exists, attributes }: ProfileChange): ProfileState {
  if (existed && exists) {
    return attributes.every(({ change }) => change === 'same') ? 'Unchanged' : 'Updated'
  }
  return exists ? 'New profile' : existed ? 'Deleted' : 'Not in CleverTap'
}

/** `15 of 25 events delivered`, with the tone of the worst of them. */
export function toSummary({ events }: Pick<Explanation, 'events'>): Verdict {
  const delivered = events.filter(({ fate }) => fate === 'delivered').length
  const worst = events.some((event) => toneOf[toKind(event)] !== 'good')
  const tone: Tone = delivered === 0 ? 'bad' : worst ? 'care' : 'good'
  const headline = [
    { name: `${delivered} of ${events.length}` },
    ` ${events.length === 1 ? 'event' : 'events'} delivered`
  ]
  return { tone, icon: iconOf[tone], headline, sub: [] }
}
