/**
 * CleverTap's own words, as far as they may be shown: not if a word of theirs is also a word of a value that was sent.
 * Secret by default: every value of a record is, but those of the keys listed here; names of attributes are not. Pure.
 */
import { unescapeAll, unescapings } from './escapes'
import { valuesIn } from '../values/json'

const shownKeys = ['type', 'source', 'evtName']

/** A text longer than this is not one of CleverTap's sentences. */
const maxQuotedCharacters = 300

/** Shorter words are in too many texts to tell anything. */
const minWordCharacters = 3

/** A value may be escaped before it is sent, and CleverTap may escape what it quotes, once for JSON in JSON and so on. */
const maxEscapingsOfValues = 1
const maxEscapingsOfWords = 3

/** What CleverTap said: in full, if that may be shown, and in lower case without the words that are secret. */
export type Quote = { shown?: string; redacted: string }

/**
 * @param texts what CleverTap said in one reply
 * @param records all that were sent in the request
 * @returns what may be shown of each text that is not too long. The values are searched once, however many texts there are
 */
export function createQuotes(texts: string[], records: object[], passcode: string): Map<string, Quote> {
  const readings = new Map<string, string[]>()
  for (const text of texts) {
    if (text !== '' && text.length <= maxQuotedCharacters && !readings.has(text)) {
      readings.set(text, toReadings(text, maxEscapingsOfWords))
    }
  }
  const words = new Set(Array.from(readings.values()).flatMap((all) => all.flatMap(wordsOf)))
  const secret = words.size === 0 ? words : findWords(words, [passcode, ...records.map(secretsOf)])
  const quotes = new Map<string, Quote>()
  readings.forEach((all, text) => quotes.set(text, toQuote(text, all, secret, fold(passcode))))
  return quotes
}

const secretsOf = (record: object) =>
  Object.entries(record).flatMap(([key, value]) => (shownKeys.includes(key) ? [] : [value]))

/** Those of `words` that are also words of a value. */
function findWords(words: Set<string>, values: unknown): Set<string> {
  const found = new Set<string>()
  for (const value of valuesIn(values)) {
    if (value !== null && typeof value !== 'object') {
      for (const reading of toReadings(String(value), maxEscapingsOfValues)) {
        wordsOf(reading).forEach((word) => words.has(word) && found.add(word))
      }
    }
  }
  return found
}

function toQuote(text: string, readings: string[], secret: Set<string>, passcode: string): Quote {
  const plain = unescapeAll(text, maxEscapingsOfWords)
  if (plain === undefined || spaceless.test(plain) || readings.some((reading) => reading.includes(passcode))) {
    return { redacted: '' }
  }
  const redacted = fold(plain).replace(letters, (word) => (secret.has(word) ? '' : word))
  const isSecret = readings.some((reading) => wordsOf(reading).some((word) => secret.has(word)))
  return isSecret ? { redacted } : { shown: text, redacted }
}

const letters = /[\p{L}\p{M}\p{N}]+/gu

/** Words, and such as are joined in an email address or an ID. One pass: no part of it can fail after a long match. */
const joinedLetters = /[\p{L}\p{M}\p{N}]+(?:[-_.@+'][\p{L}\p{M}\p{N}]+)*/gu

/** Scripts that put no space between words, so that there is no telling where a value begins. */
const spaceless = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u

/** The words of a text that count: `u-100` is one, and so is the `100` in it. */
const wordsOf = (reading: string): string[] =>
  (reading.match(joinedLetters) ?? [])
    .flatMap((joined) => [joined, ...(/[-_.@+']/.test(joined) ? joined.match(letters) ?? [] : [])])
    .filter(({ length }) => length >= minWordCharacters)

/** Letter case and the several ways to write one letter make no difference. */
const fold = (text: string) =>
  /[^ -~]/.test(text) ? text.normalize('NFKC').toUpperCase().toLowerCase() : text.toLowerCase()

/** The text as it may be read, with up to so many escapings undone: folded, itself first. */
const toReadings = (text: string, maxEscapings: number) => unescapings(text, maxEscapings).map(fold)
