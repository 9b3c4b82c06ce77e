/** The calls that scenarios are made of. Pure. */
import { deleteUrl, profileUrl, uploadUrl } from '../destinations/clevertap/endpoints'
import type { Expectation } from './expectations'
import type { Call } from './scenario'

/** `POST /1/upload` of these records. */
export const upload = (endpoint: string, records: object[], expects?: Expectation): Call => ({
  method: 'POST',
  url: uploadUrl(endpoint),
  body: { d: records },
  expects
})

/** `GET /1/profile.json` by any of its keys. */
export const read = (endpoint: string, by: Record<string, string>, expects?: Expectation): Call => ({
  method: 'GET',
  url: `${profileUrl(endpoint)}?${new URLSearchParams(by).toString()}`,
  expects
})

/** `POST /1/delete/profiles.json`. */
export const remove = (endpoint: string, body: object, expects?: Expectation): Call => ({
  method: 'POST',
  url: deleteUrl(endpoint),
  body,
  expects
})

export const profile = (identity: string, profileData: object, more: object = {}) => ({
  type: 'profile',
  identity,
  profileData,
  ...more
})

/** The one event name that scenarios leave behind. */
export const testEvent = 'Conform Test'

export const event = (identity: string, evtData: unknown = {}, more: object = {}) => ({
  type: 'event',
  identity,
  evtName: testEvent,
  evtData,
  ...more
})
