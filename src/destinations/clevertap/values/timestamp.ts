/** Date values to CleverTap's forms. Pure, and independent of the machine's time zone. */
import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import { isObject, setOwn } from './json'

dayjs.extend(utc)

/** `unix`: whole epoch seconds, a number. `date`: CleverTap's own date type, `"$D_<epoch seconds>"`. */
export type TimestampFormat = 'unix' | 'date'

/**
 * An ISO-8601 calendar date, or date and time, in the extended form. Hour 24, second 60 and zones beyond ±23:59 do
 * not fit; impossible days are found against the calendar below.
 */
const isoShape =
  /^(\d{4}-\d{2}-\d{2})(?:T((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))?)?$/

/** The same as databases write it: a space for the T, and short zones. `2024-11-27 09:00:00.123 UTC`, `…+05`. */
const databaseShape =
  /^(\d{4}-\d{2}-\d{2})(?:[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?: ?(?:Z|UTC|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?))?)?$/

/** From this many digits on, an epoch is read as milliseconds: as seconds it would be a date after the year 5138. */
const millisecondDigits = 12

const secondsPerDay = 86_400

/** The last millisecond of ECMAScript's calendar (ECMA-262, "Time Values and Time Range"); beyond it is no time. */
const lastMillisecond = 8.64e15

/** What a date says, in seconds: the clock reading as if it were UTC, and how far its zone is ahead of UTC. */
function parseDate(text: string, shape: RegExp): { clock: number; offset: number } | undefined {
  const match = shape.exec(text)
  if (!match) {
    return undefined
  }
  const [, date, time = '00:00', second = '00', sign, zoneHours, zoneMinutes = '00'] = match
  const clock = dayjs.utc(`${date}T${time}:${second}Z`)
  // dayjs rolls February 30 over to March 2 and makes month 13 no date at all.
  if (clock.date() !== Number(date.slice(8))) {
    return undefined
  }
  const offsetMinutes = sign ? Number(`${sign}1`) * (Number(zoneHours) * 60 + Number(zoneMinutes)) : 0
  return { clock: clock.unix(), offset: offsetMinutes * 60 }
}

/**
 * Reads an ISO-8601 calendar date or date-time (`2006-01-02`, `2006-01-02T18:04:07.5+05:30`). No zone means UTC.
 * @returns epoch seconds, fractions dropped towards the past; undefined if the text is anything else
 */
export function parseIsoSeconds(text: string): number | undefined {
  const parsed = parseDate(text, isoShape)
  return parsed && parsed.clock - parsed.offset
}

/**
 * Reads the calendar date of a date or date-time, ISO-8601 or a database's, as it is written, whatever its time and zone.
 * @returns epoch seconds of that day's beginning in UTC; undefined if the text is anything else
 */
export function parseDay(text: string): number | undefined {
  const parsed = parseDate(text, databaseShape)
  return parsed && Math.floor(parsed.clock / secondsPerDay) * secondsPerDay
}

/**
 * Reads an epoch: whole seconds, or milliseconds if it has 12 digits or more.
 * @returns epoch seconds, fractions dropped towards the past; undefined if the text is anything else
 */
export function parseEpochSeconds(text: string): number | undefined {
  // More digits are beyond every calendar, and no text is looked at for longer than that.
  if (!/^-?\d{1,17}$/.test(text)) {
    return undefined
  }
  const epoch = Number(text)
  const isMilliseconds = text.replace('-', '').length >= millisecondDigits
  if (isMilliseconds && Math.abs(epoch) > lastMillisecond) {
    return undefined
  }
  return isMilliseconds ? Math.floor(epoch / 1000) : epoch
}

/**
 * Reads the time of a record: ISO-8601, a database's form of it, or an epoch with or without a fraction.
 * @returns epoch seconds, fractions dropped towards the past; undefined if the text is none of these
 */
export function parseSeconds(text: string): number | undefined {
  const parsed = parseDate(text, databaseShape)
  return parsed ? parsed.clock - parsed.offset : parseEpochSeconds(text.replace(/\.\d{1,17}$/, ''))
}

/**
 * CleverTap's date type.
 * Source: developer.clevertap.com "FAQs" and "Upload User Profiles" (documented).
 */
export const toCleverTapDate = (epochSeconds: number) => `$D_${epochSeconds}`

/**
 * Turns every text that is wholly an ISO-8601 date or date-time into a timestamp, at any depth. Keys and everything else
 * stay as they were.
 * @param isUntouched tells what stays as it is with all that is in it: CleverTap's operators
 * @returns a new value; the input is not changed
 */
export function convertTimestamps(
  value: JSONValue,
  format: TimestampFormat,
  isUntouched: (value: JSONValue) => boolean
): JSONValue {
  if (typeof value === 'string') {
    const epochSeconds = parseIsoSeconds(value)
    if (epochSeconds === undefined) {
      return value
    }
    return format === 'date' ? toCleverTapDate(epochSeconds) : epochSeconds
  }
  if (Array.isArray(value)) {
    return value.map((item) => convertTimestamps(item, format, isUntouched))
  }
  if (isObject(value) && !isUntouched(value)) {
    const converted: JSONObject = {}
    for (const key of Object.keys(value)) {
      setOwn(converted, key, convertTimestamps(value[key], format, isUntouched))
    }
    return converted
  }
  return value
}
