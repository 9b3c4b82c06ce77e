/** The refusals in an answer, and the record that each is about. Pure. */
import { isBlank, isObject, parseWhole } from '../values/json'

/** A record of a request, upload or deletion. */
export type SentRecord = { identity: string; [key: string]: unknown }

/** What an answer says about one record or a whole request. Any part may be missing. `position` is 1-based. */
export type Refusal = { code?: number; words: string; position?: number; echo?: Record<string, unknown> }

/**
 * Reads one element of `unprocessed`, or the top of an answer that refuses a whole request, in the form in use since
 * 2018. Source: exchanges kept by tradeo/clevertap-ruby (recorded).
 * @returns undefined for any other form, such as those of 2017, in which the record was a text or a key
 */
export function parseRefusal(item: unknown): Refusal | undefined {
  if (!isObject(item)) {
    return undefined
  }
  const { code, error, record } = item
  const isOfNow = !(isBlank(code) && isBlank(error)) && (isBlank(record) || isObject(record))
  return isOfNow
    ? { code: parseCode(code), ...parseWords(error), ...(isObject(record) && { echo: record }) }
    : undefined
}

/** All of CleverTap's codes have three digits (documented); anything longer might be a value. */
function parseCode(value: unknown): number | undefined {
  const code = parseWhole(value)
  return code !== undefined && code >= 100 && code <= 999 ? code : undefined
}

/** Far longer than CleverTap's sentences. Of a longer text only the end is read, for the position. */
const maxWordsCharacters = 500

/**
 * CleverTap's words end in the position of the record (recorded). The last note counts: one before it may be part of a
 * value that CleverTap repeats.
 */
function parseWords(value: unknown): { words: string; position?: number } {
  if (typeof value !== 'string') {
    return { words: '' }
  }
  const end = value.slice(-maxWordsCharacters)
  const notes = Array.from(end.matchAll(/skipped record number\s*:\s*(\d+)/gi))
  const note = notes[notes.length - 1]
  const words = value.length > maxWordsCharacters ? '' : end.slice(0, note?.index).trim()
  return note ? { words, position: Number(note[1]) } : { words }
}

export type MatchedRefusals = {
  /** By index of the record. */
  refusals: Map<number, Refusal>
  /** Whether each refusal fits a record: if not, it may be about any of the others. */
  allMatched: boolean
}

/**
 * Ties refusals to records: by the position that CleverTap names, checked against the identity that it echoes; without
 * a position, by the echo if just one record has it. In a request of one record, every refusal is about that one.
 * @param echoKeys the keys by which an echo is told from the others
 */
export function matchRefusals(unprocessed: unknown[], records: SentRecord[], echoKeys: string[]): MatchedRefusals {
  const refusals = new Map<number, Refusal>()
  let allMatched = true
  let indexOf: Map<string, number | undefined> | undefined
  for (const refusal of unprocessed.map(parseRefusal)) {
    let index: number | undefined
    if (refusal && records.length === 1) {
      index = 0
    } else if (refusal?.position !== undefined) {
      index = isAbout(refusal, records[refusal.position - 1]) ? refusal.position - 1 : undefined
    } else if (refusal?.echo) {
      indexOf = indexOf ?? indexEchoes(records, echoKeys)
      index = indexOf.get(toEchoKey(refusal.echo, echoKeys))
    }
    if (refusal === undefined || index === undefined) {
      allMatched = false
    } else if (!refusals.has(index)) {
      refusals.set(index, refusal)
    }
  }
  return { refusals, allMatched }
}

/** Whether the identity that is echoed, if any, is that of the record. */
function isAbout({ echo }: Refusal, record: SentRecord | undefined): boolean {
  return record !== undefined && (isBlank(echo?.identity) || normalise(echo?.identity) === normalise(record.identity))
}

/** Position of each echo; undefined for one that several records share, which is ambiguous. */
function indexEchoes(records: SentRecord[], echoKeys: string[]): Map<string, number | undefined> {
  const indexOf = new Map<string, number | undefined>()
  records.forEach((record, index) => {
    const key = toEchoKey(record, echoKeys)
    indexOf.set(key, indexOf.has(key) ? undefined : index)
  })
  return indexOf
}

const toEchoKey = (record: Record<string, unknown>, echoKeys: string[]) =>
  JSON.stringify(echoKeys.map((key) => normalise(record[key])))

/**
 * The part of a value that an echo keeps. Letter case and outer spaces may change. Digits are compared as a number, because
 * replies echo phone numbers as numbers (recorded): without plus, without leading zeros, with some 16 digits at most. A
 * value of another type compares as blank.
 */
function normalise(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return ''
  }
  const text = String(value).trim()
  const digits = text.replace(/[+\s().-]/g, '')
  return /^\d+$/.test(digits) ? String(Number(digits)) : text.toLowerCase()
}
