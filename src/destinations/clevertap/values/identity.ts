/** What CleverTap takes as a person's identity. Pure. */
import { doubtful } from './warning'
import type { Warning } from './warning'

/** Source: docs.clevertap.com "CSV upload" and data imports (documented there, inferred for the REST API). */
const maxIdentityCharacters = 1024

/** Another place in the same documentation says 120, and CleverTap was recorded to refuse a longer one. */
const safeIdentityCharacters = 120

const placeholders = new Set([
  // CleverTap refuses these as identities, in any letter case. Same source, same confidence.
  ...'null undefined na n/a 0 nil -1 nan -nan inf -inf infinity -infinity (none) none empty xxxxxx'.split(' '),
  // Programs write these where there is no person, so they would make one profile of many people.
  ...'true false guest anonymous 00000000-0000-0000-0000-000000000000'.split(' '),
  '[object object]'
])

export type ParsedIdentity = { identity: string; warnings: Warning[] } | { reason: string }

/**
 * @param value what was mapped to Identity; text or a number
 * @returns the trimmed identity, or the reason why no profile should have it
 */
export function parseIdentity(value: unknown): ParsedIdentity {
  const identity = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  if (identity === '') {
    return { reason: 'Identity is missing or blank. Map it to an id that every person has, such as the user ID.' }
  }
  if (identity.length > maxIdentityCharacters) {
    return { reason: 'Identity is longer than the 1,024 characters that CleverTap takes. Map it to a shorter id.' }
  }
  if (placeholders.has(identity.toLowerCase())) {
    return {
      reason:
        'Identity is a placeholder such as "null", "guest" or "0", which belongs to no person. Map it to an id that belongs to one person.'
    }
  }
  return { identity, warnings: identity.length > safeIdentityCharacters ? [longIdentity] : [] }
}

const longIdentity = doubtful(
  'Identity',
  `CleverTap may refuse the event: Identity is longer than ${safeIdentityCharacters} characters. Map it to a shorter id.`
)
