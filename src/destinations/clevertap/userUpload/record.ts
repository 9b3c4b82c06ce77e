/** One User Upload payload to one record of CleverTap's upload, or the reason why the event is refused. Pure. */
import type { JSONObject } from '@segment/actions-core'
import { invalid, recordBuilder } from '../delivery/build'
import type { ProfileRecord } from '../delivery/wire'
import type { NestedData } from '../values/nesting'
import { parseSeconds } from '../values/timestamp'
import type { TimestampFormat } from '../values/timestamp'
import { isBlank } from '../values/json'
import { doubtful } from '../values/warning'
import type { Warnings } from '../values/warning'
import { buildAttributes, invalidWarning } from './attributes'
import type { InvalidAttribute } from './full-name'
import type { Payload } from './generated-types'
import { parseCountry } from './phone'

const createdAt: InvalidAttribute = {
  name: 'Created At',
  rule: 'an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds',
  isOtherSent: false
}

/**
 * Builds the record without the fields that only steer it. A field that a saved mapping lacks has a meaning of its own: no
 * conversion of timestamps, nested data as it came, invalid attributes dropped, traits not read as standard attributes.
 */
export const buildProfileRecord = recordBuilder<Payload, ProfileRecord>((payload, { identity, warnings, nowMs }) => {
  const { invalidAttributes } = payload
  const sendsInvalid = invalidAttributes === 'send'
  const { ts, isInvalid } = toTs(payload.ts, sendsInvalid)
  if (isInvalid) {
    warnings.push(invalidWarning(createdAt))
  }
  const { profileData, invalid: invalidOnes } = buildAttributes(
    (payload.profileData as JSONObject) ?? {},
    payload.standardAttributes as JSONObject | undefined,
    identity,
    {
      timestampFormat: payload.convertTimestamps ? (payload.timestampFormat as TimestampFormat) ?? 'unix' : undefined,
      nestedData: (payload.nestedData as NestedData) ?? 'native',
      recognizesNames: payload.recognizeStandardAttributes === true,
      deletesNull: payload.nullAttributes === 'delete',
      sendsInvalid,
      phoneCountry: toCountry(payload.phoneCountry, warnings),
      nowSeconds: nowMs / 1000
    },
    warnings
  )
  if (invalidAttributes === 'reject' && (isInvalid || invalidOnes.length > 0)) {
    const reasons = invalidOnes
      .concat(isInvalid ? createdAt : [])
      .map(({ name, rule }) => `${name} is not valid: it must be ${rule}.`)
    return invalid(`${reasons.join(' ')} Correct it at the source, or set Invalid Attributes to drop.`)
  }
  return { record: { type: 'profile', source: 'Segment', identity, ...(ts !== undefined && { ts }), profileData } }
})

function toCountry(value: string | undefined, warnings: Warnings): string | undefined {
  const country = parseCountry(value ?? '')
  if (country === undefined && !isBlank(value)) {
    const text = 'Country of Phone Numbers was ignored: it must be a two-letter country code, such as IN or GB.'
    warnings.push(doubtful('Country of Phone Numbers', text))
  }
  return country
}

/**
 * CleverTap takes only epoch seconds here: it refuses a record whose `ts` is 0 (recorded, code 525), and an ISO text in
 * all likelihood (inferred).
 */
function toTs(value: string | undefined, sendsInvalid: boolean): { ts?: number | string; isInvalid: boolean } {
  const text = value?.trim()
  if (!text) {
    return { isInvalid: false }
  }
  const epochSeconds = parseSeconds(text)
  if (sendsInvalid) {
    return { ts: epochSeconds ?? text, isInvalid: false }
  }
  return epochSeconds !== undefined && epochSeconds > 0 ? { ts: epochSeconds, isInvalid: false } : { isInvalid: true }
}
