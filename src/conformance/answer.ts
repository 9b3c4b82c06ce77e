/** What came of one call, and what it says: read once, judged elsewhere. Pure. */
import { isSuccess, judgedStatus } from '../destinations/clevertap/delivery/answer'
import { isObject, parseObject, parseWhole } from '../destinations/clevertap/values/json'
import { parseRefusal } from '../destinations/clevertap/delivery/refusals'
import type { Refusal } from '../destinations/clevertap/delivery/refusals'

/** An answer of any status, or none and why; `headers` are those that matter, by their lower-case names. */
export type Answer =
  | { kind: 'answer'; status: number; headers: Record<string, string>; content: string }
  | { kind: 'silence'; cause: string }

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
    refusals: unprocessed.map(parseRefusal).flatMap((refusal) => (refusal ? [refusal] : []))
  }
}

/** The profile in the answer to a reading, or undefined: where nobody is known, CleverTap's is said to be `null`. */
export function profileIn({ body }: Reading): Record<string, unknown> | undefined {
  const record = body?.record
  return isObject(record) && Object.keys(record).length > 0 ? record : undefined
}

/** All attributes of a profile: CleverTap has some of them beside the others (seen in client code). */
export function attributesIn(profile: Record<string, unknown>): Record<string, unknown> {
  const { name: Name, email: Email, phone: Phone, profileData } = profile
  return { Name, Email, Phone, ...(isObject(profileData) && profileData) }
}

/** Statuses that are trouble of the moment and say nothing about the request. */
const troubles = [429, 500, 502, 503, 504]

/** CleverTap's code for trouble with one record (documented). */
const troubleCode = 555

/**
 * Why an answer settles nothing, or undefined if it counts.
 * @param mayBeUnauthorized whether the claim is about credentials; else a 401 says that they were refused meanwhile
 */
export function findTrouble(answer: Answer, mayBeUnauthorized: boolean): string | undefined {
  if (answer.kind === 'silence') {
    return answer.cause
  }
  const { status, body, refusals } = toReading(answer)
  if (troubles.includes(status)) {
    return `HTTP ${status}`
  }
  if (status === 401 && !mayBeUnauthorized) {
    return 'HTTP 401, though the credentials were accepted before'
  }
  if (isSuccess(status) && !body) {
    return `HTTP ${status} with ${answer.content.trim() === '' ? 'nothing' : 'something that is not JSON'}`
  }
  return refusals.some(({ code }) => code === troubleCode) ? `code ${troubleCode}` : undefined
}

/** Whether the other side says that it does not have what is asked for (HTTP 501, or that code for a record). */
export function isUnimplemented(answer: Answer): boolean {
  if (answer.kind === 'silence') {
    return false
  }
  const { status, refusals } = toReading(answer)
  return status === 501 || refusals.some(({ code }) => code === 501)
}
