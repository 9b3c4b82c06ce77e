/** The only file that calls CleverTap: credentials, transport policy and one request. */
import { InvalidAuthenticationError } from '@segment/actions-core'
import type { RequestClient, RequestOptions } from '@segment/actions-core'
import type { Settings } from '../generated-types'

/**
 * How long CleverTap may take for one call, reply included. CleverTap publishes no figure; an upload of 1,000 records
 * is answered only when all are processed (inferred), so this is above the framework's 10 seconds.
 */
const timeoutMs = 30_000

/** The result of a call: an answer of any status, or the error if there was none. */
export type Reply = { kind: 'answer'; status: number; content: string } | { kind: 'silence'; cause: Error }

/**
 * Credentials and transport policy of every call.
 * Source of the headers: developer.clevertap.com "API Authentication" (documented).
 * @throws InvalidAuthenticationError if a credential cannot be written in a header; its value is not in the message
 */
export function toRequestOptions(settings: Settings): RequestOptions {
  return {
    headers: {
      'Content-Type': 'application/json',
      'X-CleverTap-Account-Id': toHeader('CleverTap Account ID', settings.clevertapAccountId),
      'X-CleverTap-Passcode': toHeader('CleverTap Account Passcode', settings.clevertapPasscode)
    },
    timeout: timeoutMs,
    // Following a redirect would hand the passcode to another host.
    redirect: 'manual',
    // A reply that echoes 1,000 records is larger than the buffer of a cloned response, which then never ends.
    skipResponseCloning: true,
    // Every status is classified by us, so none is an exception.
    throwHttpErrors: false
  }
}

/** The network library's error quotes a header that it refuses, so it must not get such a value. */
function toHeader(label: string, value: string | undefined): string {
  const trimmed = (value ?? '').trim()
  if (!/^[\x21-\x7e]+$/.test(trimmed)) {
    throw new InvalidAuthenticationError(
      `${label} is blank or has characters that no credential has. Copy it again from the CleverTap dashboard.`
    )
  }
  return trimmed
}

/**
 * Makes one call.
 * @returns the status and the whole body as text, or the network's error; never throws
 */
export async function send(request: RequestClient, url: string, options: RequestOptions): Promise<Reply> {
  try {
    const response = await request(url, options)
    return { kind: 'answer', status: response.status, content: response.content }
  } catch (error) {
    const cause = error instanceof Error ? error : new Error('The request failed')
    // The framework's time-out error carries the request and its options, and with them the passcode.
    Object.assign(cause, { request: undefined, options: undefined })
    return { kind: 'silence', cause }
  }
}
