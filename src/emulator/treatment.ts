/** What one request gets: decided by the faults in force, and carried out on its connection. */
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand'
import { ratedKinds } from './faults'
import type { Faults, OneShotFault } from './faults'
import type { Route } from './handle'
import { toFailure } from './http'
import type { Reply } from './http'

/** CleverTap's answer, its 429, or a fault. */
export type Treatment = OneShotFault | { kind: 'answer' } | { kind: 'throttle' }

/** A repeatable source of numbers from 0 up to but not including 1. */
export function createRandom(seed = 0): () => number {
  const generator = xoroshiro128plus(seed)
  return () => unsafeUniformIntDistribution(0, 0xffffffff, generator) / 0x100000000
}

/**
 * Decides what one request gets, `next` aside.
 * @param draw from 0 up to but not including 1
 * @param concurrent how many requests of the same route are being served, this one included
 */
export function decide(faults: Faults, draw: number, route: Route, concurrent: number): Treatment {
  const limits: { [Limited in Route]?: number } = { upload: faults.throttle?.uploads, delete: faults.throttle?.deletes }
  if (concurrent > (limits[route] ?? Infinity)) {
    return { kind: 'throttle' }
  }
  let rest = draw
  for (const [share, fault] of toShares(faults, route)) {
    if (rest < share) {
      return fault
    }
    rest -= share
  }
  return { kind: 'answer' }
}

/** Only an upload has records of which one can fail. */
function toShares(faults: Faults, route: Route): [share: number, fault: OneShotFault][] {
  const statuses = Object.entries(faults.errors ?? {})
  const kinds = ratedKinds.filter((kind) => kind !== 'partial' || route === 'upload')
  return [
    ...statuses.map(([status, share]): [number, OneShotFault] => [share, { kind: 'status', status: Number(status) }]),
    ...kinds.map((kind): [number, OneShotFault] => [faults[kind] ?? 0, { kind }])
  ]
}

/** The connection of a request. */
export type Connection = {
  /** Applies the request and gives CleverTap's answer; with `mustFail`, one record of an upload fails with 555. */
  answer: (mustFail?: boolean) => Reply
  send: (reply: Reply) => void
  /** Sends the head of a reply and half of its body, and no more. */
  sendHalf: (reply: Reply) => void
  /** Destroys the socket. */
  cut: () => void
}

/** CleverTap's wording is documented "along the lines of" this; with the body around it, it is in a client's fixtures. */
const throttledText = 'Too many concurrent requests'

const htmlPage = '<html><head><title>Please wait</title></head><body>Please wait</body></html>'

/** Gives one request its treatment. What is answered with a status of choice, or not at all, is not applied. */
export function treat(treatment: Treatment, { answer, send, sendHalf, cut }: Connection): void {
  switch (treatment.kind) {
    case 'answer':
      return send(answer())
    case 'throttle':
      return send(toFailure(429, throttledText))
    case 'status':
      return send(toStatusReply(treatment))
    case 'cutBefore':
      return cut()
    case 'cutAfter':
      answer()
      return cut()
    case 'silence':
      return
    case 'garbage':
      answer()
      return send({ status: 200, headers: { 'content-type': 'text/html' }, body: htmlPage })
    case 'stall':
      return sendHalf(answer())
    case 'partial':
      return send(answer(true))
  }
}

/** Without a body: a failure in CleverTap's shape, below 300 an empty answer as a proxy may send. */
function toStatusReply(fault: Extract<OneShotFault, { kind: 'status' }>): Reply {
  const { status, body, contentType, retryAfter } = fault
  const failure = toFailure(status, status === 429 ? throttledText : 'Injected fault')
  return {
    status,
    headers: {
      ...(contentType === undefined ? failure.headers : { 'content-type': contentType }),
      ...(retryAfter !== undefined && { 'retry-after': retryAfter })
    },
    body: body ?? (status < 300 ? '' : failure.body)
  }
}
