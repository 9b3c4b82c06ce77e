/** The calls that scenarios are made of. Pure. */
import { deleteUrl, profileUrl, uploadUrl } from '../destinations/clevertap/endpoints'
import type { Call, Cast, Expectation } from './scenario'

/** `POST /1/upload` of these records. */
export const upload = ({ endpoint }: Cast, records: object[], expects?: Expectation): Call => ({
  method: 'POST',
  url: uploadUrl(endpoint),
  body: { d: records },
  ...(expects && { expects })
})

/** `GET /1/profile.json` by any of its keys. */
export const read = (endpoint: string, by: Record<string, string>, expects?: Expectation): Call => ({
  method: 'GET',
  url: `${profileUrl(endpoint)}?${new URLSearchParams(by).toString()}`,
  ...(expects && { expects })
})

/** `POST /1/delete/profiles.json`. */
export const remove = ({ endpoint }: Cast, body: object, expects?: Expectation): Call => ({
  method: 'POST',
  url: deleteUrl(endpoint),
  body,
  ...(expects && { expects })
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

export const accepted: Expectation = { kind: 'accepted', records: 1 }

/** Where most claims come from. */
export const sources = {
  errors: 'developer.clevertap.com "API Errors"',
  authentication: 'developer.clevertap.com "API Authentication"',
  hosts: 'developer.clevertap.com "Common API Components"',
  profiles: 'developer.clevertap.com "Upload User Profiles"',
  events: 'developer.clevertap.com "Upload Events"',
  deletion: 'developer.clevertap.com "Delete User Profile"',
  reading: 'developer.clevertap.com "Get User Profile"',
  recordings: 'exchanges of 2017 and 2018 kept by tradeo/clevertap-ruby'
}
