/** CleverTap's reply to one fate per record. Pure. HTTP success is not delivery: the body decides. */
import type { Reply } from './client'
import { isBlank, parseObject, parseWhole } from '../values/json'
import type { Settled, Verdict } from './outcome'
import { codePolicy, isStatusCode, statusPolicy, unknownCode } from './policy'
import type { Policy } from './policy'
import { createQuotes } from './quote'
import type { Quote } from './quote'
import { matchRefusals, parseRefusal } from './refusals'
import type { Refusal, SentRecord } from './refusals'
import type { ReplyBody } from './wire'

/** What tells the replies to one kind of request from those to another. */
export type ReplyRules = {
  /** The keys by which an echoed record is told from the others where a refusal names no position. */
  echoKeys: string[]
  /** Whether CleverTap may get the record twice without harm. */
  isRepeatable: (record: SentRecord) => boolean
  /** What becomes of a record for which an answer in JSON does not account; its reason is a whole sentence. */
  unaccounted: Policy
  /** By which words a refusal says that there was nothing to do, and what the customer is told then. */
  nothingToDo?: { isSaidBy: (words: string) => boolean; warning: string }
}

/** One request, as far as its reply is judged by it. The passcode is kept out of every reason. */
export type SentRequest = { records: SentRecord[]; rules: ReplyRules; passcode: string }

const delivered: Settled = { fate: 'delivered', verdict: { status: 'success' } }

/**
 * @param reply what one request came to
 * @returns one fate per record, in order; undefined if the answer is about one of several records and does not say
 * which, so that each has to be asked for alone
 */
export function classifyReply(reply: Reply, request: SentRequest): Settled[] | undefined {
  const { records, rules } = request
  if (reply.kind === 'silence') {
    const { cause } = reply
    const problem = 'CleverTap could not be reached, or did not answer in time.'
    return records.map((record) => ({ ...repeat(record, rules, problem), cause }))
  }
  const body = parseObject(reply.content)
  if (!isSuccess(reply.status)) {
    return refuseRequest(reply.status, parseRefusal(body)?.words ?? '', request)
  }
  if (!body) {
    const content = isBlank(reply.content) ? 'nothing' : 'something that is not JSON'
    const problem = `CleverTap's address answered with ${content}, so nothing is known of this record.`
    return records.map((record) => repeat(record, rules, problem))
  }
  return classifyBody(body, request)
}

/**
 * The status by which a whole answer is to be judged: its own, or the one that stands as code in the body of a 2xx.
 * Source: `{"status":"fail","error":…,"code":400}` was seen with HTTP 200 (observed in client code).
 */
export function judgedStatus(status: number, body: ReplyBody | undefined): number {
  const code = parseRefusal(body)?.code
  return isSuccess(status) && code !== undefined && isStatusCode(code) ? code : status
}

export const isSuccess = (status: number) => status >= 200 && status <= 299

function classifyBody(body: ReplyBody, request: SentRequest): Settled[] | undefined {
  const { records, rules, passcode } = request
  const unprocessed = body.unprocessed ?? []
  if (!Array.isArray(unprocessed)) {
    return records.map((record) => leaveUnaccounted(record, rules))
  }
  if (unprocessed.length === 0) {
    return reportsSuccess(body, ['success'], records.length) ? records.map(() => delivered) : refuseAll(body, request)
  }
  const { refusals, allMatched } = matchRefusals(unprocessed, records, rules.echoKeys)
  const texts = Array.from(refusals.values(), ({ words }) => words)
  const quotes = createQuotes(texts, records, passcode)
  // Success stood on top even when every record was refused (recorded in 2017); partial is what CleverTap says today.
  const isAccounted = allMatched && reportsSuccess(body, ['success', 'partial'], records.length - refusals.size)
  return records.map((record, index) => {
    const refusal = refusals.get(index)
    if (refusal) {
      return refuseRecord(record, refusal, quotes.get(refusal.words), rules)
    }
    return isAccounted ? delivered : leaveUnaccounted(record, rules)
  })
}

/** Whether the top of a body says success, or nothing at all, of `count` records. A deletion has no count. */
function reportsSuccess({ status, code, error, processed }: ReplyBody, statuses: string[], count: number): boolean {
  return (
    (isBlank(status) || statuses.includes(toStatus(status))) &&
    (isBlank(code) || isSuccess(parseWhole(code) ?? NaN)) &&
    isBlank(error) &&
    (isBlank(processed) || parseWhole(processed) === count)
  )
}

const toStatus = (status: unknown) => (typeof status === 'string' ? status.trim().toLowerCase() : '')

/** A 2xx that reports failure and names no record: it is about all of them if it says why, else about none. */
function refuseAll(body: ReplyBody, { records, rules, passcode }: SentRequest): Settled[] | undefined {
  const refusal = parseRefusal(body) ?? { words: '' }
  const { code, words } = refusal
  const saysWhy = code === undefined ? toStatus(body.status) === 'fail' && words !== '' : !isSuccess(code)
  if (!saysWhy) {
    return records.map((record) => leaveUnaccounted(record, rules))
  }
  const quote = createQuotes([words], records, passcode).get(words)
  const settled = records.map((record) => refuseRecord(record, refusal, quote, rules))
  // That there is no such profile is true of one deletion, perhaps; of many it would hide those that were not made.
  return settled.length > 1 && settled.some(({ fate }) => fate === 'delivered') ? undefined : settled
}

function refuseRecord(record: SentRecord, { code }: Refusal, quote: Quote | undefined, rules: ReplyRules): Settled {
  const { nothingToDo, isRepeatable } = rules
  const policy = code === undefined ? unknownCode : codePolicy(code)
  if (policy.fate === 'rejected' && quote && nothingToDo?.isSaidBy(quote.redacted)) {
    return { fate: 'delivered', verdict: toVerdict(code, quote), warning: nothingToDo.warning }
  }
  const opening = `CleverTap refused this record ${code === undefined ? 'without a code' : `with code ${code}`}`
  const status = code !== undefined && isStatusCode(code) ? code : 400
  return refuse(policy, { opening, status, code, quote, isRepeatable: isRepeatable(record) })
}

function refuseRequest(status: number, words: string, { records, rules, passcode }: SentRequest): Settled[] {
  const quote = createQuotes([words], records, passcode).get(words)
  const policy = statusPolicy(status)
  const failure = { opening: `CleverTap answered ${status}`, status, code: status, quote }
  return records.map((record) => refuse(policy, { ...failure, isRepeatable: rules.isRepeatable(record) }))
}

type Failure = { opening: string; status: number; code?: number; quote?: Quote; isRepeatable: boolean }

function refuse({ fate, reason, quotesWords }: Policy, failure: Failure): Settled {
  const { opening, status, code, quote, isRepeatable } = failure
  const words = quotesWords && quote?.shown !== undefined ? ` CleverTap's words: "${quote.shown}"` : ''
  const twice = fate === 'transient' && !isRepeatable ? ` ${countsTwice}` : ''
  const settled = { reason: `${opening}: ${reason}${twice}${words}`, verdict: toVerdict(code, quote) }
  switch (fate) {
    case 'rejected':
      return { fate, status, code: String(code ?? 'REFUSED'), ...settled }
    case 'unauthorized':
      return { fate, ...settled }
    case 'transient':
      return { fate, status: toRetryableStatus(status), ...settled }
  }
}

const toVerdict = (code: number | undefined, quote: Quote | undefined): Verdict => ({
  status: 'fail',
  ...(code !== undefined && { code }),
  ...(quote?.shown !== undefined && { error: quote.shown })
})

/** What the reply does not account for is never called delivered. */
function leaveUnaccounted(record: SentRecord, rules: ReplyRules): Settled {
  const { fate, reason } = rules.unaccounted
  return fate === 'transient'
    ? repeat(record, rules, reason)
    : { fate: 'rejected', status: 400, code: 'UNACCOUNTED', reason }
}

/** What a reason adds about a record that has to be sent again and that CleverTap must not get twice. */
const countsTwice = 'If CleverTap had taken it, it then counts twice.'

function repeat(record: SentRecord, { isRepeatable }: ReplyRules, problem: string) {
  const again = isRepeatable(record) ? ', which is safe.' : `. ${countsTwice}`
  return { fate: 'transient' as const, status: 500 as const, reason: `${problem} It will be sent again${again}` }
}

/** Segment repeats these (actions-core, `RetryableError`); any other transient status, 501 among them, becomes 500. */
const retryableStatuses = [408, 423, 429, 500, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 598, 599] as const

const toRetryableStatus = (status: number) => retryableStatuses.find((retryable) => retryable === status) ?? 500
