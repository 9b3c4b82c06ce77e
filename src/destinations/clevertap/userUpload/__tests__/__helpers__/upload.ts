/** User Upload through the framework: events in, and what CleverTap is sent of them. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { deliverSingle, identify, interceptClevertap, subscriptionTo } from '../../../__tests__/__helpers__/clevertap'

export type Changes = { [key: string]: unknown }

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
