/** What is in CleverTap, each attribute with where it comes from: what was left out first. Pure. */
import type { Delivery, Explanation, Json, Origin, ProfileChange, RecordedEvent } from '../protocol'

export type Row = {
  attribute: string
  kind: 'leftOut' | 'sent' | 'notStored' | 'repeated' | 'kept' | 'removed'
  /** In CleverTap now. */
  value?: Json
  /** In CleverTap before, if it has changed. */
  was?: Json
  /** Why it was left out. */
  rule?: string
  from: string[]
  /** In the event, if it differs. */
  original?: Json
  /** Which of several events it comes from, counted from 1. */
  event?: number
}

const order: Row['kind'][] = ['leftOut', 'notStored', 'sent', 'removed', 'repeated', 'kept']

type Events = Pick<Explanation, 'events'>

type Found = { origin: Origin; event?: number }

/** One profile. What a later event says of an attribute counts. */
export function toRows(profile: ProfileChange, explanation: Events): Row[] {
  const found = findOrigins(
    explanation,
    ({ identity, sentAs }) => sentAs === 'profile' && identity === profile.identity
  )
  const sent = new Map(found.filter(({ origin }) => 'sent' in origin).map((one) => [one.origin.attribute, one]))
  const stored = new Set(profile.attributes.map(({ key }) => key))
  const rows = [
    ...found.flatMap(toUnsentRow),
    ...Array.from(sent.values()).flatMap((one) => (stored.has(one.origin.attribute) ? [] : [toRow(one, 'notStored')])),
    ...profile.attributes.map(({ key, before, after, change }): Row => {
      const one = sent.get(key)
      const about: Row = one ? toRow(one, 'sent') : { attribute: key, kind: 'kept', from: [] }
      return change === 'removed'
        ? { ...about, kind: 'removed', was: before }
        : { ...about, value: after, ...(change === 'changed' && { was: before }) }
    })
  ]
  return sortRows(rows)
}

/** One event that was recorded. */
export function toEventRows({ identity, data }: RecordedEvent, explanation: Events): Row[] {
  /** It could have been this record: the same person, and the same properties. */
  const isSource = (delivery: Delivery) =>
    delivery.sentAs === 'event' &&
    delivery.identity === identity &&
    delivery.attributes.every(
      ({ attribute, sent }) => sent === undefined || JSON.stringify(sent) === JSON.stringify(data[attribute])
    )
  const found = findOrigins(explanation, isSource)
  const sent = new Map(found.filter(({ origin }) => 'sent' in origin).map((one) => [one.origin.attribute, one]))
  const rows = Object.entries(data).map(([key, value]): Row => {
    const one = sent.get(key)
    return { ...(one ? toRow(one, 'sent') : { attribute: key, kind: 'sent', from: [] }), value }
  })
  return sortRows([...found.flatMap(toUnsentRow), ...rows])
}

function findOrigins({ events }: Events, isWanted: (delivery: Delivery) => boolean): Found[] {
  return events.flatMap(({ deliveries }, index) =>
    deliveries
      .filter(isWanted)
      .flatMap(({ attributes }) =>
        attributes.map((origin) => ({ origin, ...(events.length > 1 && { event: index + 1 }) }))
      )
  )
}

function toUnsentRow(found: Found): Row[] {
  const { sent, leftOut } = found.origin
  if (sent !== undefined) {
    return []
  }
  return [leftOut === undefined ? toRow(found, 'repeated') : { ...toRow(found, 'leftOut'), rule: leftOut }]
}

function toRow({ origin: { attribute, from, original }, event }: Found, kind: Row['kind']): Row {
  return { attribute, kind, from, ...(original !== undefined && { original }), ...(event !== undefined && { event }) }
}

const sortRows = (rows: Row[]) => [...rows].sort((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind))
