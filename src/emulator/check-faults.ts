/** Says what is wrong with a description of faults that comes from outside. */
import { faultKinds } from './faults'
import type { Faults } from './faults'
import { dialects } from './handle'

type Check = [isValid: (value: unknown) => boolean, expected: string]

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isAmount = (value: unknown) => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isCount = (value: unknown) => isAmount(value) && Number.isInteger(value)
const isRate = (value: unknown): value is number => isAmount(value) && Number(value) <= 1
const isStatus = (value: unknown) => isCount(value) && Number(value) >= 200 && Number(value) <= 599
const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === 'string'

const rate: Check = [isRate, 'a rate from 0 to 1']
const amount: Check = [isAmount, 'a number, 0 or more']

const checks: Record<keyof Faults, Check> = {
  seed: [Number.isSafeInteger, 'a whole number'],
  latencyMs: amount,
  throttle: [
    (value) => isObject(value) && isCount(value.uploads) && isCount(value.deletes),
    'an object with whole numbers `uploads` and `deletes`'
  ],
  retryAfterSeconds: amount,
  errors: [
    (value) =>
      isObject(value) && Object.entries(value).every(([status, share]) => isStatus(Number(status)) && isRate(share)),
    'an object from an HTTP status to a rate from 0 to 1'
  ],
  cutBefore: rate,
  cutAfter: rate,
  silence: rate,
  garbage: rate,
  partial: rate,
  dialect: [(value) => dialects.some((known) => known === value), `one of ${dialects.join(', ')}`],
  refusals: [
    (value) =>
      Array.isArray(value) &&
      value.every((item) => isObject(item) && typeof item.identity === 'string' && isCount(item.code)),
    'a list of objects with a text `identity` and a whole number `code`'
  ],
  next: [
    (value) => Array.isArray(value) && value.every(isOneShot),
    'a list of one-shot faults: ' +
      '{kind: "status", status, body?, contentType?}, {kind: "reply", status, body, contentType}, or ' +
      '{kind} with "cutBefore", "cutAfter", "silence", "garbage" or "stall"'
  ]
}

function isOneShot(value: unknown): boolean {
  if (!isObject(value)) {
    return false
  }
  const { kind, status, body, contentType } = value
  if (kind === 'status') {
    return isStatus(status) && isTextOrAbsent(body) && isTextOrAbsent(contentType)
  }
  if (kind === 'reply') {
    return isStatus(status) && typeof body === 'string' && typeof contentType === 'string'
  }
  return kind !== 'partial' && faultKinds.some((known) => known === kind)
}

function isCheckedKey(key: string): key is keyof Faults {
  return Object.prototype.hasOwnProperty.call(checks, key)
}

/** The first problem of a would-be `Faults`, in words that name the key and what it should be; undefined when it is one. */
export function findFaultProblem(input: unknown): string | undefined {
  if (!isObject(input)) {
    return 'Faults must be an object.'
  }
  for (const [key, value] of Object.entries(input)) {
    if (!isCheckedKey(key)) {
      return `Unknown fault \`${key}\`. Known: ${Object.keys(checks).join(', ')}.`
    }
    const [isValid, expected] = checks[key]
    if (value !== undefined && !isValid(value)) {
      return `\`${key}\` must be ${expected}.`
    }
  }
  const { errors, cutBefore, cutAfter, silence, garbage, partial } = input
  const rates = [cutBefore, cutAfter, silence, garbage, partial, ...Object.values(isObject(errors) ? errors : {})]
  const total = rates.reduce<number>((sum, share) => sum + (isRate(share) ? share : 0), 0)
  return total > 1 + 1e-9 ? `The rates add up to ${total}; together they must stay within 1.` : undefined
}
