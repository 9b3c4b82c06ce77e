/** Texts that came lately, in memory that does not grow with the input. */
import { createHash } from 'crypto'

/** Longer ones are known by their digest. */
const maxCharacters = 100

/**
 * @param count how many of the last texts are remembered
 * @returns whether a text is one of them, which it is from then on; an absent or empty one never is
 */
export function createRecent(count: number): (text: string | undefined) => boolean {
  let seen = 0
  // A map is dropped as a whole once all in it came too long ago.
  let older = new Map<string, number>()
  let newer = new Map<string, number>()
  return (text) => {
    if (!text) {
      return false
    }
    const key = text.length > maxCharacters ? createHash('sha256').update(text).digest('base64') : text
    const at = newer.get(key) ?? older.get(key)
    if (at !== undefined && seen - at <= count) {
      return true
    }
    if (newer.size >= count) {
      older = newer
      newer = new Map()
    }
    newer.set(key, seen++)
    return false
  }
}
