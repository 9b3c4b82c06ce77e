/** CleverTap's answer to one request, without sockets: the request and the account's state in, the reply out. */
import { findBrokenRule, identityOf, wordingOf } from './rules'
import { isObject } from './store'
import type { Json, JsonObject, ProfileStore } from './store'

/** A request: header names in lower case, the body as text. */
export type Request = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** What happened to the records of a request; a dry run applies nothing, and events are never applied. */
export type RecordCounts = { applied: number; refused: number; deleted: number }

/** A reply; `records`, present when records were judged, is for the counters and never sent. */
export type Reply = { status: number; headers: Record<string, string>; body: string; records?: RecordCounts }

/**
 * How CleverTap has worded refused records over the years, all recorded: in March 2017 with the record as text and
 * `success` on top, in October 2017 with the record as the key of its error, and since 2018.
 */
export const dialects = ['2017-03', '2017-10', '2018'] as const
export type Dialect = typeof dialects[number]

/** An identity whose uploads are always refused, with the code. */
export type Refusal = { identity: string; code: number }

/**
 * The account. `spoiled`: a number from 0 up to but not including 1 that picks the one record of this upload that fails
 * with 555 (documented as a miscellaneous server error).
 */
export type State = {
  accountId: string
  passcode: string
  store: ProfileStore
  refusals?: readonly Refusal[]
  spoiled?: number
  dialect?: Dialect
}

export type Route = 'upload' | 'delete' | 'profile' | 'other'

/** Documented: developer.clevertap.com "Upload User Profiles" and "Delete User Profile". */
const maxRecordsPerUpload = 1000
const maxIdentitiesPerDelete = 100

const endpoints = new Map<string, { route: Route; method: string; answer: (request: Request, state: State) => Reply }>([
  ['/1/upload', { route: 'upload', method: 'POST', answer: answerUpload }],
  ['/1/delete/profiles.json', { route: 'delete', method: 'POST', answer: answerDelete }],
  ['/1/profile.json', { route: 'profile', method: 'GET', answer: answerProfile }]
])

/** The route kind of a path, whatever the method. */
export function routeOf(path: string): Route {
  return endpoints.get(path)?.route ?? 'other'
}

/** A JSON reply. The content type is spelled as recorded. */
export function toReply(status: number, body: Json, records?: RecordCounts): Reply {
  return { status, headers: { 'content-type': 'application/json;charset=utf-8' }, body: JSON.stringify(body), records }
}

/** A reply that refuses the whole request; the shape is recorded for 401 and approximated for the other statuses. */
export function toFailure(status: number, error: string): Reply {
  return toReply(status, { status: 'fail', error, code: status })
}

/**
 * Answers as CleverTap would and applies the request to the store; never throws. The 401 and its text are recorded
 * and come first whatever else is wrong (approximated); 404 and 405 have documented statuses and approximated bodies.
 */
export function handle(request: Request, state: State): Reply {
  const { headers } = request
  if (headers['x-clevertap-account-id'] !== state.accountId || headers['x-clevertap-passcode'] !== state.passcode) {
    return toFailure(401, 'Account ID is not valid')
  }
  const endpoint = endpoints.get(request.path)
  if (!endpoint) {
    return toFailure(404, 'Not found')
  }
  return endpoint.method === request.method ? endpoint.answer(request, state) : toFailure(405, 'Method not allowed')
}

/** 400 is documented for an unparsable or incomplete request; the text is seen in client code. */
const malformed = () => toFailure(400, 'Malformed request')

function parseBody(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isObject(body) ? body : undefined
  } catch {
    return undefined
  }
}

/**
 * `POST /1/upload`. Reply shape, statuses `success`, `partial` and `fail` at HTTP 200, and the order of `unprocessed`
 * are recorded, for each dialect. `?dryRun=1` is seen in client code. More than 1,000 records: documented limit, approximated reply.
 * Event records are judged by the general rules, counted as processed, and dropped.
 */
function answerUpload(request: Request, { store, refusals = [], spoiled, dialect = '2018' }: State): Reply {
  const records = parseBody(request.body)?.d
  if (!Array.isArray(records) || records.length === 0) {
    return malformed()
  }
  if (records.length > maxRecordsPerUpload) {
    return toFailure(400, `Max ${maxRecordsPerUpload} are allowed`)
  }

  const refusedCodes = new Map(refusals.map(({ identity, code }) => [identity, code]))
  const spoiledIndex = spoiled === undefined ? -1 : Math.floor(spoiled * records.length)
  const codes = records.map((record, index) =>
    index === spoiledIndex ? 555 : refusedCodes.get(identityOf(record)) ?? findBrokenRule(record)?.code
  )
  const unprocessed = records.flatMap((record, index) => toRefusal(record, index + 1, codes[index], dialect))
  const processed = records.length - unprocessed.length

  let applied = 0
  if (request.query.get('dryRun') !== '1') {
    records.forEach((record, index) => {
      if (codes[index] !== undefined || !isObject(record) || record.type !== 'profile') {
        return
      }
      if (!isObject(record.profileData)) {
        return
      }
      store.upsert(identityOf(record), record.profileData, record.ts)
      applied++
    })
  }
  const body = { status: toStatus(processed, unprocessed.length, dialect), processed, unprocessed }
  return toReply(200, body, { applied, refused: unprocessed.length, deleted: 0 })
}

function toStatus(processed: number, refused: number, dialect: Dialect): string {
  if (refused === 0 || dialect !== '2018') {
    return 'success'
  }
  return processed === 0 ? 'fail' : 'partial'
}

function toRefusal(record: Json, position: number, code: number | undefined, dialect: Dialect): Json[] {
  if (code === undefined) {
    return []
  }
  const error = `${wordingOf(code)}Skipped record number : ${position}`
  const echo = toEcho(record, code)
  switch (dialect) {
    case '2017-03':
      return [{ status: 'fail', code, error, record: JSON.stringify(echo) }]
    case '2017-10':
      return [{ [JSON.stringify(echo)]: error }]
    case '2018':
      return [{ status: 'fail', code, error, record: echo }]
  }
}

/**
 * The record as CleverTap echoes it: as sent, except (recorded) that a phone which passed its check is a number in
 * refusals by a later one, and that `profileData.identity` is text in refusals by the last one, that of the age.
 */
function toEcho(record: Json, code: number): Json {
  if (!isObject(record) || !isObject(record.profileData)) {
    return record
  }
  const { Phone: phone, identity } = record.profileData
  const isPhoneRead = code >= 517 && code <= 520 && typeof phone === 'string' && /^\+\d+$/.test(phone)
  const isIdentityRead = code === 520 && typeof identity === 'number'
  return {
    ...record,
    profileData: {
      ...record.profileData,
      ...(isPhoneRead && { Phone: Number(phone) }),
      ...(isIdentityRead && { identity: String(identity) })
    }
  }
}

/**
 * `POST /1/delete/profiles.json`. Body, limit, success body and the 400 for `identity` with `guid` are documented; the
 * limit's text is seen in client code. Success for an unknown identity and 400 for other bodies are approximated.
 */
function answerDelete({ body }: Request, { store }: State): Reply {
  const parsed = parseBody(body)
  if (!parsed) {
    return malformed()
  }
  const keys = Object.keys(parsed)
  if (keys.length === 1 && keys[0] === 'guid') {
    return toFailure(400, 'Delete by guid is not emulated')
  }
  if (keys.length !== 1 || keys[0] !== 'identity') {
    return malformed()
  }

  const identities = Array.isArray(parsed.identity) ? parsed.identity : [parsed.identity]
  if (identities.length > maxIdentitiesPerDelete) {
    return toFailure(400, `Max ${maxIdentitiesPerDelete} are allowed`)
  }
  const texts = identities.filter(
    (identity): identity is string => typeof identity === 'string' && identity.trim() !== ''
  )
  if (texts.length === 0 || texts.length < identities.length) {
    return malformed()
  }

  const deleted = texts.filter((identity) => store.delete(identity)).length
  return toReply(200, { status: 'success' }, { applied: 0, refused: 0, deleted })
}

/** `GET /1/profile.json?identity=`. Envelope documented; the empty record of an unknown identity is approximated. */
function answerProfile({ query }: Request, { store }: State): Reply {
  const identity = query.get('identity')
  if (identity === null || identity === '') {
    return malformed()
  }
  const profile = store.find(identity)
  const record: Json = profile ? { identity: profile.identity, profileData: profile.profileData } : {}
  return toReply(200, { status: 'success', record })
}
