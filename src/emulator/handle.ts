/** CleverTap's answer to one request, without sockets: the request and the account in, the reply out. */
import type { Account } from './account'
import { parseBody, toFailure, toMalformed, toNotEmulated, toReply } from './http'
import type { Reply, Request } from './http'
import type { Json, JsonObject } from './json'
import type { EventSummary, Profile } from './store'
import { answerUpload } from './upload'

/** Documented: developer.clevertap.com "Delete User Profile". */
const maxIdentitiesPerDelete = 100

/** Every route. Requests are counted under its name. */
const routes = {
  upload: { method: 'POST', path: '/1/upload', answer: answerUpload },
  delete: { method: 'POST', path: '/1/delete/profiles.json', answer: answerDelete },
  profile: { method: 'GET', path: '/1/profile.json', answer: answerProfile }
}

/**
 * What else CleverTap has, documented or called by its Node client, whatever the method; a path that ends with a slash
 * stands for all below it.
 */
const pathsNotEmulated = [
  '/1/counts/',
  '/1/demerge/profiles.json',
  '/1/disassociate',
  '/1/events.json',
  '/1/message/report.json',
  '/1/now.json',
  '/1/profiles.json',
  '/1/send/',
  '/1/subscribe',
  '/1/targets/',
  '/v1/connect'
]

const isNotEmulated = (path: string) =>
  pathsNotEmulated.some((known) => (known.endsWith('/') ? path.startsWith(known) : path === known))

/** The name of a route, or `other` for any other path. */
export type Route = keyof typeof routes | 'other'

export const routeNames = [...Object.keys(routes), 'other'] as Route[]

/** The name of the route of a path, whatever the method. */
export function routeOf(path: string): Route {
  return routeNames.find((name) => name !== 'other' && routes[name].path === path) ?? 'other'
}

/**
 * What is wrong with the credentials, in CleverTap's words. Recorded: 401 and the words for an account ID that is none.
 * The other words are seen in client code; which of them belongs to which mistake is approximated.
 */
function findCredentialProblem(headers: Request['headers'], { accountId, passcode }: Account): string | undefined {
  const { 'x-clevertap-account-id': givenId, 'x-clevertap-passcode': givenPasscode } = headers
  if (!givenId) {
    return '12 digit account ID mandatory'
  }
  if (!givenPasscode) {
    return 'Passcode Invalid'
  }
  if (givenId !== accountId) {
    return 'Account ID is not valid'
  }
  return givenPasscode === passcode ? undefined : 'Invalid Credentials'
}

/**
 * Answers as CleverTap would and applies the request to the store; never throws. A 401 comes first whatever else is
 * wrong (approximated); 413 is approximated; 404 and 405 have documented statuses and approximated bodies; 501 is the emulator's own.
 * @param failingDraw a number from 0 up to but not including 1 that picks one record of an upload to fail with 555
 */
export function handle(request: Request, account: Account, failingDraw?: number): Reply {
  const problem = findCredentialProblem(request.headers, account)
  if (problem !== undefined) {
    return toFailure(401, problem)
  }
  if (Buffer.byteLength(request.body) > (account.maxBodyBytes ?? Infinity)) {
    return toFailure(413, 'Request entity too large')
  }
  const name = routeOf(request.path)
  if (name === 'other') {
    return isNotEmulated(request.path) ? toNotEmulated(request.path) : toFailure(404, 'Not found')
  }
  const { method, answer } = routes[name]
  return method === request.method ? answer(request, account, failingDraw) : toFailure(405, 'Method not allowed')
}

/**
 * `POST /1/delete/profiles.json`. Body, limit, success body and the 400 for `identity` with `guid` are documented; the
 * limit's text is seen in client code. Success for an unknown identity and 400 for other bodies are approximated.
 */
function answerDelete({ body }: Request, { store }: Account): Reply {
  const parsed = parseBody(body)
  if (!parsed) {
    return toMalformed()
  }
  const keys = Object.keys(parsed)
  if (keys.length === 1 && keys[0] === 'guid') {
    return toNotEmulated('Deletion by guid')
  }
  if (keys.length !== 1 || keys[0] !== 'identity') {
    return toMalformed()
  }

  const identities = Array.isArray(parsed.identity) ? parsed.identity : [parsed.identity]
  if (identities.length > maxIdentitiesPerDelete) {
    return toFailure(400, `Max ${maxIdentitiesPerDelete} are allowed`)
  }
  const texts = identities.filter(
    (identity): identity is string => typeof identity === 'string' && identity.trim() !== ''
  )
  if (texts.length === 0 || texts.length < identities.length) {
    return toMalformed()
  }

  const deleted = texts.filter((identity) => store.delete(identity)).length
  return toReply(200, { status: 'success' }, { applied: 0, refused: 0, deleted })
}

/**
 * `GET /1/profile.json` by one of `identity`, `email` and `objectId`: documented, and so are the envelope and `email`,
 * `profileData`, `events` and `platformInfo` of the record. `identity`, `name` and `phone` beside them, and `null` for a
 * person who is unknown, are seen in client code. Approximated: an email is compared letter by letter, and what stands
 * beside `profileData` is not in it.
 */
function answerProfile({ query }: Request, { store }: Account): Reply {
  const [identity, email, objectId] = ['identity', 'email', 'objectId'].map((key) => query.get(key) || undefined)
  const [first, second] = [identity, email, objectId].filter((given) => given !== undefined)
  if (first === undefined || second !== undefined) {
    return toMalformed()
  }
  const profile = email === undefined ? store.find({ identity, objectId }) : store.findByEmail(email)
  return toReply(200, { status: 'success', record: profile ? toRecord(profile, store.summariesOf(profile)) : null })
}

function toRecord({ identity, objectId, profileData }: Profile, summaries: EventSummary[]): JsonObject {
  const { Email: email, Name: name, Phone: phone, ...others } = profileData
  const beside = Object.entries({ identity, email, name, phone }).flatMap(([key, value]): [string, Json][] =>
    value === undefined ? [] : [[key, value]]
  )
  const events = summaries.map(({ name, count, firstSeen, lastSeen }): [string, Json] => [
    name,
    { count, first_seen: firstSeen, last_seen: lastSeen }
  ])
  return {
    ...Object.fromEntries(beside),
    profileData: others,
    events: Object.fromEntries(events),
    platformInfo: objectId === undefined ? [] : [{ objectId }]
  }
}
