/** The header that says when to come back. Pure. */

/**
 * Source: RFC 9110 10.2.3, whole seconds or an HTTP date.
 * @returns milliseconds from `now`, 0 if the header is absent or says nothing
 */
export function parseRetryAfter(value: string | undefined, now: number): number {
  const text = value?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) {
    return Number(text) * 1000
  }
  const date = /^[A-Z][a-z]{2}, /.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(date) ? 0 : Math.max(0, date - now)
}
