/** CleverTap's request and reply bodies, spelled as CleverTap spells them. */
import type { JSONObject } from '@segment/actions-core'

/**
 * One element of `d` in `POST /1/upload`. `ts` is in epoch seconds; it is text only when the customer chose to send
 * invalid attributes as they came.
 * Source: developer.clevertap.com "Upload User Profiles" (documented); `source` is what Segment's destination has
 * sent since 2022 and CleverTap tolerates (observed in client code, undocumented).
 */
export type ProfileRecord = {
  type: 'profile'
  source: 'Segment'
  identity: string
  ts?: number | string
  profileData: JSONObject
}

/**
 * The other kind of element of `d`: what a person did. `ts` is in epoch seconds.
 * Source: developer.clevertap.com "Upload Events" (documented); `source` as above.
 */
export type EventRecord = {
  type: 'event'
  source: 'Segment'
  identity: string
  ts?: number
  evtName: string
  evtData: JSONObject
}

/** Body of `POST /1/upload`. */
export const toUploadBody = (elements: string) => `{"d":[${elements}]}`

/** A deletion needs no more. */
export type DeleteRecord = { identity: string }

/**
 * Body of `POST /1/delete/profiles.json`: one identity as text, several as a list.
 * Source: developer.clevertap.com "Delete User Profile" (documented).
 */
export const toDeleteBody = (elements: string, count: number) =>
  `{"identity":${count === 1 ? elements : `[${elements}]`}}`

/**
 * A 2xx answer, never trusted to be complete. An upload counts `processed` and lists `unprocessed`, which
 * `refusals.ts` reads; a delete answers `{"status":"success"}` (documented). `error` and `code` stand at the top when
 * the whole request was refused, and where an endpoint puts `"code":200` beside success (observed in client code).
 */
export type ReplyBody = {
  status?: unknown
  processed?: unknown
  unprocessed?: unknown
  error?: unknown
  code?: unknown
}
