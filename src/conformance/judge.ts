/** Whether an answer is what a claim expects, and the expectation in words. Pure. */
import { isSuccess } from '../destinations/clevertap/delivery/answer'
import { isObject } from '../destinations/clevertap/values/json'
import { attributesIn, profileIn, toReading } from './answer'
import type { Answer, Reading } from './answer'
import type { Expectation } from './scenario'

/** Whether an answer agrees with a claim. */
export function meets(expectation: Expectation, answer: Answer): boolean {
  if (answer.kind === 'silence') {
    return false
  }
  const reading = toReading(answer)
  const { status, words, body, processed, refusals } = reading
  switch (expectation.kind) {
    case 'authorized':
      return status !== 401 && status !== 403 && body !== undefined
    case 'status':
      return status === expectation.status && includes(words, expectation.words)
    case 'accepted':
      return tookAll(reading) && refusals.length === 0 && processed === expectation.records
    case 'refused': {
      const [refusal] = refusals
      return refusals.length === 1 && refusal.code === expectation.code && includes(refusal.words, expectation.words)
    }
    case 'partial': {
      const [refusal] = refusals
      const isPlaced = refusal?.position === expectation.position && refusal.code === expectation.code
      return isPlaced && refusals.length === 1 && body?.status === 'partial' && processed === expectation.records - 1
    }
    case 'deleted':
      return tookAll(reading)
    case 'nobody':
      return isSuccess(status) && profileIn(reading) === undefined
    case 'profile':
      return hasAttributes(reading, expectation)
    case 'events':
      return countOf(reading, expectation.name) === expectation.count
  }
}

const tookAll = ({ status, body }: Reading) => isSuccess(status) && body?.status === 'success'

const includes = (words: string, part = '') => words.toLowerCase().includes(part.toLowerCase())

function hasAttributes(reading: Reading, { has, lacks = [] }: Extract<Expectation, { kind: 'profile' }>): boolean {
  const profile = profileIn(reading)
  const attributes = profile && attributesIn(profile)
  return (
    attributes !== undefined &&
    Object.entries(has).every(([name, value]) => toComparable(attributes[name]) === toComparable(value)) &&
    lacks.every((name) => attributes[name] === undefined || attributes[name] === null)
  )
}

/** CleverTap gives back numbers for dates and for phone numbers (recorded), so these are compared by their digits. */
function toComparable(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? ''
  return /^(?:\$D_|\+)\d+$/.test(text) ? text.replace(/\D/g, '') : text
}

function countOf(reading: Reading, name: string): number {
  const events = profileIn(reading)?.events
  const summary = isObject(events) ? events[name] : undefined
  return isObject(summary) && typeof summary.count === 'number' ? summary.count : 0
}

/** What was believed, in words; what sets no expectation has none. */
export function describeExpectation(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'authorized':
      return 'not refused'
    case 'status':
      return `HTTP ${expectation.status}${quote(expectation.words)}`
    case 'accepted':
      return 'accepted'
    case 'refused':
      return `refused with ${expectation.code}${quote(expectation.words)}`
    case 'partial':
      return `record ${expectation.position} refused with ${expectation.code}, the rest accepted`
    case 'deleted':
      return 'success'
    case 'nobody':
      return 'no profile'
    case 'profile':
      return [JSON.stringify(expectation.has), ...(expectation.lacks ?? []).map((name) => `no ${name}`)].join(', ')
    case 'events':
      return `${expectation.count} × ${expectation.name}`
  }
}

const quote = (words: string | undefined) => (words === undefined ? '' : ` "${words}"`)
