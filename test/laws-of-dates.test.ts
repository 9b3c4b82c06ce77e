/** What must hold for every date, told by an oracle that counts days. */
import * as fc from 'fast-check'
import { parseIsoSeconds } from '../src/destinations/clevertap/values/timestamp'

describe('reading a date', () => {
  /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted year by year and month by month. */
  function countDays(year: number, month: number, day: number): number {
    const isLeap = (of: number) => of % 4 === 0 && (of % 100 !== 0 || of % 400 === 0)
    const lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let days = lengths.slice(0, month - 1).reduce((sum, length) => sum + length, 0) + day - 1
    for (let of = Math.min(year, 1970); of < Math.max(year, 1970); of++) {
      days += (year < 1970 ? -1 : 1) * (isLeap(of) ? 366 : 365)
    }
    return day >= 1 && day <= lengths[month - 1] ? days : NaN
  }

  const pad = (value: number, length = 2) => String(value).padStart(length, '0')

  it('agrees with counting days', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 32 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: -1439, max: 1439 }),
        (year, month, day, hour, minute, second, offset) => {
          const sign = offset < 0 ? '-' : '+'
          const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`
          const date = `${pad(year, 4)}-${pad(month)}-${pad(day)}`
          const expected = countDays(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset * 60
          const read = parseIsoSeconds(`${date}T${pad(hour)}:${pad(minute)}:${pad(second)}.9${zone}`)
          expect(read).toBe(Number.isNaN(expected) ? undefined : expected)
        }
      ),
      { numRuns: 2000 }
    ))

  it('never throws', () => fc.assert(fc.property(fc.string(), (given) => void parseIsoSeconds(given))))
})
