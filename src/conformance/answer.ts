/** What came of one call, and what it says: read once, judged elsewhere. Pure. */
import { isSuccess, judgedStatus } from '../destinations/clevertap/delivery/answer'
import { parseRefusal } from '../destinations/clevertap/delivery/refusals'
import type { Refusal } from '../destinations/clevertap/delivery/refusals'
import { isObject, parseObject, parseWhole } from '../destinations/clevertap/values/json'

/** An answer of any status, or none and why. */
export type Answer = { kind: 'answer'; status: number; content: string } | { kind: 'silence'; cause: string }

/** An answer that was read. `status` is that of HTTP, or the one that stands as code in the body of a 2xx. */
export type Reading = {
  status: number
  httpStatus: number
  body: Record<string, unknown> | undefined
  /** What is said of the whole request. */
  words: string
  /** Of an upload: how many records were taken; undefined where the answer does not count. */
  processed: number | undefined
  refusals: Refusal[]
}

export function toReading({ status: httpStatus, content }: Extract<Answer, { kind: 'answer' }>): Reading {
  const body = parseObject(content)
  const unprocessed = Array.isArray(body?.unprocessed) ? body?.unprocessed ?? [] : []
  return {
    httpStatus,
    status: judgedStatus(httpStatus, body),
    body,
    words: parseRefusal(body)?.words ?? '',
    processed: parseWhole(body?.processed),
    refusals: unprocessed.flatMap((item: unknown) => parseRefusal(item) ?? [])
  }
}

/** The profile in the answer to a reading, or undefined: `null` for an identity without one (seen in client code). */
export function profileIn({ body }: Reading): Record<string, unknown> | undefined {
  const record = body?.record
  return isObject(record) && Object.keys(record).length > 0 ? record : undefined
}

/** All attributes of a profile: CleverTap has some of them beside the others (seen in client code). */
export function attributesIn(profile: Record<string, unknown>): Record<string, unknown> {
  const { name: Name, email: Email, phone: Phone, profileData } = profile
  return { Name, Email, Phone, ...(isObject(profileData) && profileData) }
}

/** Attributes in words. */
export const describeAttributes = (attributes: object): string =>
  Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${JSON.stringify(value)}`]))
    .join(', ')

/**
 * Why an answer settles nothing, or undefined if it counts: trouble of the moment says nothing about the request.
 * @param mayBeUnauthorized whether the claim is about credentials; else a 401 says that they were refused meanwhile
 */
export function findTrouble(answer: Answer, mayBeUnauthorized: boolean): string | undefined {
  if (answer.kind === 'silence') {
    return answer.cause
  }
  const { status, body, refusals } = toReading(answer)
  if ([429, 500, 502, 503, 504].includes(status)) {
    return `HTTP ${status}`
  }
  if (status === 401 && !mayBeUnauthorized) {
    return 'HTTP 401, though the credentials were accepted before'
  }
  if (isSuccess(status) && !body) {
    return `HTTP ${status} with ${answer.content.trim() === '' ? 'nothing' : 'something that is not JSON'}`
  }
  // CleverTap's code for trouble with one record (documented)
  return refusals.some(({ code }) => code === 555) ? 'code 555' : undefined
}
