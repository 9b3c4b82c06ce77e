/** What the framework says of an event to its fate, as Segment's delivery would read it. Pure. */
import type { Outcome } from './fate'

/** One entry of the framework's result of a batch. */
export type BatchResult = { status?: number; errortype?: string; errormessage?: string; sent?: unknown; body?: unknown }

/** Statuses after which Segment sends an event again (actions-core, errors). */
const isRetryable = (status: number) => [408, 423, 429].includes(status) || (status >= 500 && status !== 501)

const noReply = 'CleverTap could not be reached, or did not answer in time.'
const noReason = 'No reason was given.'

/** @param result what became of one event of a batch */
export function toOutcome(result: BatchResult | undefined): Outcome {
  const { status = 500, errortype, errormessage: reason = noReason, sent, body } = result ?? {}
  if (status >= 200 && status <= 299) {
    return { fate: 'delivered', reason: '', warnings: warningsOf(body) }
  }
  if (errortype === 'PAYLOAD_VALIDATION_FAILED' && sent === undefined) {
    return { fate: 'invalid', reason, warnings: [] }
  }
  if (status === 401 || status === 403) {
    return { fate: 'unauthorized', reason, warnings: [] }
  }
  return { fate: isRetryable(status) ? 'transient' : 'rejected', reason, warnings: [] }
}

/** @param value what a deletion request came to */
export function toDeletionOutcome(value: unknown): Outcome {
  const { output } = (value ?? {}) as { output?: unknown }
  return typeof output === 'string'
    ? { fate: 'invalid', reason: `${output}.`, warnings: [] }
    : { fate: 'delivered', reason: '', warnings: warningsOf(value) }
}

/** @param error what the framework threw for a single event */
export function toFailedOutcome(error: unknown): Outcome {
  const { status, code, message } = error as { status?: number; code?: string; message?: string }
  if (status === undefined) {
    // The network's own error: its text names addresses, and tells one failure from the next by nothing that helps.
    return { fate: 'transient', reason: noReply, warnings: [] }
  }
  return toOutcome({
    status,
    errormessage: message,
    ...(code === 'PAYLOAD_VALIDATION_FAILED' ? { errortype: code } : { sent: true })
  })
}

const warningsOf = (body: unknown): string[] => {
  const { warnings } = (body ?? {}) as { warnings?: unknown }
  return Array.isArray(warnings) ? warnings.map(String) : []
}
