/** What a claim expects of an answer: in words, and as a test. Pure. */
import { isSuccess } from '../destinations/clevertap/delivery/answer'
import { isObject } from '../destinations/clevertap/values/json'
import { attributesIn, describeAttributes, profileIn } from './answer'
import type { Reading } from './answer'

/** `mayComeLater`: CleverTap may need a moment until a reading shows it. */
export type Expectation = { believed: string; isMet: (reading: Reading) => boolean; mayComeLater?: true }

const quote = (words: string | undefined) => (words === undefined ? '' : ` "${words}"`)
const includes = (words: string, part = '') => words.toLowerCase().includes(part.toLowerCase())
const tookAll = ({ status, body }: Reading) => isSuccess(status) && body?.status === 'success'

export const authorized: Expectation = {
  believed: 'not refused',
  isMet: ({ status, body }) => status !== 401 && status !== 403 && body !== undefined
}

export const httpStatus = (expected: number, part?: string): Expectation => ({
  believed: `HTTP ${expected}${quote(part)}`,
  isMet: ({ status, words }) => status === expected && includes(words, part)
})

export const accepted = (records = 1): Expectation => ({
  believed: 'accepted',
  isMet: (reading) => tookAll(reading) && reading.refusals.length === 0 && reading.processed === records
})

/** The only record is refused. */
export const refused = (code: number, part?: string): Expectation => ({
  believed: `refused with ${code}${quote(part)}`,
  isMet: ({ refusals: [refusal, ...others] }) =>
    others.length === 0 && refusal?.code === code && includes(refusal.words, part)
})

/** One record of two is refused; `position` is 1-based, as in CleverTap's words. */
export const refusedOneOfTwo = (position: number, code: number): Expectation => ({
  believed: `record ${position} refused with ${code}, the rest accepted`,
  isMet: ({ body, processed, refusals: [refusal, ...others] }) => {
    const isPlaced = refusal?.position === position && refusal.code === code
    return isPlaced && others.length === 0 && body?.status === 'partial' && processed === 1
  }
})

export const deleted: Expectation = { believed: 'success', isMet: tookAll }

export const noProfile: Expectation = {
  believed: 'no profile',
  isMet: (reading) => isSuccess(reading.status) && profileIn(reading) === undefined
}

export const attributes = (has: Record<string, unknown>, lacks: string[] = []): Expectation => ({
  believed: [describeAttributes(has), ...lacks.map((name) => `no ${name}`)].join(', '),
  isMet: (reading) => {
    const profile = profileIn(reading)
    const found = profile && attributesIn(profile)
    return (
      found !== undefined &&
      Object.entries(has).every(([name, value]) => toComparable(found[name]) === toComparable(value)) &&
      lacks.every((name) => found[name] === undefined || found[name] === null)
    )
  },
  mayComeLater: true
})

/** CleverTap gives back numbers for dates and for phone numbers (recorded), so these are compared by their digits. */
function toComparable(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? ''
  return /^(?:\$D_|\+)\d+$/.test(text) ? text.replace(/\D/g, '') : text
}

export const events = (name: string, count: number): Expectation => ({
  believed: `${count} × ${name}`,
  isMet: (reading) => {
    const all = profileIn(reading)?.events
    const summary = isObject(all) ? all[name] : undefined
    return isObject(summary) && summary.count === count
  },
  mayComeLater: true
})
