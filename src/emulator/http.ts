/** Requests and replies without sockets, and the replies that have a shape of CleverTap's. */
import { isObject, toJsonText } from './json'
import type { Json, JsonObject } from './json'

/** A request: header names in lower case, the body as text. */
export type Request = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** What happened to the records of a request, profiles and events alike; a dry run applies nothing. */
export type RecordCounts = { applied: number; refused: number; deleted: number }

/** A reply; `records`, present when records were judged, is for the counters and never sent. */
export type Reply = { status: number; headers: Record<string, string>; body: string; records?: RecordCounts }

/** A JSON reply. The content type is spelled as recorded. */
export function toReply(status: number, body: Json, records?: RecordCounts): Reply {
  return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body: toJsonText(body), records }
}

/** A reply that refuses the whole request; the shape is recorded for 401 and approximated for the other statuses. */
export function toFailure(status: number, error: string): Reply {
  return toReply(status, { status: 'fail', error, code: status })
}

/** 400 is documented for an unparsable or incomplete request; the text is seen in client code. */
export function toMalformed(): Reply {
  return toFailure(400, 'Malformed request')
}

/** The emulator's own words, which CleverTap never says, for what is CleverTap's and not emulated. */
export function toNotEmulated(what: string): Reply {
  return toFailure(501, `${what} exists at CleverTap but is not emulated.`)
}

/** The JSON object in a body, or undefined if it holds none. */
export function parseBody(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isObject(body) ? body : undefined
  } catch {
    return undefined
  }
}
