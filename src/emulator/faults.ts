/** Misbehaviour on demand: what can be asked for, and what one request gets. */
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand'
import type { Dialect, Route } from './handle'

/**
 * A fault for exactly one request. `status` without a body is a failure in CleverTap's shape, below 300 an empty answer,
 * as a proxy may send; `stall` sends the headers and half of the true reply, then nothing. */
export type OneShotFault =
  | { kind: 'status'; status: number; body?: string; contentType?: string }
  | { kind: 'reply'; status: number; body: string; contentType: string }
  | { kind: 'cutBefore' | 'cutAfter' | 'silence' | 'garbage' | 'stall' }

/**
 * Faults of every request, all optional. Rates are shares of requests from 0 to 1, drawn once per request and
 * exclusive, so together they stay within 1; the same seed gives the same faults in order of arrival.
 */
export type Faults = {
  seed?: number
  /** Delay of every answer but a 429. */
  latencyMs?: number
  /** Requests in progress above these get 429. CleverTap documents 15 uploads and 3 deletes per account; absent = off. */
  throttle?: { uploads: number; deletes: number }
  /** Adds `Retry-After` to every 429; CleverTap documents no such header. */
  retryAfterSeconds?: number
  /** HTTP status to rate, 200 for an empty answer; nothing is applied. */
  errors?: Record<string, number>
  /** Socket destroyed, nothing applied. */
  cutBefore?: number
  /** Applied, then the socket destroyed without an answer. */
  cutAfter?: number
  /** Never answered, nothing applied. */
  silence?: number
  /** Applied, then answered 200 with an HTML page, as a proxy might. */
  garbage?: number
  /** One record of an upload answered unprocessed with 555 and not applied, whatever it holds. */
  partial?: number
  /** Refused records are reported as CleverTap did then; absent: as in 2018. */
  dialect?: Dialect
  /** Uploads of these identities are refused with this code. */
  refusals?: { identity: string; code: number }[]
  /** One-shot faults for the next requests, in order; they go before throttle and rates. */
  next?: OneShotFault[]
}

/** What to do with one request. `spoiled` picks the record of a `partial` answer. */
export type Action = OneShotFault | { kind: 'answer' } | { kind: 'throttle' } | { kind: 'partial'; spoiled: number }

/** The faults that are counted by kind. */
export const faultKinds = [
  'status',
  'reply',
  'cutBefore',
  'cutAfter',
  'silence',
  'garbage',
  'stall',
  'partial'
] as const
export type FaultKind = typeof faultKinds[number]

/** CleverTap's wording is documented "along the lines of" this; the body around it is approximated. */
export const throttledText = 'Too many concurrent requests'

/** A repeatable source of numbers from 0 up to but not including 1. */
export function createRandom(seed = 0): () => number {
  const generator = xoroshiro128plus(seed)
  return () => unsafeUniformIntDistribution(0, 0xffffffff, generator) / 0x100000000
}

/**
 * Decides what one request gets, one-shot faults aside. `concurrent` counts the requests of the same route that are
 * being served, this one included. Draws at most one number for the kind of fault and one for the record of `partial`.
 */
export function decide(faults: Faults, random: () => number, route: Route, concurrent: number): Action {
  const { throttle, errors = {}, cutBefore = 0, cutAfter = 0, silence = 0, garbage = 0, partial = 0 } = faults
  if (throttle && route === 'upload' && concurrent > throttle.uploads) {
    return { kind: 'throttle' }
  }
  if (throttle && route === 'delete' && concurrent > throttle.deletes) {
    return { kind: 'throttle' }
  }

  const choices: [number, () => Action][] = [
    ...Object.entries(errors).map(([status, rate]): [number, () => Action] => [
      rate,
      () => ({ kind: 'status', status: Number(status) })
    ]),
    [cutBefore, () => ({ kind: 'cutBefore' })],
    [cutAfter, () => ({ kind: 'cutAfter' })],
    [silence, () => ({ kind: 'silence' })],
    [garbage, () => ({ kind: 'garbage' })],
    [route === 'upload' ? partial : 0, () => ({ kind: 'partial', spoiled: random() })]
  ]
  let rest = random()
  for (const [rate, toAction] of choices) {
    if (rest < rate) {
      return toAction()
    }
    rest -= rate
  }
  return { kind: 'answer' }
}
