/** Records to be judged. */
import type { Json, JsonObject } from '../../json'
import { findBrokenRule } from '../../rules'

export const profile = (extra: JsonObject = {}): JsonObject => ({
  type: 'profile',
  identity: 'u-1',
  profileData: {},
  ...extra
})

export const event = (extra: JsonObject = {}): JsonObject => ({
  type: 'event',
  identity: 'u-1',
  evtName: 'Signed Up',
  evtData: {},
  ...extra
})

/** The code that a record is refused with, or undefined. */
export const codeOf = (record: Json) => findBrokenRule(record)?.code
