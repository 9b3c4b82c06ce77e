/** Misbehaviour on demand: which faults there are, what each takes, and how it is written on a command line. */
import type { Limits, Refusal } from './account'
import { isObject } from './json'
import { httpStatus, listOf, milliseconds, pair, rate, rateByStatus, texts, wholeNumber } from './parameters'
import type { OptionParameter, Parameter } from './parameters'

/** The kinds of faults that need no description. Each has a rate: the share of requests, from 0 to 1, that get it. */
export const ratedKinds = ['cutBefore', 'cutAfter', 'silence', 'garbage', 'stall', 'partial'] as const
export type RatedKind = typeof ratedKinds[number]

/** A fault of exactly one request; `treatment.ts` says what each does. `contentType` and `retryAfter` are headers. */
export type OneShotFault =
  | { kind: RatedKind }
  | { kind: 'status'; status: number; body?: string; contentType?: string; retryAfter?: string }

export type FaultKind = OneShotFault['kind']
export const faultKinds: readonly FaultKind[] = ['status', ...ratedKinds]

/**
 * The faults in force, all optional. A request gets at most one fault, so the rates of all kinds together, those of
 * `errors` included, stay within 1.
 */
export type Faults = {
  /** Faults are drawn from it; the same seed gives the same ones in order of arrival. */
  seed?: number
  /** Delay of every answer but a 429. */
  latencyMs?: number
  /** Requests in progress above these get 429. CleverTap documents 15 uploads and 3 deletes per account; absent: off. */
  throttle?: { uploads: number; deletes: number }
  /** Adds `Retry-After` to every 429; CleverTap documents no such header. */
  retryAfterSeconds?: number
  /** The rate of the fault `status` for each HTTP status. */
  errors?: { [status: string]: number }
  /** Records of these identities are refused with this code. */
  refusals?: readonly Refusal[]
  /** Faults of the next requests, in order; they go before throttle and rates. */
  next?: readonly OneShotFault[]
} & { [Kind in RatedKind]?: number } & Pick<
    Limits,
    'maxBodyBytes' | 'maxEventProperties' | 'timeWindow' | 'discardedEvents'
  >

/** `flags` and `description` are those of an option, as commander declares it. */
export type Row<Value> =
  | { parameter: Parameter<Value> }
  | { parameter: OptionParameter<Value>; flags: string; description: string }

const isText = (value: unknown): value is string => typeof value === 'string'

function isOneShot(value: unknown): value is OneShotFault {
  if (!isObject(value)) {
    return false
  }
  const { kind, status, body = '', contentType = '', retryAfter = '' } = value
  return kind === 'status'
    ? httpStatus.isValid(status) && [body, contentType, retryAfter].every(isText)
    : ratedKinds.some((known) => known === kind)
}

const refusalCode = wholeNumber(100, 999)

const option = <Value>(parameter: OptionParameter<Value>, flags: string, description: string): Row<Value> => ({
  parameter,
  flags,
  description
})

export const rows: { [Name in keyof Faults]-?: Row<NonNullable<Faults[Name]>> } = {
  seed: option(wholeNumber(0, 0x7fffffff), '--seed <n>', 'the same seed gives the same faults'),
  latencyMs: option(milliseconds(3_600_000), '--latency <duration>', 'time before each answer, such as 50ms'),
  throttle: option(
    pair('uploads', 'deletes', 1_000_000),
    '--throttle <uploads,deletes>',
    'answer 429 above so many requests at once; CleverTap: 15,3'
  ),
  retryAfterSeconds: option(wholeNumber(0, 86_400), '--retry-after <seconds>', 'add this Retry-After to each 429'),
  errors: option(
    rateByStatus,
    '--error <status=rate>',
    'answer this share of requests with this status; may be repeated'
  ),
  refusals: {
    parameter: listOf(
      `objects with a text \`identity\` and as \`code\` ${refusalCode.expected}`,
      (item): item is Refusal => isObject(item) && isText(item.identity) && refusalCode.isValid(item.code)
    )
  },
  maxBodyBytes: option(wholeNumber(0, 1_000_000_000), '--max-body-bytes <n>', 'refuse larger requests with 413'),
  maxEventProperties: option(
    wholeNumber(0, 100_000),
    '--max-event-properties <n>',
    'refuse events with more properties, code 522'
  ),
  timeWindow: option(
    pair('pastSeconds', 'futureSeconds', 10_000_000_000),
    '--time-window <past,future>',
    'refuse records further from now, in seconds, code 527'
  ),
  discardedEvents: option(texts, '--discard-event <name>', 'refuse events of this name, code 528; may be repeated'),
  next: {
    parameter: listOf(
      `one-shot faults: {kind: "status", status, body?, contentType?, retryAfter?}, ${ratedKinds
        .map((kind) => `{kind: "${kind}"}`)
        .join(', ')}`,
      isOneShot
    )
  },
  cutBefore: option(rate, '--cut-before <rate>', 'cut connections before the request is applied'),
  cutAfter: option(rate, '--cut-after <rate>', 'cut connections after the request is applied'),
  silence: option(rate, '--silence <rate>', 'never answer'),
  garbage: option(rate, '--garbage <rate>', 'apply the request and answer with a page of HTML'),
  stall: option(rate, '--stall <rate>', 'apply the request and stop in the middle of the answer'),
  partial: option(rate, '--partial <rate>', 'fail one record of an upload with code 555')
}
