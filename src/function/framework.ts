/**
 * Stands in for `@segment/actions-core` in the built file: the few names that the destination imports from it. The real
 * one needs Node's modules, and makes the file some 600 kB longer.
 */
import type { InputField, JSONLikeObject, JSONObject } from '@segment/actions-core'

class StatusError extends Error {
  constructor(message: string, readonly code: string, readonly status: number) {
    super(message)
  }
}

export class IntegrationError extends StatusError {}

export class APIError extends IntegrationError {
  constructor(message: string, status: number) {
    super(message, String(status), status)
  }
}

export class PayloadValidationError extends IntegrationError {
  constructor(message: string) {
    super(message, 'PAYLOAD_VALIDATION_FAILED', 400)
  }
}

export class InvalidAuthenticationError extends StatusError {
  constructor(message: string) {
    super(message, 'INVALID_AUTHENTICATION', 401)
  }
}

export class RetryableError extends StatusError {
  constructor(message: string, status = 500) {
    super(message, 'RETRYABLE_ERROR', status)
  }
}

/** What became of one record of a batch, in the framework's words. */
export type Node = { status: number; errormessage?: string; body?: JSONLikeObject }

export class MultiStatusResponse {
  private readonly nodes: Node[] = []

  pushSuccessResponse(node: Node): void {
    this.nodes.push(node)
  }

  pushErrorResponse(node: Node): void {
    this.nodes.push(node)
  }

  getAllResponses() {
    return this.nodes.map((node) => ({ value: () => node }))
  }
}

/** The mapping that the defaults of an action's fields make. */
export function defaultValues(fields: Record<string, InputField>): JSONObject {
  const entries = Object.entries(fields).map(([key, field]) => [key, field.default])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as JSONObject
}
