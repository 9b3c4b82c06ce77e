/** What became of one event, and how the framework is told. Pure. */
import {
  IntegrationError,
  InvalidAuthenticationError,
  MultiStatusResponse,
  PayloadValidationError,
  RetryableError
} from '@segment/actions-core'
import type { JSONLikeObject } from '@segment/actions-core'
import type { Warning } from '../values/warning'

/** Statuses after which Segment sends an event again. Source: actions-core, `RetryableError`, which takes no other. */
const repeatedStatuses = [408, 423, 429, 500, 502, 503, 504, 505, 506, 507, 508, 509, 510, 511, 598, 599] as const

type RepeatedStatus = typeof repeatedStatuses[number]

/** What Segment is told of a transient failure with this status: 500 where it would not repeat (3xx, 501, 520). */
export const toRepeatedStatus = (status: number): RepeatedStatus =>
  repeatedStatuses.find((repeated) => repeated === status) ?? 500

/** Whether Segment sends an event again after this status. */
export const isRepeatedBySegment = (status: number): boolean => repeatedStatuses.some((repeated) => repeated === status)

/** CleverTap's verdict on one record, without the echoed record; `error` is there only if its words may be shown. */
export type Verdict = { status: 'success' } | { status: 'fail'; code?: number; error?: string }

/** Refused by us before sending: never sent, so there is neither `sent` nor a verdict. */
export type Invalid = { fate: 'invalid'; reason: string }

/**
 * What became of a record that was sent. Every negative fate has a reason that a customer can act on.
 * `transient` may work later; `cause` is the error of a request that got no reply. `isOfRequest`: refused with all of its
 * request, and not for itself.
 */
export type Settled =
  | { fate: 'delivered'; verdict: Verdict }
  | { fate: 'rejected'; status: number; code: string; reason: string; verdict?: Verdict; isOfRequest?: true }
  | { fate: 'unauthorized'; reason: string; verdict?: Verdict }
  | { fate: 'transient'; status: RepeatedStatus; reason: string; verdict?: Verdict; cause?: Error }

/** Not sent, because an earlier event of the same person has to be sent again first. */
export type HeldBack = { fate: 'heldBack'; reason: string }

/** One per event: refused by us, not sent yet, or sent and settled. */
export type Outcome<Rec = JSONLikeObject> = Invalid | HeldBack | (Settled & { record: Rec; warnings: Warning[] })

/** What a sent event shows in Segment's Event Delivery. */
const toBody = (verdict: Verdict, warnings: Warning[]): JSONLikeObject =>
  warnings.length > 0 ? { ...verdict, warnings: warnings.map(({ text }) => text) } : { ...verdict }

/**
 * Ends a single event.
 * @returns CleverTap's verdict, plus `warnings` if any
 * @throws PayloadValidationError (invalid), IntegrationError (rejected), InvalidAuthenticationError (unauthorized),
 * RetryableError or the network's own error (transient)
 */
export function settle(outcome: Outcome): JSONLikeObject {
  switch (outcome.fate) {
    case 'delivered':
      return toBody(outcome.verdict, outcome.warnings)
    case 'invalid':
      throw new PayloadValidationError(outcome.reason)
    case 'rejected':
      throw new IntegrationError(outcome.reason, outcome.code, outcome.status)
    case 'unauthorized':
      throw new InvalidAuthenticationError(outcome.reason)
    case 'heldBack':
      throw new RetryableError(outcome.reason)
    case 'transient':
      throw outcome.cause ?? new RetryableError(outcome.reason, outcome.status)
  }
}

/** Ends a batch: one result per outcome, in the same order. */
export function toMultiStatus(outcomes: Outcome[]): MultiStatusResponse {
  const response = new MultiStatusResponse()
  for (const outcome of outcomes) {
    if (outcome.fate === 'delivered') {
      const body = toBody(outcome.verdict, outcome.warnings)
      response.pushSuccessResponse({ status: 200, sent: outcome.record, body })
    } else {
      response.pushErrorResponse(toErrorResponse(outcome))
    }
  }
  return response
}

type ErrorResponse = Parameters<MultiStatusResponse['pushErrorResponse']>[0]

function toErrorResponse(outcome: Exclude<Outcome, { fate: 'delivered' }>): ErrorResponse {
  if (outcome.fate === 'invalid') {
    return { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED', errormessage: outcome.reason }
  }
  if (outcome.fate === 'heldBack') {
    return { status: 500, errormessage: outcome.reason }
  }
  const { reason: errormessage, record: sent, verdict, warnings } = outcome
  const answer = { errormessage, sent, ...(verdict && { body: toBody(verdict, warnings) }) }
  return outcome.fate === 'unauthorized'
    ? { status: 401, errortype: 'INVALID_AUTHENTICATION', ...answer }
    : { status: outcome.status, ...answer }
}
