/**
 * What of an answer may be shown and kept in a report. Secret by default: values that we made up ourselves are shown,
 * plain words and short numbers of CleverTap's, and nothing else. Pure.
 */
import { isObject, valuesIn } from '../destinations/clevertap/values/json'
import { attributesIn, describeAttributes, profileIn, toReading } from './answer'
import type { Answer } from './answer'
import type { Call, ClaimResult } from './scenario'

const hidden = '***'

/** CleverTap's sentences are shorter, and no answer about random identities is larger. */
const maxTextCharacters = 300
const maxItems = 20
const maxDepth = 6

/** What is shown as it is: texts and numbers of the calls of one scenario. The account's own secrets never are. */
export type Known = { sent: ReadonlySet<string>; secrets: readonly string[] }

/** All values in the calls of a scenario, and those of dates and phone numbers as the numbers that CleverTap gives back. */
export function toKnown(calls: Call[], secrets: string[]): Known {
  const sent = new Set<string>()
  for (const value of valuesIn(calls.map(({ body }) => body))) {
    if (typeof value === 'string' || typeof value === 'number') {
      sent.add(String(value))
      sent.add(String(value).replace(/^(\$D_|\+)/, ''))
    }
  }
  return { sent, secrets: secrets.filter((secret) => secret !== '') }
}

/** A dash; or a word of letters or a number of up to four digits, perhaps in quotation marks or joined to another. */
const plain = /^(?:[-–]|[("'[]?(?:[\p{L}\p{M}]+(?:['’/_-][\p{L}\p{M}]+)*|\d{1,4})?[)"'\]]?[.,:;!?]*)$/u

/** A text of CleverTap's, word for word; of sentences without a space between them the second begins a word too. */
function redactText(text: string, { sent, secrets }: Known): string {
  if (secrets.some((secret) => text.toLowerCase().includes(secret.toLowerCase()))) {
    return hidden
  }
  const clipped = text.length > maxTextCharacters ? `${text.slice(0, 80)}…` : text
  return sent.has(text)
    ? clipped
    : clipped
        .split(/(\s+|(?<=[.:])(?=\p{Lu}))/u)
        .map((part) => (part.trim() === '' || sent.has(part) || plain.test(part) ? part : hidden))
        .join('')
        .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
}

/** A value of an answer, as far as it may be shown. */
function redact(value: unknown, known: Known, depth = 0): unknown {
  if (typeof value === 'string') {
    return redactText(value, known)
  }
  if (typeof value === 'number') {
    return Math.abs(value) < 10_000 || known.sent.has(String(value)) ? value : hidden
  }
  if (typeof value !== 'object' || value === null) {
    return value
  }
  if (depth >= maxDepth) {
    return hidden
  }
  const entries = Object.entries(value)
    .slice(0, maxItems)
    .map(([key, item]) => [redactText(key, known), redact(item, known, depth + 1)])
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}

/** What CleverTap said, in a few words: of a profile its attributes, and how often each event of our own was counted. */
export function toSaid(answer: Answer, known: Known): string {
  if (answer.kind === 'silence') {
    return answer.cause
  }
  const reading = toReading(answer)
  const { httpStatus, status, body, words, processed, refusals } = reading
  const show = (text: string) => redactText(text, known)
  const code = status === httpStatus ? '' : `, code ${status}`
  const top = !body ? ' not JSON' : typeof body.status === 'string' ? ` ${show(body.status)}` : ''
  const profile = profileIn(reading)
  const events = Object.entries(isObject(profile?.events) ? profile.events : {}).flatMap(([name, summary]) =>
    known.sent.has(name) && isObject(summary) ? [`${JSON.stringify(redact(summary.count, known))} × ${name}`] : []
  )
  return [
    `HTTP ${httpStatus}${code}${top}`,
    words && `"${show(words)}"`,
    processed === undefined ? '' : `${processed} processed`,
    ...refusals.map(({ code: why = 'no code', position, words: details }) => {
      const place = position === undefined ? '' : ` at record ${position}`
      return `${why}${place} "${show(details)}"`
    }),
    profile ? `profile ${describeAttributes(redact(attributesIn(profile), known) as object)}`.trim() : '',
    body && 'record' in body && !profile ? 'no profile' : '',
    ...events
  ]
    .filter((part) => part !== '')
    .join(', ')
}

/** An exchange as a report keeps it: of the credentials only which they were. */
export function toExchange(call: Call, answer: Answer, known: Known): ClaimResult['exchanges'][number] {
  const { method, url, body, credentials = 'own' } = call
  const request = { method, url, credentials, ...(body !== undefined && { body }) }
  if (answer.kind === 'silence') {
    return { request, answer: { silence: answer.cause } }
  }
  return { request, answer: { status: answer.status, body: redact(toReading(answer).body ?? 'not JSON', known) } }
}
