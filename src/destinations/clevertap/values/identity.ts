/** What CleverTap takes as a person's identity. Pure. */

/** Source: docs.clevertap.com "CSV upload" and data imports (documented there, inferred for the REST API). */
const maxIdentityCharacters = 1024

/** CleverTap refuses these as identities, in any letter case. Same source, same confidence. */
const placeholders = new Set([
  ...'null undefined na n/a 0 nil -1 nan -nan inf -inf infinity -infinity (none) none empty xxxxxx'.split(' '),
  // What JavaScript makes of an object that is joined to text: no person, and the same for everybody.
  '[object object]'
])

export type ParsedIdentity = { identity: string } | { reason: string }

/**
 * @param value what was mapped to Identity; text or a number
 * @returns the trimmed identity, or the reason why CleverTap would refuse it
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
        'Identity is a placeholder such as "null", "n/a" or "0", which CleverTap refuses. Map it to an id that belongs to one person.'
    }
  }
  return { identity }
}
