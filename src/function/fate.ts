/** What became of one event, and how Segment is told. */
import { isRepeatedBySegment } from '../destinations/clevertap/delivery/outcome'
import type { Node } from './framework'
import type { BatchResult } from './segment'

export type Fate =
  | { fate: 'delivered' }
  /** Refused by us or by CleverTap, credentials included: the same event would be refused again. */
  | { fate: 'refused'; reason: string }
  | { fate: 'unsupported'; reason: string }
  /** May work later. */
  | { fate: 'transient'; reason: string }

/** @param node what the action says of the event, in the framework's statuses, which are those that Segment repeats by */
export function toFate({ status, errormessage = '' }: Node): Fate {
  if (status < 400) {
    return { fate: 'delivered' }
  }
  return { fate: isRepeatedBySegment(status) ? 'transient' : 'refused', reason: errormessage }
}

/**
 * Ends the call of a single event.
 * @throws ValidationError, EventNotSupported or RetryError if it was not delivered
 */
export function settle(fate: Fate): void {
  switch (fate.fate) {
    case 'delivered':
      return
    case 'refused':
      throw new ValidationError(fate.reason)
    case 'unsupported':
      throw new EventNotSupported(fate.reason)
    case 'transient':
      throw new RetryError(fate.reason)
  }
}

/** Ends one event of a batch. */
export function toBatchResult(fate: Fate): BatchResult {
  return fate.fate === 'delivered'
    ? { status: 200 }
    : { status: fate.fate === 'transient' ? 500 : 400, errormessage: fate.reason }
}
