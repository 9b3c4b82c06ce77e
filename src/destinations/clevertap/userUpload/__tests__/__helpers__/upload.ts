/** User Upload through the framework: events in, and what CleverTap is sent of them. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import {
  deliverBatch,
  deliverSingle,
  identify,
  interceptClevertap,
  subscriptionTo
} from '../../../__tests__/__helpers__/clevertap'

type Changes = { [key: string]: unknown }

export const quickSetup = subscriptionTo('userUpload')

/** The one record of the one request that a single event makes, and what the action returned. */
export async function recordOf(event: SegmentEvent, subscription = quickSetup) {
  const requests = interceptClevertap([{}])
  const result = (await deliverSingle(event, subscription)) as { status: string; warnings?: string[] }
  const { d } = requests[0].body as { d: JSONObject[] }
  expect(d).toHaveLength(1)
  return { record: d[0], result }
}

/** `profileData` of a person with these traits. @param changes of the mapping that Quick Setup makes */
export const profileOf = async (traits: JSONObject, changes: Changes = {}) =>
  (await recordOf(identify('u-1', traits), subscriptionTo('userUpload', changes))).record.profileData

export const warningsOf = async (traits: JSONObject, changes: Changes = {}) =>
  (await recordOf(identify('u-1', traits), subscriptionTo('userUpload', changes))).result.warnings

type Node = { status: number; errormessage?: string; body?: { warnings?: string[] } }

/** Delivers events in a batch between two good ones. Fails if those are not delivered. */
export async function deliverAmongGood(events: SegmentEvent[], subscription = quickSetup) {
  // An event that is larger than a request may be has one to itself.
  const requests = interceptClevertap([{}, {}, {}])
  const nodes = await deliverBatch([identify('first'), ...events, identify('last')], subscription)
  const d = requests.flatMap(({ body }) => (body as { d: { identity: string; profileData: JSONObject }[] }).d)
  expect(nodes[0]).toMatchObject({ status: 200, sent: { identity: 'first' } })
  expect(nodes[nodes.length - 1]).toMatchObject({ status: 200, sent: { identity: 'last' } })
  expect([d[0].identity, d[d.length - 1].identity]).toEqual(['first', 'last'])
  return { nodes: nodes.slice(1, -1) as Node[], records: d.slice(1, -1) }
}
