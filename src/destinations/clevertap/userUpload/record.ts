/** One User Upload payload to one record of CleverTap's upload, or the reason why the event is refused. Pure. */
import type { JSONObject } from '@segment/actions-core'
import type { Built } from '../delivery/batch'
import { parseIdentity } from '../values/identity'
import type { NestedData } from '../values/nesting'
import { parseSeconds } from '../values/timestamp'
import type { TimestampFormat } from '../values/timestamp'
import type { ProfileRecord } from '../delivery/wire'
import { doubtful, leftOut, Warnings } from '../values/warning'
import type { Warning } from '../values/warning'
import { buildAttributes } from './attributes'
import type { Payload } from './generated-types'
import { parseCountry } from './phone'
import type { InvalidAttribute } from './standard-claims'

const createdAt = {
  name: 'Created At',
  rule: 'an ISO-8601 date, or a positive Unix timestamp in seconds or milliseconds'
}

/**
 * @param payload as the mapping made it; is not changed. A field that a saved mapping lacks has a meaning of its own:
 * no conversion of timestamps, nested data as it came, invalid attributes dropped, traits not read as standard attributes
 * @returns the record without the fields that only steer it, and warnings that name attributes and rules, never values
 */
export function buildProfileRecord(payload: Payload): Built<ProfileRecord> {
  const parsed = parseIdentity(payload.identity)
  if ('reason' in parsed) {
    return { fate: 'invalid', reason: parsed.reason }
  }
  const { identity } = parsed
  const sendInvalid = payload.invalidAttributes === 'send'
  const country = toCountry(payload.phoneCountry)
  const { profileData, invalid, warnings } = buildAttributes(
    (payload.profileData as JSONObject) ?? {},
    payload.standardAttributes as JSONObject | undefined,
    identity,
    {
      timestampFormat: payload.convertTimestamps ? (payload.timestampFormat as TimestampFormat) ?? 'unix' : undefined,
      nestedData: (payload.nestedData as NestedData) ?? 'native',
      sendInvalid,
      phoneCountry: country.phoneCountry
    }
  )
  const time = toTs(payload.ts, sendInvalid)
  if (time.isInvalid) {
    invalid.push({ ...createdAt, isOtherSent: false })
  }
  if (invalid.length > 0 && payload.invalidAttributes === 'reject') {
    const reasons = invalid.map(({ name, rule }) => `${name} is not valid: it must be ${rule}.`)
    return {
      fate: 'invalid',
      reason: `${reasons.join(' ')} Correct it at the source, or set Invalid Attributes to drop.`
    }
  }
  const record: ProfileRecord =
    time.ts === undefined
      ? { type: 'profile', source: 'Segment', identity, profileData }
      : { type: 'profile', source: 'Segment', identity, ts: time.ts, profileData }
  const all = new Warnings()
  parsed.warnings
    .concat(invalid.map(toWarning), country.warnings, warnings.toList())
    .forEach((warning) => all.push(warning))
  return { fate: 'valid', record, warnings: all.toList() }
}

const toWarning = ({ name, rule, isOtherSent }: InvalidAttribute) =>
  leftOut(
    name,
    isOtherSent
      ? `A value of ${name} was left out: it must be ${rule}. Another value was sent.`
      : `${name} was left out: it must be ${rule}.`
  )

const countryIgnored = doubtful(
  'Country of Phone Numbers',
  'Country of Phone Numbers was ignored: it must be a two-letter country code, such as IN or GB.'
)

function toCountry(value: string | undefined): { phoneCountry?: string; warnings: Warning[] } {
  if (value === undefined || value.trim() === '') {
    return { warnings: [] }
  }
  const phoneCountry = parseCountry(value)
  return phoneCountry === undefined ? { warnings: [countryIgnored] } : { phoneCountry, warnings: [] }
}

/**
 * CleverTap takes only epoch seconds here: it refuses a record whose `ts` is 0 (recorded, code 525), and an ISO text in
 * all likelihood (inferred).
 */
function toTs(value: string | undefined, sendInvalid: boolean): { ts?: number | string; isInvalid: boolean } {
  const text = value?.trim()
  if (!text) {
    return { isInvalid: false }
  }
  const epochSeconds = parseSeconds(text)
  if (sendInvalid) {
    return { ts: epochSeconds ?? text, isInvalid: false }
  }
  return epochSeconds !== undefined && epochSeconds > 0 ? { ts: epochSeconds, isInvalid: false } : { isInvalid: true }
}
