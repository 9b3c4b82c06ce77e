/** CleverTap's reply to one fate per record. Pure. HTTP success is not delivery: the body decides. */
import { isBlank } from '../values/json'
import { isStatusCode, isSuccess, parseAnswer, refusalOfAll, reportsSuccess } from './answer'
import type { Reply } from './client'
import { toRepeatedStatus } from './outcome'
import type { Settled, Verdict } from './outcome'
import { codePolicy, statusPolicy, unknownCode } from './policy'
import type { Policy } from './policy'
import { matchRefusals, parseRefusal } from './refusals'
import type { Refusal, SentRecord } from './refusals'
import type { ReplyBody } from './wire'
import { isClevertapWording } from './words'

/** How the replies to one kind of request are read. */
export type ReplyRules = {
  /** The keys by which an echoed record is told from the others where a refusal names no position. */
  echoKeys: string[]
  /** Whether CleverTap may get the record twice without harm. */
  isRepeatable: (record: SentRecord) => boolean
  /** For a record that CleverTap's answer does not account for. Its reason is a whole sentence. */
  unaccounted: Policy
}

const delivered: Settled = { fate: 'delivered', verdict: { status: 'success' } }

/**
 * @param reply what one request came to
 * @param records those of the request
 * @returns one fate per record, in order
 */
export function classifyReply(reply: Reply, records: SentRecord[], rules: ReplyRules): Settled[] {
  if (reply.kind === 'silence') {
    const { cause } = reply
    const problem = 'CleverTap could not be reached, or did not answer in time.'
    return records.map((record) => ({ ...repeat(record, rules, problem), cause }))
  }
  const { status, content } = reply
  const body = parseAnswer(content)
  if (!isSuccess(status)) {
    const words = (body && parseRefusal(body)?.words) ?? ''
    const failure = {
      opening: `CleverTap answered ${status}`,
      status,
      code: status,
      words,
      isOfRequest: isOfMany(records)
    }
    return records.map((record) => refuse(record, rules, statusPolicy(status), failure))
  }
  if (!body) {
    const problem = `CleverTap's address answered with ${
      isBlank(content) ? 'nothing' : "something that is no answer of CleverTap's"
    }, so nothing is known of this record.`
    return records.map((record) => repeat(record, rules, problem))
  }
  return classifyBody(body, records, rules)
}

function classifyBody(body: ReplyBody, records: SentRecord[], rules: ReplyRules): Settled[] {
  const unprocessed = body.unprocessed ?? []
  const { refusals, allMatched } = matchRefusals(
    Array.isArray(unprocessed) ? unprocessed : [undefined],
    records,
    rules.echoKeys
  )
  const ofAll = refusals.size === 0 && allMatched ? refusalOfAll(body) : undefined
  const isAccounted = allMatched && reportsSuccess(body, records.length - refusals.size, refusals.size)
  return records.map((record, index) => {
    const refusal = refusals.get(index) ?? ofAll
    if (refusal) {
      return refuseRecord(record, rules, refusal, refusal === ofAll && isOfMany(records))
    }
    return isAccounted ? delivered : leaveUnaccounted(record, rules)
  })
}

/** A refusal in a request of one record is about that record. */
const isOfMany = (records: SentRecord[]) => records.length > 1

function refuseRecord(record: SentRecord, rules: ReplyRules, refusal: Refusal, isOfRequest: boolean): Settled {
  const { code, words } = refusal
  const opening = `CleverTap refused this record ${code === undefined ? 'without a code' : `with code ${code}`}`
  const status = code !== undefined && isStatusCode(code) ? code : 400
  const failure = { opening, status, code, words, isOfRequest }
  return refuse(record, rules, code === undefined ? unknownCode : codePolicy(code), failure)
}

type Failure = { opening: string; status: number; code?: number; words: string; isOfRequest: boolean }

function refuse(record: SentRecord, rules: ReplyRules, policy: Policy, failure: Failure): Settled {
  const { opening, status, code, words, isOfRequest } = failure
  const { fate, reason, quotesWords } = policy
  const error = words !== '' && isClevertapWording(words) ? words : undefined
  const twice = fate === 'transient' && !rules.isRepeatable(record) ? ` ${countsTwice}` : ''
  const quote = quotesWords && error !== undefined ? ` CleverTap's words: "${error}"` : ''
  const verdict: Verdict = {
    status: 'fail',
    ...(code !== undefined && { code }),
    ...(error !== undefined && { error })
  }
  const settled = { reason: `${opening}: ${reason}${twice}${quote}`, verdict }
  switch (fate) {
    case 'rejected':
      return { fate, status, code: String(code ?? 'REFUSED'), ...settled, ...(isOfRequest && { isOfRequest }) }
    case 'unauthorized':
      return { fate, ...settled }
    case 'transient':
      return { fate, status: toRepeatedStatus(status), ...settled }
  }
}

/** A record that the reply does not account for is never called delivered. */
function leaveUnaccounted(record: SentRecord, rules: ReplyRules): Settled {
  const { fate, reason } = rules.unaccounted
  return fate === 'transient'
    ? repeat(record, rules, reason)
    : { fate: 'rejected', status: 400, code: 'UNACCOUNTED', reason }
}

/** Part of the reason where a record is sent again although CleverTap may have it. */
const countsTwice = 'If CleverTap had taken it, it then counts twice.'

function repeat(record: SentRecord, { isRepeatable }: ReplyRules, problem: string) {
  const again = isRepeatable(record) ? ', which is safe.' : `. ${countsTwice}`
  return { fate: 'transient' as const, status: 500 as const, reason: `${problem} It will be sent again${again}` }
}
