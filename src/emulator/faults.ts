/**
 * Misbehaviour on demand, in one place: each fault is a row that says what it asks for, how it is written on a command
 * line and what it does. `strikes` befall single requests; `conditions` hold for every request.
 */
import { dialects } from './account'
import type { Refusal } from './account'
import { httpStatus, listOf, milliseconds, oneOf, pair, rate, rateByStatus, texts, wholeNumber } from './asks'
import type { Argument, Ask } from './asks'
import type { Route } from './handle'
import { toFailure } from './http'
import type { Reply } from './http'
import { isObject } from './json'
import type { JsonObject } from './json'

/** What a strike can do with its request. */
export type Exchange = {
  /** Drawn for this request, from 0 up to but not including 1. */
  luck: number
  /** Applies the request and gives CleverTap's answer; `spoiled`, such as `luck`, picks a record to fail with 555. */
  answer: (spoiled?: number) => Reply
  send: (reply: Reply) => void
  /** Sends the head of a reply and half of its body, and no more. */
  sendHalf: (reply: Reply) => void
  /** Destroys the socket. */
  cut: () => void
}

/** A fault of single requests, with what `next` has to say of it besides its kind, in words and as a check. */
export type Strike<Details> = {
  details: string
  isDescribed: (fault: JsonObject) => boolean
  play: (exchange: Exchange, details: Details) => void
}

/** How commander declares an option. */
type Option = { flags: string; description: string }

/** A strike that needs no description and so has a rate. It concerns the route `only`, if there is one. */
export type Drawn = Strike<unknown> & { ask: Argument<number>; option: Option; only?: Route }

const drawn = (flags: string, description: string, play: Drawn['play'], only?: Route): Drawn => ({
  details: '',
  isDescribed: () => true,
  play,
  ask: rate,
  option: { flags, description },
  only
})

/** CleverTap's wording is documented "along the lines of" this; with the body around it, it is in a client's fixtures. */
export const throttledText = 'Too many concurrent requests'

const isText = (value: unknown): value is string => typeof value === 'string'

/** Nothing is applied. Without a body: a failure in CleverTap's shape, below 300 an empty answer as a proxy may send. */
const status: Strike<{ status: number; body?: string; contentType?: string }> = {
  details: ', status, body?, contentType?',
  isDescribed: ({ status, body = '', contentType = '' }) =>
    httpStatus.isValid(status) && isText(body) && isText(contentType),
  play: ({ send }, { status, body, contentType }) => {
    const failure = toFailure(status, status === 429 ? throttledText : 'Injected fault')
    const headers = contentType === undefined ? failure.headers : { 'content-type': contentType }
    send({ status, headers, body: body ?? (status < 300 ? '' : failure.body) })
  }
}

/** Nothing is applied; exactly this answer. */
const reply: Strike<{ status: number; body: string; contentType: string }> = {
  details: ', status, body, contentType',
  isDescribed: ({ status, body, contentType }) => httpStatus.isValid(status) && isText(body) && isText(contentType),
  play: ({ send }, { status, body, contentType }) => send({ status, headers: { 'content-type': contentType }, body })
}

export const strikes = {
  status,
  reply,
  cutBefore: drawn('--cut-before <rate>', 'cut connections before the request is applied', ({ cut }) => cut()),
  cutAfter: drawn('--cut-after <rate>', 'cut connections after the request is applied', ({ answer, cut }) => {
    answer()
    cut()
  }),
  /** Nothing is applied. */
  silence: drawn('--silence <rate>', 'never answer', () => undefined),
  garbage: drawn('--garbage <rate>', 'apply the request and answer with a page of HTML', ({ answer, send }) => {
    answer()
    const body = '<html><head><title>Please wait</title></head><body>Please wait</body></html>'
    send({ status: 200, headers: { 'content-type': 'text/html' }, body })
  }),
  stall: drawn('--stall <rate>', 'apply the request and stop in the middle of the answer', ({ answer, sendHalf }) =>
    sendHalf(answer())
  ),
  partial: drawn(
    '--partial <rate>',
    'fail one record of an upload with code 555',
    ({ answer, send, luck }) => send(answer(luck)),
    'upload'
  )
}

type Strikes = typeof strikes
export type FaultKind = keyof Strikes
type DrawnKind = { [Kind in FaultKind]: Strikes[Kind] extends Drawn ? Kind : never }[FaultKind]
type DetailsOf<Row> = Row extends Strike<infer Details> ? Details : never

/** A fault for exactly one request. */
export type OneShotFault = { [Kind in FaultKind]: { kind: Kind } & DetailsOf<Strikes[Kind]> }[FaultKind]

export const faultKinds = Object.keys(strikes) as FaultKind[]
export const drawnKinds = faultKinds.filter((kind): kind is DrawnKind => 'ask' in strikes[kind])

function isOneShot(value: unknown): value is OneShotFault {
  return isObject(value) && faultKinds.some((kind) => kind === value.kind && strikes[kind].isDescribed(value))
}

const refusalCode = wholeNumber(100, 999)

const conditions = {
  /** Faults are drawn from it; the same seed gives the same ones in order of arrival. */
  seed: {
    ask: wholeNumber(0, 0x7fffffff),
    option: { flags: '--seed <n>', description: 'the same seed gives the same faults' }
  },
  /** Delay of every answer but a 429. */
  latencyMs: {
    ask: milliseconds(3_600_000),
    option: { flags: '--latency <duration>', description: 'time before each answer, such as 50ms' }
  },
  /** Requests in progress above these get 429. CleverTap documents 15 uploads and 3 deletes per account; absent: off. */
  throttle: {
    ask: pair('uploads', 'deletes', 1_000_000),
    option: {
      flags: '--throttle <uploads,deletes>',
      description: 'answer 429 above so many requests at once; CleverTap: 15,3'
    }
  },
  /** Adds `Retry-After` to every 429; CleverTap documents no such header. */
  retryAfterSeconds: {
    ask: wholeNumber(0, 86_400),
    option: { flags: '--retry-after <seconds>', description: 'add this Retry-After to each 429' }
  },
  /** The rate of the strike `status` for each HTTP status. */
  errors: {
    ask: rateByStatus,
    option: {
      flags: '--error <status=rate>',
      description: 'answer this share of requests with this status; may be repeated'
    }
  },
  /** Refused records are reported as CleverTap did then; absent: as in 2018. */
  dialect: {
    ask: oneOf(...dialects),
    option: { flags: '--dialect <when>', description: `report refusals as CleverTap did: ${dialects.join(', ')}` }
  },
  /** Records of these identities are refused with this code. */
  refusals: {
    ask: listOf(
      `objects with a text \`identity\` and as \`code\` ${refusalCode.expected}`,
      (item): item is Refusal => isObject(item) && isText(item.identity) && refusalCode.isValid(item.code)
    )
  },
  /** Events with more properties are refused with 522; absent: CleverTap's 100. */
  maxEventProperties: {
    ask: wholeNumber(0, 100_000),
    option: { flags: '--max-event-properties <n>', description: 'refuse events with more properties, code 522' }
  },
  /** Records whose `ts` is further from now are refused with 527; absent: off. */
  timeWindow: {
    ask: pair('pastSeconds', 'futureSeconds', 10_000_000_000),
    option: {
      flags: '--time-window <past,future>',
      description: 'refuse records further from now, in seconds, code 527'
    }
  },
  /** Events of these names are refused with 528. */
  discardedEvents: {
    ask: texts,
    option: { flags: '--discard-event <name>', description: 'refuse events of this name, code 528; may be repeated' }
  },
  /** Strikes for the next requests, in order; they go before throttle and rates. */
  next: {
    ask: listOf(
      `one-shot faults: ${faultKinds.map((kind) => `{kind: "${kind}"${strikes[kind].details}}`).join(', ')}`,
      isOneShot
    )
  }
}

type Conditions = typeof conditions
type AskedBy<Row> = Row extends { ask: Ask<infer Value> } ? Value : never

/**
 * The faults in force, all optional. Rates are shares of requests from 0 to 1, drawn once per request and exclusive,
 * so together they stay within 1.
 */
export type Faults = { [Name in keyof Conditions]?: AskedBy<Conditions[Name]> } & { [Kind in DrawnKind]?: number }

const rows = new Map<string, { ask: Ask<unknown> } | { ask: Argument<unknown>; option: Option }>([
  ...Object.entries(conditions),
  ...drawnKinds.map((kind): [string, Drawn] => [kind, strikes[kind]])
])

/** The first problem of a would-be `Faults`, in words that name the fault and what it should be; undefined if none. */
export function findFaultProblem(input: unknown): string | undefined {
  if (!isObject(input)) {
    return 'Faults must be an object.'
  }
  for (const [name, value] of Object.entries(input)) {
    const row = rows.get(name)
    if (!row) {
      return `Unknown fault \`${name}\`. Known: ${Array.from(rows.keys()).join(', ')}.`
    }
    if (value !== undefined && !row.ask.isValid(value)) {
      return `\`${name}\` must be ${row.ask.expected}.`
    }
  }
  const { errors = {}, ...rest } = input as Faults
  const rates = [...Object.values(errors), ...drawnKinds.map((kind) => rest[kind] ?? 0)]
  const total = rates.reduce((sum, share) => sum + share, 0)
  return total > 1 + 1e-9 ? `The rates add up to ${total}; together they must stay within 1.` : undefined
}

/**
 * A fault as an option for commander. `parse` reads a value of `fault` in `Faults` from the text and the value of the
 * same option given before, and throws what to show when the text is none.
 */
export type FaultOption = Option & { fault: string; parse: (text: string, previous?: unknown) => unknown }

export const faultOptions: readonly FaultOption[] = Array.from(rows).flatMap(([fault, row]) => {
  if (!('option' in row)) {
    return []
  }
  const { ask, option } = row
  const parse = (text: string, previous?: unknown) => {
    const value = ask.parse(text, previous)
    if (!ask.isValid(value)) {
      throw new Error(`It must be ${ask.written}.`)
    }
    return value
  }
  return [{ ...option, fault, parse }]
})
