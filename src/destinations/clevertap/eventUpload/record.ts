/** One Event Upload payload to one record of CleverTap's upload, or the reason why the event is refused. Pure. */
import type { JSONObject } from '@segment/actions-core'
import { invalid, recordBuilder } from '../delivery/build'
import { addEntries } from '../values/nesting'
import type { NestedData } from '../values/nesting'
import { parseSeconds } from '../values/timestamp'
import type { TimestampFormat } from '../values/timestamp'
import type { EventRecord } from '../delivery/wire'
import { doubtful, leftOut } from '../values/warning'
import type { Warnings } from '../values/warning'
import { buildChargedData } from './charged'
import type { ChargedOptions } from './charged'
import { chargedName, parseEventName } from './event-name'
import type { Payload } from './generated-types'
import { propertyMeaning, toEntries } from './properties'

/** What an account takes unless CleverTap has set another limit for it. Source: developer.clevertap.com "Upload Events" (documented). */
const maxProperties = 100

/** Source: developer.clevertap.com "Event APIs" (documented). */
const maxSecondsAhead = 120

/**
 * Builds the record without the fields that only steer it. A field that a saved mapping lacks has a meaning of its own: no
 * conversion of timestamps, no orders as Charged, nested data as it came.
 */
export const buildEventRecord = recordBuilder<Payload, EventRecord>((payload, { identity, warnings, nowMs }) => {
  const name = parseEventName(payload.eventName, payload.chargedOrders === true, warnings)
  if ('reason' in name) {
    return invalid(name.reason)
  }
  const ts = toTs(payload.ts, nowMs, warnings)
  const { evtName } = name
  const evtData = buildEventData(payload, evtName, warnings)
  const count = Object.keys(evtData).length
  if (count > maxProperties) {
    const why = `it has ${count} properties, and an account takes ${maxProperties} unless CleverTap has raised the limit.`
    warnings.push(doubtful('Event Properties', `CleverTap may refuse the event: ${why}`))
  }
  return { record: { type: 'event', source: 'Segment', identity, ...(ts !== undefined && { ts }), evtName, evtData } }
})

function buildEventData(payload: Payload, evtName: string, warnings: Warnings): JSONObject {
  const options: ChargedOptions = {
    recognizesOrders: payload.chargedOrders === true,
    timestampFormat: payload.convertTimestamps ? (payload.timestampFormat as TimestampFormat) ?? 'date' : undefined,
    nestedData: (payload.nestedData as NestedData) ?? 'native'
  }
  const properties = toEntries((payload.eventData as JSONObject) ?? {}, warnings)
  const { evtData, others } =
    evtName === chargedName
      ? buildChargedData(properties, (payload.chargedData as JSONObject) ?? {}, options, warnings)
      : { evtData: {}, others: properties }
  addEntries(evtData, others, propertyMeaning, options, warnings)
  return evtData
}

/** CleverTap takes epoch seconds only (documented). Without any, it dates the event when it arrives (documented). */
function toTs(value: string | undefined, nowMs: number, warnings: Warnings): number | undefined {
  const text = value?.trim()
  if (!text) {
    return undefined
  }
  const epochSeconds = parseSeconds(text)
  if (epochSeconds === undefined || epochSeconds <= 0) {
    warnings.push(
      leftOut(
        'Event Time',
        'Event Time was left out: it must be an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds. CleverTap dates the event when it arrives.'
      )
    )
    return undefined
  }
  if (epochSeconds > nowMs / 1000 + maxSecondsAhead) {
    const text = 'Event Time is more than two minutes ahead: live campaigns of CleverTap ignore the event.'
    warnings.push(doubtful('Event Time', text))
  }
  return epochSeconds
}
