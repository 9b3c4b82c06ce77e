/** The emulator's own route, `/_emulator/`: read counters, profiles and events, set faults, reset. No part of CleverTap. */
import { Readable } from 'stream'
import { isOwnHost, isOwnOrigin, ownNames } from '../loopback'
import type { Emulation } from './emulation'
import { toFailure, toReply } from './http'
import type { Reply, Request } from './http'
import { toJsonText } from './json'

export const controlPrefix = '/_emulator/'

/** A reply whose body may be too large for one string. */
export type StreamedReply = Omit<Reply, 'body'> & { body: string | Readable }

/** A JSON list in pieces of some kilobytes: millions of profiles exceed the longest string, single ones are slow to send. */
function* toJsonList(items: Iterable<unknown>): Generator<string> {
  let piece = '['
  let separator = ''
  for (const item of items) {
    piece += separator + toJsonText(item)
    separator = ','
    if (piece.length < 65_536) {
      continue
    }
    yield piece
    piece = ''
  }
  yield `${piece}]`
}

function setFaults(emulation: Emulation, body: string): Reply {
  try {
    emulation.setFaults(JSON.parse(body))
    return toReply(200, { status: 'success' })
  } catch (error) {
    return toFailure(400, error instanceof Error ? error.message : 'The faults cannot be set.')
  }
}

/**
 * Why a control request is refused, or undefined. The routes need no credentials, so a page on the web must not reach
 * them: neither by a name of its own that leads to this machine (Host) nor from its origin.
 */
function findForeign({ host, origin }: Request['headers'], port: number): Reply | undefined {
  if (!isOwnHost(host, port)) {
    return toFailure(421, `The emulator's own routes have the host ${ownNames(port).join(' or ')}.`)
  }
  return isOwnOrigin(origin, port)
    ? undefined
    : toFailure(403, "The emulator's own routes are not for pages of another origin.")
}

/**
 * Answers a control request that came to `port`; credentials and faults do not apply. A foreign Host is answered 421, a
 * foreign Origin 403. `GET counters`, `GET profiles` and `GET events` (lists),
 * `PUT faults` (a `Faults` object; 400 with the reason when it is none), `POST reset`; 404 for anything else.
 */
export function answerControl(emulation: Emulation, request: Request, port = 0): StreamedReply {
  const refusal = findForeign(request.headers, port)
  if (refusal) {
    return refusal
  }
  const { method, path, body } = request
  switch (`${method} ${path.slice(controlPrefix.length)}`) {
    case 'GET counters':
      return toReply(200, emulation.counters())
    case 'GET profiles':
      return { ...toReply(200, null), body: Readable.from(toJsonList(emulation.profiles())) }
    case 'GET events':
      return { ...toReply(200, null), body: Readable.from(toJsonList(emulation.events())) }
    case 'PUT faults':
      return setFaults(emulation, body)
    case 'POST reset':
      emulation.reset()
      return toReply(200, { status: 'success' })
    default:
      return toFailure(404, 'Use GET counters, GET profiles, GET events, PUT faults or POST reset.')
  }
}
