/** CleverTap's answer to one request: whether it is one, and what it says of the request as a whole. Pure. */
import { isBlank, parseObject, parseWhole } from '../values/json'
import { parseRefusal } from './refusals'
import type { Refusal } from './refusals'
import type { ReplyBody } from './wire'

const keysOfAnswers = ['status', 'processed', 'unprocessed', 'code', 'error']

/**
 * @param content the body of a reply
 * @returns undefined if it is not CleverTap's: an empty body, a web page, a list, or JSON that reports nothing. A proxy may
 * have sent it
 */
export function parseAnswer(content: string): ReplyBody | undefined {
  // A list is not an answer, and to parse one of 50 MB would cost much memory.
  const body = content.trimStart().startsWith('{') ? parseObject(content) : undefined
  return body && keysOfAnswers.some((key) => key in body) ? body : undefined
}

export const isSuccess = (status: number) => status >= 200 && status <= 299

const toStatus = ({ status }: ReplyBody) => (typeof status === 'string' ? status.trim().toLowerCase() : '')

const counts = ({ processed }: ReplyBody, count: number) => isBlank(processed) || parseWhole(processed) === count

/**
 * Whether the top of an answer says that `count` records were taken. Without a status, it must count them.
 * @param refused how many it lists as refused. Success stood above refusals too (recorded in 2017), `partial` does now
 */
export function reportsSuccess(body: ReplyBody, count: number, refused: number): boolean {
  const { status, code, error, processed } = body
  const isSaid = isBlank(status)
    ? !isBlank(processed)
    : toStatus(body) === 'success' || (refused > 0 && toStatus(body) === 'partial')
  return isSaid && (isBlank(code) || parseWhole(code) === 200) && isBlank(error) && counts(body, count)
}

/**
 * The refusal of a whole request in a 2xx, by a code of failure, or by `fail` and words.
 * Source: `{"status":"fail","error":…,"code":400}` was seen with HTTP 200 (observed in client code).
 * @returns undefined if the answer refuses nothing, or contradicts itself
 */
export function refusalOfAll(body: ReplyBody): Refusal | undefined {
  const status = toStatus(body)
  const refusal = parseRefusal(body)
  if (!refusal || status === 'success' || status === 'partial' || !counts(body, 0)) {
    return undefined
  }
  const { code } = refusal
  const saysWhy = code === undefined ? status === 'fail' && !isBlank(body.error) : !isSuccess(code)
  return saysWhy ? refusal : undefined
}

/** Whether success stands beside a code of failure. */
export function contradictsItself(body: ReplyBody): boolean {
  const code = parseRefusal(body)?.code
  return toStatus(body) === 'success' && code !== undefined && !isSuccess(code)
}

/** Whether a code in a body means the HTTP status of that number. CleverTap's own codes begin at 509 (documented). */
export const isStatusCode = (code: number) => code >= 300 && code < 509

/** The status by which a whole answer is to be judged: its own, or the one that stands as code in a 2xx. */
export function judgedStatus(status: number, body: ReplyBody | undefined): number {
  const code = body && isSuccess(status) ? refusalOfAll(body)?.code : undefined
  return code !== undefined && isStatusCode(code) ? code : status
}
