/** What Segment's Functions give to this file and take from it. Nothing else of their runtime is used. */
import type { JSONValue } from '@segment/actions-core'

type ErrorClass = new (message: string) => Error

/**
 * Segment's own error classes. The first two make it drop an event, the third makes it call the function again.
 * Source: segment.com/docs/connections/functions/destination-functions "Errors and error handling" (documented).
 */
declare global {
  const EventNotSupported: ErrorClass
  const ValidationError: ErrorClass
  const RetryError: ErrorClass
}

/** A Segment event as it stands in the function: anything that the holder of a write key can send. */
export type FunctionEvent = { [key: string]: JSONValue | undefined }

/** The settings of the function by their names; one that is not set is absent or blank. */
export type FunctionSettings = { [name: string]: unknown }

/** What a batch answers for one event. Segment repeats 500 and drops 400 (documented, same page). */
export type BatchResult = { status: 200 } | { status: 400 | 500; errormessage: string }
