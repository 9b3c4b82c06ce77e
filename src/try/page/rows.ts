/** What one event did to a profile, or what it recorded: each attribute with where it comes from. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import type { Delivery, EventResult, Json, Origin, ProfileChange, RecordedEvent } from '../protocol'

export type Row = {
  attribute: string
  kind: 'leftOut' | 'refused' | 'changed' | 'removed' | 'new' | 'sent' | 'notStored' | 'repeated' | 'kept'
  /** In CleverTap now, or as it was sent. */
  value?: Json
  /** In CleverTap before, if it has changed. */
  was?: Json
  from: string[]
  /** In the event, if it differs. */
  original?: Json
}

const order: Row['kind'][] = [
  'leftOut',
  'refused',
  'notStored',
  'changed',
  'removed',
  'new',
  'sent',
  'repeated',
  'kept'
]

/** A profile as it is afterwards. In a new profile every attribute is new, so none is marked as new. */
export function toProfileRows({ identity, existed, attributes }: ProfileChange, { deliveries }: EventResult): Row[] {
  const origins = originsOf(
    deliveries.filter((delivery) => delivery.sentAs === 'profile' && delivery.identity === identity)
  )
  const sent = new Map(origins.flatMap((origin) => (isSent(origin) ? [[origin.attribute, origin] as const] : [])))
  const stored = new Set(attributes.map(({ key }) => key))
  return sortRows([
    ...origins.filter((origin) => !isSent(origin)).map(toUnsentRow),
    ...Array.from(sent.values()).flatMap((origin) =>
      stored.has(origin.attribute) ? [] : [toRow(origin, 'notStored', origin.sent)]
    ),
    ...attributes.map(({ key, before, after, change }): Row => {
      const origin = sent.get(key)
      if (change === 'removed') {
        return { attribute: key, kind: 'removed', was: before, from: origin?.from ?? [] }
      }
      const same = origin ? 'sent' : 'kept'
      const kind = change === 'same' ? same : change === 'changed' ? 'changed' : existed ? 'new' : 'sent'
      const was = change === 'changed' ? { was: before } : {}
      return { ...toRow(origin ?? { attribute: key, from: [] }, kind, after), ...was }
    })
  ])
}

/** What was sent and is not in CleverTap. `refused`: the attributes that CleverTap named. */
export function toSentRows({ attributes }: Delivery, refused: string[]): Row[] {
  return sortRows(
    attributes.map((origin) =>
      isSent(origin)
        ? toRow(origin, refused.includes(origin.attribute) ? 'refused' : 'sent', origin.sent)
        : toUnsentRow(origin)
    )
  )
}

/** One event that was recorded. */
export function toEventRows({ data }: RecordedEvent, { deliveries }: EventResult): Row[] {
  const origins = originsOf(deliveries.filter(({ sentAs }) => sentAs === 'event'))
  const sent = new Map(origins.flatMap((origin) => (isSent(origin) ? [[origin.attribute, origin] as const] : [])))
  return sortRows([
    ...origins.filter((origin) => !isSent(origin)).map(toUnsentRow),
    ...Object.entries(data).map(([key, value]) => toRow(sent.get(key) ?? { attribute: key, from: [] }, 'sent', value))
  ])
}

const originsOf = (deliveries: Delivery[]) => deliveries.flatMap(({ attributes }) => attributes)

const isSent = ({ sent }: Origin) => sent !== undefined

const toUnsentRow = (origin: Origin) => toRow(origin, origin.leftOut === undefined ? 'repeated' : 'leftOut')

const toRow = ({ attribute, from, original }: Origin, kind: Row['kind'], value?: Json): Row => ({
  attribute,
  kind,
  from,
  ...(value !== undefined && { value }),
  ...(original !== undefined && { original })
})

const sortRows = (rows: Row[]) => [...rows].sort((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind))

/** A list of objects is a table of its own. */
export const toItems = (value: Json | undefined): JsonItems =>
  Array.isArray(value) && value.every(isObject) ? (value as JsonItems) : []

export type JsonItems = { [key: string]: Json }[]

const isTimeName = /(?:at|on|date|time|since|until|seen|ends?)$/i

/** The time in a value of CleverTap, which has times in seconds; undefined if it is none. */
export function toDateWords({ attribute, value, original }: Pick<Row, 'attribute' | 'value' | 'original'>) {
  const [, text] = /^(?:\$D_)?(-?\d{1,11})$/.exec(String(typeof value === 'object' ? '' : value)) ?? []
  const isMarked = typeof value === 'string' && value.startsWith('$D_')
  const isTime =
    typeof value === 'number' && text?.length === 10 && (typeof original === 'string' || isTimeName.test(attribute))
  if (text === undefined || !(isMarked || isTime)) {
    return undefined
  }
  return toTimeWords(Number(text))
}

/** As `4 Mar 2024, 09:22:15 UTC`; midnight is shown as the day alone. */
export function toTimeWords(epochSeconds: number): string {
  const moment = new Date(epochSeconds * 1000)
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  const day = moment.toLocaleDateString('en-GB', options)
  const time = moment.toISOString().slice(11, 19)
  return time === '00:00:00' ? day : `${day}, ${time.replace(/:00$/, '')} UTC`
}
