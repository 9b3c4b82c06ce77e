/** Remedies, each a change of the case as a person would make it. Pure. */
import { defaultValues } from '@segment/actions-core'
import destination from '../../destinations/clevertap'
import { explainTrigger, findTriggerProblem } from '../../segment/triggers'
import type { Fix, Json, JsonObject, Patch, Subscription, Suggestion } from '../protocol'
import { actions } from './actions'
import { chooseCountry, listCountries } from './countries'
import { listNear, pathOf } from './near'
import type { NearJoined } from './near'

/** Where the event stands in the case, as a JSON pointer, and the country of the browser. */
export type Asking = { eventPath: string; region?: string }

/** A subscription of the case and its place in it. */
export type Mapped = { index: number; subscription: Subscription }

export const nameOf = ({ subscription: { name, partnerAction } }: Mapped) => name ?? actions[partnerAction].title

const labelOf = ({ subscription: { partnerAction } }: Mapped, key: string) =>
  actions[partnerAction].fields.find((field) => field.key === key)?.label ?? key

const toPointer = (keys: (string | number)[]) =>
  keys.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')

export const fieldPath = ({ index }: Mapped, ...keys: string[]) =>
  toPointer(['subscriptions', index, 'mapping', ...keys])

const set = (path: string, value: Json): Patch => [{ op: 'set', path, value }]

/** @returns undefined if the number is a mobile number in no country */
export function setCountry(value: Json, event: JsonObject, mapped: Mapped, { region }: Asking): Fix | undefined {
  const countries = listCountries(value)
  if (countries.length === 0) {
    return undefined
  }
  const path = fieldPath(mapped, 'phoneCountry')
  const label = labelOf(mapped, 'phoneCountry')
  const chosen = chooseCountry(countries, event, region)
  const effectOf = (code: string) => `${label} = ${code} in ${nameOf(mapped)}`
  const others = countries.filter((country) => country !== chosen)
  return {
    label: chosen ? `Set country to ${chosen.code}` : 'Set country…',
    effect: chosen ? effectOf(chosen.code) : `${label} in ${nameOf(mapped)}`,
    ...(chosen && { patch: set(path, chosen.code) }),
    alternatives: others.map(({ code, name, phone }) => ({
      label: `${code} · ${name}`,
      effect: phone,
      patch: set(path, code)
    })),
    entry: { label, path }
  }
}

export const setDrop = (mapped: Mapped): Fix => ({
  label: 'Set Invalid Attributes to Drop',
  effect: `${labelOf(mapped, 'invalidAttributes')} = Drop in ${nameOf(mapped)}`,
  patch: set(fieldPath(mapped, 'invalidAttributes'), 'drop')
})

export const takeFromEvent = (mapped: Mapped, keys: string[], label: string, path: string): Fix => ({
  label: 'Take it from the event',
  effect: `${label} = ${path} in ${nameOf(mapped)}`,
  patch: set(fieldPath(mapped, ...keys), { '@path': `$.${path}` })
})

/** The trigger made to ask for what the event has, or the event made to have what the trigger asks for. */
export function mendNear(mapped: Mapped, explained: NearJoined, { eventPath }: Asking): Fix[] {
  const { index, subscription } = mapped
  const changes = listNear(explained).map(({ text, near, actual }) => ({
    path: pathOf(text),
    value: near?.expected ?? '',
    actual: typeof actual === 'string' ? actual : ''
  }))
  const subscribe = changes.reduce(
    (text, { value, actual }) => text.split(JSON.stringify(value)).join(JSON.stringify(actual)),
    subscription.subscribe
  )
  const trigger: Fix = {
    label: 'Change the trigger',
    effect: `The trigger of ${nameOf(mapped)} = ${subscribe}`,
    patch: set(toPointer(['subscriptions', index, 'subscribe']), subscribe)
  }
  const event: Fix = {
    label: 'Change the event',
    effect: changes.map(({ path, value }) => `${path} = ${value}`).join(', '),
    patch: changes.flatMap(({ path, value }) => set(eventPath + toPointer(path.split('.')), value))
  }
  const isReadable = subscribe !== subscription.subscribe && findTriggerProblem(subscribe) === undefined
  return isReadable ? [trigger, event] : [event]
}

/** Outside of texts in quotation marks: what JavaScript and SQL write, as Segment writes it. */
const spellings: [RegExp, string][] = [
  [/===?/g, '='],
  [/\s*&&\s*/g, ' and '],
  [/\s*\|\|\s*/g, ' or ']
]

/** @returns the remedy of a trigger that another language wrote; undefined if that is not what is wrong with it */
export function mendSpelling(mapped: Mapped, event: JsonObject): Fix | undefined {
  const { index, subscription } = mapped
  const subscribe = subscription.subscribe
    .split(/("[^"]*"|'[^']*')/)
    .map((part, position) =>
      position % 2 === 1
        ? `"${part.slice(1, -1)}"`
        : spellings.reduce((text, [pattern, word]) => text.replace(pattern, word), part)
    )
    .join('')
  const isMended = findTriggerProblem(subscribe) === undefined && explainTrigger(subscribe, event).matches
  return isMended
    ? {
        label: 'Write it as Segment does',
        effect: `The trigger of ${nameOf(mapped)} = ${subscribe}`,
        patch: set(toPointer(['subscriptions', index, 'subscribe']), subscribe)
      }
    : undefined
}

export const removeIntegrations = ({ eventPath }: Asking): Fix => ({
  label: 'Remove integrations',
  effect: 'The event has no integrations',
  patch: [{ op: 'unset', path: `${eventPath}/integrations` }]
})

export const setType = (type: string, { eventPath }: Asking): Fix => ({
  label: `Set type to ${type}`,
  effect: `type = ${type}`,
  patch: set(`${eventPath}/type`, type)
})

/** Event Upload begins with track events; it can send pages and screens, too. */
const triggers: { [type: string]: string } = {
  page: 'type = "page" and userId != null',
  screen: 'type = "screen" and userId != null'
}

/**
 * @param event one that no mapping takes
 * @returns the action that would take it: one that is switched off, else one that has no mapping yet
 */
export function suggest(event: JsonObject, subscriptions: Subscription[]): Suggestion | undefined {
  const takes = (subscribe: string) => explainTrigger(subscribe, event).matches
  const index = subscriptions.findIndex(({ enabled, subscribe }) => enabled === false && takes(subscribe))
  if (index >= 0) {
    const name = nameOf({ index, subscription: subscriptions[index] })
    const patch = set(toPointer(['subscriptions', index, 'enabled']), true)
    const fix = { label: `Switch on ${name}`, effect: `${name} is switched on`, patch }
    return { action: subscriptions[index].partnerAction, why: `${name} takes it, but is switched off.`, fix }
  }
  const candidates = Object.entries(destination.actions).flatMap(([partnerAction, action]) => {
    const { title: name, fields, defaultSubscription = '' } = action
    const subscribe =
      partnerAction === 'eventUpload' ? triggers[typeOf(event)] ?? defaultSubscription : defaultSubscription
    const isMapped = subscriptions.some((one) => one.partnerAction === partnerAction && one.subscribe === subscribe)
    return !isMapped && takes(subscribe)
      ? [{ name, partnerAction, subscribe, mapping: defaultValues(fields) as JsonObject }]
      : []
  })
  // An action for a few events goes before the one that takes all events of a kind.
  const [subscription] = candidates.sort((left, right) => toRank(left) - toRank(right))
  return (
    subscription && {
      action: subscription.partnerAction,
      why: toReason(subscription, event),
      fix: toAdding(subscription)
    }
  )
}

const typeOf = ({ type }: JsonObject) => (typeof type === 'string' ? type : '')

const toRank = ({ partnerAction }: Subscription) => (partnerAction === 'eventUpload' ? 1 : 0)

const toAdding = (subscription: Subscription): Fix => ({
  label: `Add ${subscription.name}`,
  effect: `A mapping of ${subscription.name}`,
  patch: set('/subscriptions/-', subscription as unknown as Json)
})

function toReason({ name: title, partnerAction, mapping }: Subscription, event: JsonObject): string {
  const name = typeof event.event === 'string' ? event.event : ''
  const isOrder = ['ordercompleted', 'completedorder'].includes(name.replace(/[\s_]/g, '').toLowerCase())
  if (partnerAction === 'eventUpload' && isOrder && mapping.chargedOrders === true) {
    return 'Event Upload sends it as Charged, from which CleverTap counts revenue.'
  }
  return partnerAction === 'eventUpload'
    ? `The action ${title} sends ${typeOf(event)} events.`
    : `The action ${title} takes it, and has no mapping.`
}
