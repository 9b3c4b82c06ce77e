/** One User Upload payload to one record of CleverTap's upload, or the reason why the event is refused. Pure. */
import type { JSONObject } from '@segment/actions-core'
import type { Built } from '../batch'
import { parseIdentity } from '../identity'
import { parseEpochSeconds, parseIsoSeconds } from '../timestamp'
import type { TimestampFormat } from '../timestamp'
import type { ProfileRecord } from '../wire'
import { buildAttributes } from './attributes'
import type { AttributeOptions } from './attributes'
import type { Payload } from './generated-types'

const createdAtRule = 'an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds'

/**
 * @param payload as the mapping made it; is not changed. A field that a saved mapping lacks has a meaning of its own:
 * no conversion of timestamps, nested data as it came, invalid attributes dropped
 * @returns the record without the fields that only steer it, and warnings that name attributes and rules, never values
 */
export function buildProfileRecord(payload: Payload): Built<ProfileRecord> {
  const parsed = parseIdentity(payload.identity)
  if ('reason' in parsed) {
    return { fate: 'invalid', reason: parsed.reason }
  }
  const sendInvalid = payload.invalidAttributes === 'send'
  const options: AttributeOptions = {
    timestampFormat: payload.convertTimestamps ? (payload.timestampFormat as TimestampFormat) ?? 'unix' : undefined,
    nestedData: (payload.nestedData as AttributeOptions['nestedData']) ?? 'native',
    sendInvalid
  }
  const { profileData, invalid, warnings } = buildAttributes(
    (payload.profileData as JSONObject) ?? {},
    payload.standardAttributes ?? {},
    options
  )
  const ts = toTs(payload.ts, sendInvalid)
  if (ts === 'invalid') {
    invalid.push({ name: 'Created At', rule: createdAtRule })
  }
  if (invalid.length > 0 && payload.invalidAttributes === 'reject') {
    const reasons = invalid.map(({ name, rule }) => `${name} is not valid: it must be ${rule}.`)
    return {
      fate: 'invalid',
      reason: `${reasons.join(' ')} Correct it at the source, or set Invalid Attributes to drop.`
    }
  }
  const { identity } = parsed
  const record: ProfileRecord =
    ts === undefined || ts === 'invalid'
      ? { type: 'profile', source: 'Segment', identity, profileData }
      : { type: 'profile', source: 'Segment', identity, ts, profileData }
  const leftOut = invalid.map(({ name, rule }) => `${name} was left out: it must be ${rule}.`)
  return { fate: 'valid', record, warnings: leftOut.concat(warnings) }
}

/**
 * CleverTap takes only epoch seconds here: it refuses a record whose `ts` is 0 (recorded, code 525), and an ISO text in
 * all likelihood (inferred).
 */
function toTs(value: string | undefined, sendInvalid: boolean): number | string | 'invalid' | undefined {
  const text = value?.trim()
  if (!text) {
    return undefined
  }
  const epochSeconds = parseIsoSeconds(text) ?? parseEpochSeconds(text)
  if (epochSeconds !== undefined && (epochSeconds > 0 || sendInvalid)) {
    return epochSeconds
  }
  return sendInvalid ? text : 'invalid'
}
