/** Uploads: every record judged before any is stored, and the reply that reports the refused ones. */
import type { Account } from './account'
import { parseBody, toFailure, toMalformed, toReply } from './http'
import type { Reply, Request } from './http'
import { isObject } from './json'
import type { Json, JsonObject } from './json'
import { findBrokenRule, identifiersOf, wordingOf } from './rules'

/** Documented: developer.clevertap.com "Upload User Profiles". */
const maxRecordsPerUpload = 1000

/**
 * `POST /1/upload`. Reply shape, statuses `success`, `partial` and `fail` at HTTP 200, and the order of `unprocessed`
 * are recorded, in the form of 2018. `?dryRun=1` is seen in client code, `true` approximated. More than 1,000 records:
 * documented limit, approximated reply.
 * @param failingDraw a number from 0 up to but not including 1 that picks the one record that fails with 555, which is
 * documented as a miscellaneous server error
 */
export function answerUpload(request: Request, account: Account, failingDraw?: number): Reply {
  const records = parseBody(request.body)?.d
  if (!Array.isArray(records) || records.length === 0) {
    return toMalformed()
  }
  if (records.length > maxRecordsPerUpload) {
    return toFailure(400, `Max ${maxRecordsPerUpload} are allowed`)
  }

  const { refusals = [] } = account
  const refusedCodes = new Map(refusals.map(({ identity, code }): [string | undefined, number] => [identity, code]))
  const failingIndex = failingDraw === undefined ? -1 : Math.floor(failingDraw * records.length)
  const codes = records.map((record, index) =>
    index === failingIndex
      ? 555
      : refusedCodes.get(isObject(record) ? identifiersOf(record).identity : undefined) ??
        findBrokenRule(record, account)?.code
  )
  const unprocessed = records.flatMap((record, index) => {
    const code = codes[index]
    return code === undefined ? [] : [toRefusal(record, index + 1, code)]
  })
  const processed = records.length - unprocessed.length

  const isDryRun = /^(1|true)$/i.test(request.query.get('dryRun') ?? '')
  const taken = isDryRun ? [] : records.filter((_record, index) => codes[index] === undefined)
  taken.forEach((record) => apply(record, account))

  const body = { status: toStatus(processed, unprocessed.length), processed, unprocessed }
  return toReply(200, body, { applied: taken.length, refused: unprocessed.length, deleted: 0 })
}

/** Stores a record that breaks no rule. */
function apply(record: Json, { store, now }: Account): void {
  if (!isObject(record)) {
    return
  }
  const { profileData, evtName, evtData, ts } = record
  if (typeof evtName === 'string' && isObject(evtData) && record.type === 'event') {
    store.record(identifiersOf(record), { evtName, evtData, ts }, now)
  } else if (isObject(profileData)) {
    store.upsert(identifiersOf(record), profileData, ts)
  }
}

function toStatus(processed: number, refused: number): string {
  if (refused === 0) {
    return 'success'
  }
  return processed === 0 ? 'fail' : 'partial'
}

function toRefusal(record: Json, position: number, code: number): JsonObject {
  const error = `${wordingOf(code)}Skipped record number : ${position}`
  return { status: 'fail', code, error, record: toEcho(record, code) }
}

/**
 * The record as CleverTap echoes it: as sent, except (recorded) that a phone which passed its check is a number in
 * refusals by a later one, and that `profileData.identity` is text in refusals by the last one, that of the age.
 */
function toEcho(record: Json, code: number): Json {
  if (!isObject(record) || !isObject(record.profileData)) {
    return record
  }
  const { Phone: phone, identity } = record.profileData
  const isPhoneRead = code >= 517 && code <= 520 && typeof phone === 'string' && /^\+\d+$/.test(phone)
  const isIdentityRead = code === 520 && typeof identity === 'number'
  return {
    ...record,
    profileData: {
      ...record.profileData,
      ...(isPhoneRead && { Phone: Number(phone) }),
      ...(isIdentityRead && { identity: String(identity) })
    }
  }
}
