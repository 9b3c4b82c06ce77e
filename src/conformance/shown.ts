/**
 * What of an answer may be shown and kept in a report. Secret by default: values that we made up ourselves are shown,
 * plain words and short numbers of CleverTap's, and nothing else. Pure.
 */
import { isObject, valuesIn } from '../destinations/clevertap/values/json'
import { attributesIn, profileIn, toReading } from './answer'
import type { Answer } from './answer'
import type { Call } from './scenario'

const hidden = '***'

/** CleverTap's sentences are shorter, and no answer to made-up people is larger. */
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
export function toShownText(text: string, { sent, secrets }: Known): string {
  if (secrets.some((secret) => text.toLowerCase().includes(secret.toLowerCase()))) {
    return hidden
  }
  if (sent.has(text)) {
    return clip(text)
  }
  return clip(text)
    .split(/(\s+|(?<=[.:])(?=\p{Lu}))/u)
    .map((part) => (part.trim() === '' || sent.has(part) || plain.test(part) ? part : hidden))
    .join('')
    .replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
}

const clip = (text: string) => (text.length > maxTextCharacters ? `${text.slice(0, 80)}…` : text)

/** A value of an answer, as far as it may be shown. */
export function toShown(value: unknown, known: Known, depth = 0): unknown {
  if (typeof value === 'string') {
    return toShownText(value, known)
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
  if (Array.isArray(value)) {
    return value.slice(0, maxItems).map((item) => toShown(item, known, depth + 1))
  }
  const entries = Object.entries(value).slice(0, maxItems)
  return Object.fromEntries(entries.map(([key, item]) => [toShownText(key, known), toShown(item, known, depth + 1)]))
}

/** What CleverTap said, in a few words. */
export function toSaid(answer: Answer, known: Known): string {
  if (answer.kind === 'silence') {
    return answer.cause
  }
  const reading = toReading(answer)
  const { httpStatus, status, body, words, processed, refusals } = reading
  const http = `HTTP ${httpStatus}${status === httpStatus ? '' : `, code ${status}`}`
  const top = typeof body?.status === 'string' ? ` ${toShownText(body.status, known)}` : ''
  const details = refusals.map(({ code, position, words: why }) => {
    const place = position === undefined ? '' : ` at record ${position}`
    return `${code ?? 'no code'}${place} "${toShownText(why, known)}"`
  })
  if (body && 'record' in body) {
    const profile = profileIn(reading)
    details.push(profile ? toShownProfile(profile, known) : 'no profile')
  }
  const retryAfter = answer.headers['retry-after']
  return [
    `${http}${body ? top : ' not JSON'}`,
    ...(words === '' ? [] : [`"${toShownText(words, known)}"`]),
    ...(processed === undefined ? [] : [`${processed} processed`]),
    ...details,
    ...(retryAfter === undefined ? [] : [`Retry-After ${toShownText(retryAfter, known)}`])
  ].join(', ')
}

/** The attributes, and how often each event of our own was counted. */
function toShownProfile(profile: Record<string, unknown>, known: Known): string {
  const events = Object.entries(isObject(profile.events) ? profile.events : {}).flatMap(([name, summary]) =>
    known.sent.has(name) && isObject(summary) ? [`${String(toShown(summary.count, known))} × ${name}`] : []
  )
  return [`profile ${JSON.stringify(toShown(attributesIn(profile), known))}`, ...events].join(', ')
}

/** An exchange as a report keeps it. Credentials are not in it, but for whether they were the account's own. */
export type Exchange = { request: object; answer: object }

export function toExchange({ method, url, body, credentials }: Call, answer: Answer, known: Known): Exchange {
  return {
    request: {
      method,
      url,
      credentials: credentials ?? 'right',
      ...(body !== undefined && { body })
    },
    answer:
      answer.kind === 'silence'
        ? { silence: answer.cause }
        : {
            status: answer.status,
            headers: toShown(answer.headers, known) as object,
            body: toShown(toReading(answer).body, known) ?? 'not JSON'
          }
  }
}
