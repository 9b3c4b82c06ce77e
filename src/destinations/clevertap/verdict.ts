/** CleverTap's own words on a record or a request, as far as they may be shown. Pure. */
import type { Verdict } from './outcome'
import { normalise, positionNote } from './refusals'
import type { SentRecord } from './refusals'

/** An explanation longer than this is not one of CleverTap's sentences. */
const maxQuotedCharacters = 300

/** CleverTap's explanation is passed on unless it repeats what must not be shown. */
export function toVerdict(code: number | undefined, error: unknown, secrets: unknown): Verdict {
  const text = typeof error === 'string' ? error.replace(positionNote, '').trim() : ''
  const shown = text !== '' && text.length <= maxQuotedCharacters && !repeats(text.toLowerCase(), secrets)
  return { status: 'fail', ...(code !== undefined && { code }), ...(shown && { error: text }) }
}

export const quote = (verdict: Verdict) =>
  verdict.status === 'fail' && verdict.error !== undefined ? ` CleverTap's words: "${verdict.error}"` : ''

export const secretsOf = ({ identity, profileData }: SentRecord) => [identity, profileData]

/** Whether lower-case `text` contains any text or number, of three characters or more, found at any depth of `value`. */
function repeats(text: string, value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).some((item) => repeats(text, item))
  }
  const secret = normalise(value).toLowerCase()
  return secret.length >= 3 && text.includes(secret)
}
