/** CleverTap's reply to one fate per record. Pure. HTTP success is not delivery: the body decides. */
import type { Reply } from './client'
import { parseObject } from './json'
import type { Settled, Verdict } from './outcome'
import { codePolicy, isStatusCode, statusPolicy, unknownCode } from './policy'
import type { Policy } from './policy'
import { matchRefusals } from './refusals'
import type { SentRecord } from './refusals'
import { quote, secretsOf, toVerdict } from './verdict'
import type { Refusal, ReplyBody } from './wire'

const delivered: Settled = { fate: 'delivered', verdict: { status: 'success' } }

const again = 'It will be sent again, which is safe.'

/** What the reply does not account for is never called delivered. */
const unaccounted: Settled = {
  fate: 'transient',
  status: 500,
  reason: `CleverTap answered without saying what became of this record. ${again}`
}

const unreadable: Settled = {
  fate: 'transient',
  status: 500,
  reason: `CleverTap's address answered with something that is not JSON, so nothing is known of this record. ${again}`
}

/**
 * @param reply what one request came to
 * @param records the records of that request, in order
 * @param passcode kept out of every reason, like the values of the records
 * @returns one fate per record, in order
 */
export function classifyReply(reply: Reply, records: SentRecord[], passcode: string): Settled[] {
  if (reply.kind === 'silence') {
    const { cause } = reply
    return records.map(() => ({
      fate: 'transient',
      status: 500,
      reason: `CleverTap could not be reached, or did not answer in time. ${again}`,
      cause
    }))
  }
  const body = parseObject(reply.content)
  if (reply.status < 200 || reply.status > 299) {
    const whole = refuseRequest(reply.status, statusPolicy(reply.status), body ?? {}, [
      passcode,
      ...records.map(secretsOf)
    ])
    return records.map(() => whole)
  }
  if (reply.content.trim() === '') {
    return records.map(() => delivered)
  }
  return body ? classifyBody(body, records, passcode) : records.map(() => unreadable)
}

function classifyBody(body: ReplyBody, records: SentRecord[], passcode: string): Settled[] {
  const unprocessed = body.unprocessed ?? []
  if (!Array.isArray(unprocessed)) {
    return records.map(() => unaccounted)
  }
  if (unprocessed.length === 0) {
    const whole = reportsSuccess(body, records.length)
      ? delivered
      : refuseWhole(body, [passcode, ...records.map(secretsOf)])
    return records.map(() => whole)
  }
  const { refusals, allMatched } = matchRefusals(unprocessed, records)
  const accounted =
    allMatched &&
    (body.status === 'success' || body.status === 'partial') &&
    countAgrees(body, records.length - refusals.size)
  return records.map((record, index) => {
    const refusal = refusals.get(index)
    if (refusal) {
      return refuseRecord(refusal, [passcode, secretsOf(record)])
    }
    return accounted ? delivered : unaccounted
  })
}

const isAbsent = (value: unknown) => value === undefined || value === null

/** `processed` is optional (deletions have none), but where it stands it must add up. */
const countAgrees = (body: ReplyBody, count: number) => isAbsent(body.processed) || body.processed === count

const reportsSuccess = (body: ReplyBody, count: number) =>
  (isAbsent(body.status) || body.status === 'success') &&
  isAbsent(body.error) &&
  isAbsent(body.code) &&
  countAgrees(body, count)

/** A 2xx that reports failure and names no record: it is about all of them if it says why, else about none. */
function refuseWhole(body: ReplyBody, secrets: unknown): Settled {
  const code = typeof body.code === 'number' ? body.code : NaN
  if (isStatusCode(code)) {
    return refuseRequest(code, codePolicy(code), body, secrets)
  }
  if (code >= 500) {
    return refuseRecord(body, secrets)
  }
  return body.status === 'fail' && !isAbsent(body.error) ? refuseRecord(body, secrets) : unaccounted
}

function refuseRecord(refusal: Refusal, secrets: unknown): Settled {
  const code = Number.isInteger(refusal.code) ? Number(refusal.code) : undefined
  const policy = code === undefined ? unknownCode : codePolicy(code)
  const verdict = toVerdict(code, refusal.error, secrets)
  const label = code === undefined ? 'without a code' : `with code ${code}`
  const quoted = policy.quotesWords ? quote(verdict) : ''
  const reason = `CleverTap refused this record ${label}: ${policy.reason}${quoted}`
  return toSettled(policy, 400, String(code ?? 'REFUSED'), reason, verdict)
}

function refuseRequest(status: number, policy: Policy, body: ReplyBody, secrets: unknown): Settled {
  const verdict = toVerdict(status, body.error, secrets)
  return toSettled(
    policy,
    status,
    String(status),
    `CleverTap answered ${status}: ${policy.reason}${policy.quotesWords ? quote(verdict) : ''}`,
    verdict
  )
}

function toSettled({ fate }: Policy, status: number, code: string, reason: string, verdict: Verdict): Settled {
  switch (fate) {
    case 'rejected':
      return { fate, status, code, reason, verdict }
    case 'unauthorized':
      return { fate, reason, verdict }
    case 'transient':
      return { fate, status: toRetryableStatus(status), reason, verdict }
  }
}

/** Segment repeats these (actions-core, `RetryableError`); any other transient status, 501 among them, becomes 500. */
const retryableStatuses = [408, 423, 429, 500, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 598, 599] as const

const toRetryableStatus = (status: number) => retryableStatuses.find((retryable) => retryable === status) ?? 500
