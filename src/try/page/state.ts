/** Everything that somebody can change on the page, and how each change changes it. Pure. */
import type { Action, Answer, Case, Json, JsonObject, Start, Subscription } from '../protocol'
import { parseEvents, parseJson } from './event-text'

export type State = {
  start: Start
  /** Index of the example in the editor; undefined if it came from elsewhere. */
  example?: number
  eventText: string
  /** The profiles before, as JSON text; blank: none. */
  beforeText: string
  /** Grows when the texts are replaced rather than typed, so that the editor takes the new one. */
  generation: number
  subscriptions: Subscription[]
  answer?: Answer
  /** Which of several events is looked at. */
  selected: number
}

export type Change =
  | { kind: 'example'; index: number }
  | { kind: 'eventText'; text: string }
  | { kind: 'beforeText'; text: string }
  | { kind: 'before'; profiles: { [identity: string]: JsonObject } }
  | { kind: 'subscriptions'; subscriptions: Subscription[] }
  | { kind: 'answer'; answer?: Answer }
  | { kind: 'select'; index: number }
  | { kind: 'opened'; opened: Opened }

/** What was in a file. */
export type Opened = { case: Case } | { subscriptions: Subscription[] } | { eventText: string } | { problem: string }

/** What the page asks the engine, or why it cannot. */
export type Question = { case: Case; note?: string } | { problem: string }

const pretty = (value: Json) => JSON.stringify(value, null, 2)

export function toState(start: Start, saved?: Case): State {
  const example = start.first
  const state = { start, generation: 0, selected: 0 }
  return saved
    ? { ...state, ...toTexts(saved) }
    : {
        ...state,
        example,
        eventText: pretty(start.examples[example] ?? {}),
        beforeText: '',
        subscriptions: start.subscriptions
      }
}

const toTexts = ({ event, before, subscriptions, answer }: Case) => ({
  eventText: pretty(event),
  beforeText: before && Object.keys(before).length > 0 ? pretty(before) : '',
  subscriptions,
  answer
})

export function change(state: State, by: Change): State {
  switch (by.kind) {
    case 'example': {
      const eventText = pretty(state.start.examples[by.index])
      return { ...state, example: by.index, eventText, selected: 0, generation: state.generation + 1 }
    }
    case 'eventText':
      return { ...state, eventText: by.text, example: undefined }
    case 'beforeText':
      return { ...state, beforeText: by.text }
    case 'before': {
      const beforeText = Object.keys(by.profiles).length > 0 ? pretty(by.profiles) : ''
      return { ...state, beforeText }
    }
    case 'subscriptions':
      return { ...state, subscriptions: by.subscriptions }
    case 'answer':
      return { ...state, answer: by.answer }
    case 'select':
      return { ...state, selected: by.index }
    case 'opened':
      return open(state, by.opened)
  }
}

function open(state: State, opened: Opened): State {
  const generation = state.generation + 1
  if ('case' in opened) {
    return { ...state, ...toTexts(opened.case), example: undefined, selected: 0, generation }
  }
  if ('subscriptions' in opened) {
    return { ...state, subscriptions: opened.subscriptions }
  }
  return 'eventText' in opened
    ? { ...state, eventText: opened.eventText, example: undefined, selected: 0, generation }
    : state
}

export function toQuestion({ eventText, beforeText, subscriptions, answer }: State): Question {
  const parsed = parseEvents(eventText)
  if ('problem' in parsed) {
    return { problem: `The event is not JSON yet: ${parsed.problem.message}` }
  }
  const before: { value: Json } | { problem: { message: string } } =
    beforeText.trim() === '' ? { value: {} } : parseJson(beforeText)
  if ('problem' in before) {
    return { problem: `The profile before is not JSON yet: ${before.problem.message}` }
  }
  if (!isObject(before.value) || !Object.values(before.value).every(isObject)) {
    return { problem: 'The profile before must be an object from an identity to an object of attributes.' }
  }
  const { event, note } = parsed
  const profiles = Object.keys(before.value).length > 0 ? { before: before.value as Case['before'] } : {}
  return { case: { event, subscriptions, ...profiles, ...(answer !== undefined && { answer }) }, ...(note && { note }) }
}

/**
 * @param content of a file: a saved case, mappings as `deliver --subscriptions` reads them, or events
 * @param actions those that there are, by key
 */
export function readFile(content: string, actions: { [key: string]: Action }): Opened {
  const text = content.replace(/^\ufeff/, '')
  const parsed = parseJson(text)
  const value = 'value' in parsed ? parsed.value : undefined
  const list = toList(value).map(toFrameworkForm)
  if (list.length > 0 && list.every(isSubscription)) {
    const unknown = list.find(({ partnerAction }) => !Object.keys(actions).includes(partnerAction))
    if (unknown) {
      const known = Object.keys(actions).join(' or ')
      return {
        problem: `There is no action ${JSON.stringify(
          unknown.partnerAction.slice(0, 40)
        )}; partnerAction must be ${known}.`
      }
    }
    return isObject(value) && value.event !== undefined
      ? { case: { ...(value as unknown as Case), subscriptions: list } }
      : { subscriptions: list }
  }
  const events = parseEvents(text)
  return 'event' in events
    ? { eventText: value === undefined ? text : pretty(value) }
    : { problem: 'The file is neither a saved case, nor mappings, nor events.' }
}

/** A list, bare or where Segment's Public API and a saved case have it. */
function toList(value: Json | undefined): Json[] {
  const { subscriptions, data } = isObject(value) ? value : ({} as JsonObject)
  const found = [value, subscriptions, isObject(data) ? data.subscriptions : undefined].find(Array.isArray)
  return (found as Json[] | undefined) ?? []
}

/** Segment's Public API has other names for the same. */
function toFrameworkForm(item: Json): Json {
  if (!isObject(item) || item.actionSlug === undefined) {
    return item
  }
  const { actionSlug: partnerAction, trigger: subscribe, settings: mapping, name, enabled } = item
  return {
    partnerAction,
    subscribe,
    mapping,
    ...(name !== undefined && { name }),
    ...(enabled === false && { enabled })
  }
}

const isSubscription = (value: unknown): value is Subscription =>
  isObject(value) &&
  typeof value.partnerAction === 'string' &&
  typeof value.subscribe === 'string' &&
  isObject(value.mapping)

/** A mapping as a customer finds it when they add the action. */
export function newSubscription(key: string, { title, trigger, fields }: Action): Subscription {
  const mapping = Object.fromEntries(
    fields.flatMap((field) => (field.default === undefined ? [] : [[field.key, field.default]]))
  )
  return { name: title, partnerAction: key, subscribe: trigger, mapping }
}

/** As `deliver --subscriptions` reads them. */
export const toMappingsFile = (subscriptions: Subscription[]) => `${pretty(subscriptions)}\n`

/** As *Open* and `POST /api/run` read it. */
export const toCaseFile = (question: Case) => `${pretty(question as unknown as Json)}\n`

/** An example as the list of examples names it. */
export function toExampleName({ type, event, name, userId }: JsonObject, index: number): string {
  const what = [type, event ?? name].filter((part) => typeof part === 'string' && part !== '').join(' ')
  const whose = typeof userId === 'string' && userId !== '' ? ` of ${userId}` : ''
  return `${index + 1}. ${what === '' ? 'event' : what}${whose}`.slice(0, 80)
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
