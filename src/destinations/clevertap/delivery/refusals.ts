/** The refusals in an answer, in each of CleverTap's three dialects, and the record that each is about. Pure. */
import { isBlank, isObject, parseObject, parseWhole } from '../values/json'

/** A record of a request, upload or deletion. */
export type SentRecord = { identity: string; [key: string]: unknown }

/** What an answer says of one record, or of a whole request: any of it may be missing. `position` is 1-based. */
export type Refusal = { code?: number; words: string; position?: number; echo?: Record<string, unknown> }

/**
 * Reads one element of `unprocessed`, or the top of an answer that refuses a whole request.
 *
 * Source: exchanges kept by tradeo/clevertap-ruby (recorded). Since 2018 `record` echoes the record as an object; in 2017
 * it was a text of JSON; in October 2017 that text was the key, and the words its value, without a code.
 * @returns undefined for what is neither an object nor text
 */
export function parseRefusal(item: unknown): Refusal | undefined {
  if (typeof item === 'string') {
    return toRefusal(undefined, item, undefined)
  }
  if (!isObject(item)) {
    return undefined
  }
  const [[key, value] = ['', undefined], ...others] = Object.entries(item)
  return others.length === 0 && key.trim().startsWith('{')
    ? toRefusal(undefined, value, key)
    : toRefusal(item.code, item.error, item.record)
}

function toRefusal(code: unknown, words: unknown, record: unknown): Refusal {
  const echo = typeof record === 'string' ? parseObject(record) : record
  return { code: parseCode(code), ...parseWords(words), ...(isObject(echo) && { echo }) }
}

/** All of CleverTap's codes have three digits (documented); anything longer might be a value. */
function parseCode(value: unknown): number | undefined {
  const code = parseWhole(value)
  return code !== undefined && code >= 100 && code <= 999 ? code : undefined
}

/**
 * CleverTap's words end in the position of the record (recorded). The last note counts: one before it may be part of a
 * value that CleverTap repeats.
 */
function parseWords(value: unknown): { words: string; position?: number } {
  if (typeof value !== 'string') {
    return { words: '' }
  }
  const notes = Array.from(value.matchAll(/skipped record number\s*:\s*(\d+)/gi))
  const note = notes[notes.length - 1]
  return note?.index === undefined
    ? { words: value.trim() }
    : { words: value.slice(0, note.index).trim(), position: Number(note[1]) }
}

export type MatchedRefusals = {
  /** By index of the record. */
  refusals: Map<number, Refusal>
  /** Whether each refusal fits a record: if not, nobody knows which of the others it is about. */
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

/** Position of each echo; undefined for one that several records share, since it tells them apart no more. */
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
 * What stays the same when CleverTap echoes a value: neither letter case nor outer spaces, and of digits only the number
 * that they make, since replies echo phone numbers as numbers (recorded), which have no plus, no leading zeros and no
 * more than some 16 digits. Anything else than text or a number is no value.
 */
function normalise(value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return ''
  }
  const text = String(value).trim()
  const digits = text.replace(/[+\s().-]/g, '')
  return /^\d+$/.test(digits) ? String(Number(digits)) : text.toLowerCase()
}
