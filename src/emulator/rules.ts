/** What CleverTap refuses in an uploaded record: a table of code, wording, test and evidence, in the order of judging. */
import type { Limits } from './account'
import { eventRules } from './event-rules'
import { isObject } from './json'
import type { Json, JsonObject } from './json'
import { profileRules } from './profile-rules'
import type { Rule } from './rule'
import { identifierKeys } from './store'
import type { IdentifierKey, Identifiers } from './store'

const maxIdentifierCharacters = 1024
const placeholders = new Set([
  ...'null undefined na n/a 0 nil -1 nan -nan inf -inf infinity -infinity (none) none empty xxxxxx'.split(' '),
  '[object object]'
])

/** Who a record is about; a number, which CleverTap was recorded to accept, as its digits, and what is neither as ''. */
export function identifiersOf(record: JsonObject): Identifiers {
  const given = identifierKeys.flatMap((key): [IdentifierKey, string][] => {
    const value: Json | undefined = record[key]
    if (value === undefined || value === null) {
      return []
    }
    return [[key, typeof value === 'string' || typeof value === 'number' ? String(value) : '']]
  })
  return Object.fromEntries(given)
}

function isIdentifier(identifier: string): boolean {
  return identifier.trim() !== '' && identifier.length <= maxIdentifierCharacters
}

function isIdentified(record: JsonObject): boolean {
  const given = identifiersOf(record)
  const { identity = '' } = given
  const values = Object.values(given)
  return values.length > 0 && values.every(isIdentifier) && !placeholders.has(identity.trim().toLowerCase())
}

function isEpochSeconds(ts: Json): boolean {
  return (typeof ts === 'number' || typeof ts === 'string') && /^\d{1,15}$/.test(String(ts)) && Number(ts) > 0
}

/** Code documented; wording approximated, and so is its use for a profile without a profileData object. */
const neither: Rule = {
  code: 524,
  wording: 'Record should be either an event or a profile. ',
  isBrokenBy: ({ type, profileData }) => type !== 'event' && !(type === 'profile' && isObject(profileData))
}

/**
 * Every rule, in the order in which a record is judged; the first broken one refuses it. That gender and email come
 * before phone, and phone before the rest, follows from the recorded replies: only those with 517 to
 * 520 echo the phone as a number. The order of the others is approximated.
 */
export const rules: readonly Rule[] = [
  /** The emulator's own: no code of CleverTap's. */
  {
    code: 501,
    wording: 'Upload of device tokens exists at CleverTap but is not emulated. ',
    isBrokenBy: ({ type }) => type === 'token'
  },
  neither,
  /**
   * Empty identity and wording recorded. The placeholders and 1,024 characters are documented for file imports only,
   * `[object Object]` nowhere; applying them here, the characters to every identifier, is approximated. Records by
   * `objectId`, `FBID` and `GPID` were recorded as success.
   */
  {
    code: 523,
    wording: "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user. ",
    isBrokenBy: (record) => !isIdentified(record)
  },
  /**
   * Code documented, and for custom CleverTap IDs the characters and a length of 64, which the SDKs lengthen by a
   * prefix; wording approximated.
   */
  {
    code: 526,
    wording: 'Object ID is not valid. ',
    isBrokenBy: (record) => !/^(__h|_w_)?[\w()!:@$-]{1,64}$/.test(identifiersOf(record).objectId ?? '-')
  },
  /**
   * Refusal of 0 and wording recorded. Digits as text are in a CleverTap sample for an event. Refusing ISO text,
   * fractions is approximated; milliseconds, unknown, are taken for seconds of a far future.
   */
  {
    code: 525,
    wording: 'Timestamp should be present in the Unix Epoch format. ',
    isBrokenBy: ({ ts }) => ts !== undefined && !isEpochSeconds(ts)
  },
  /** Code seen in client code; the width, unknown, can be set and is off; wording approximated. */
  {
    code: 527,
    wording: 'Timestamp is outside the window of the account. ',
    isBrokenBy: ({ ts }, { timeWindow, now }) => {
      const seconds = Number(ts ?? now)
      const isLimited = timeWindow !== undefined && now !== undefined
      return isLimited && (seconds < now - timeWindow.pastSeconds || seconds > now + timeWindow.futureSeconds)
    }
  },
  ...eventRules,
  ...profileRules
]

/** The first rule that a record of `d` breaks, or undefined when CleverTap would take it. Never throws. */
export function findBrokenRule(record: Json, limits: Limits = {}): Rule | undefined {
  return isObject(record) ? rules.find((rule) => rule.isBrokenBy(record, limits)) : neither
}

/** The text for a code: that of its rule, or for a code without a rule one of our own (approximated). */
export function wordingOf(code: number): string {
  const rule = rules.find((candidate) => candidate.code === code)
  return rule ? rule.wording : `Record refused with code ${code}. `
}
