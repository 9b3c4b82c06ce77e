/** Event Upload through the framework: its subscription, and the record that one event makes. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { deliverSingle, interceptClevertap, subscriptionTo } from '../../../__tests__/__helpers__/clevertap'

/** As Customized Setup begins it, but of page and screen too, with parts of the mapping changed or (undefined) left out. */
export const eventSubscription = (changes: { [key: string]: unknown } = {}) => ({
  ...subscriptionTo('eventUpload', changes),
  subscribe: 'type = "track" or type = "page" or type = "screen"'
})

/** `timestamp` of the events, in epoch seconds. */
export const ts = 1614834367

type Made = { evtName: string; evtData: JSONObject; ts?: number }

/** What a single event makes: the parts of its record that differ, and its warnings. */
export async function makes(event: SegmentEvent, changes = {}): Promise<{ record: Made; warnings: string[] }> {
  const requests = interceptClevertap([{}])
  const result = (await deliverSingle(event, eventSubscription(changes))) as { warnings?: string[] }
  const { d } = requests[0].body as { d: JSONObject[] }
  expect(d).toHaveLength(1)
  const { type, source, identity, ...record } = d[0]
  expect({ type, source, identity }).toEqual({ type: 'event', source: 'Segment', identity: 'u-1' })
  return { record: record as Made, warnings: result.warnings ?? [] }
}
