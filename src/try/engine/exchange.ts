/** Requests and answers of the emulator's journal as the page shows them, and whose records are in them. Pure. */
import { isObject, parseObject } from '../../destinations/clevertap/values/json'
import type { Exchange as Recorded } from '../../emulator'
import type { Exchange } from '../protocol'

/** Where the request would go; which region is the customer's to know. */
const shownEndpoint = 'https://<region>.api.clevertap.com'

/** Headers of this connection, not of the request as CleverTap would get it. */
const ownHeaders = new Set(['host', 'connection', 'accept', 'accept-encoding', 'content-length'])

/** @param attempt which try of Segment's it belongs to, from 1 */
export function toExchange({ method, url, headers, body, status, reply }: Recorded, attempt: number): Exchange {
  return {
    try: attempt,
    method,
    url: `${shownEndpoint}${url}`,
    headers: headers
      .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
      .map(([name, value]) => [name, /passcode/i.test(name) ? '•••' : value]),
    body,
    ...(status !== undefined && { status, reply: reply ?? '' })
  }
}

/** @returns the identities of the records in a request */
export function listIdentities({ body }: Recorded): Set<string> {
  const { d = [], identity = [] } = JSON.parse(body) as { d?: { identity: string }[]; identity?: string | string[] }
  return new Set(d.map((record) => record.identity).concat(identity))
}

/** @returns CleverTap's code for the record of this person, or for the whole request; undefined if the answer has none */
export function findCode({ reply }: Exchange, identity: string): number | undefined {
  const answer = parseObject(reply ?? '')
  const refused = Array.isArray(answer?.unprocessed) ? answer.unprocessed.filter(isObject) : []
  const own = refused.find(({ record }) => isObject(record) && record.identity === identity) ?? answer
  return typeof own?.code === 'number' ? own.code : undefined
}
