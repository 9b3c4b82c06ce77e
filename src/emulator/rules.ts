/** What CleverTap refuses in one uploaded record: a table of code, wording, test and evidence. */
import { isObject } from './json'
import type { Json, JsonObject } from './json'
import { identifierKeys, isOperator } from './store'
import type { IdentifierKey, Identifiers } from './store'

/**
 * One reason to refuse a record. `wording` is CleverTap's text up to the position ("Skipped record number : N"),
 * with or without a space before it, as recorded.
 *
 * Evidence: `recorded` wording and trigger come from real exchanges of 2017 and 2018 kept as test fixtures by
 * tradeo/clevertap-ruby; `documented` codes come from developer.clevertap.com "API Errors"; `approximated` is our
 * guess where neither says. `note` tells which part of a rule has which.
 */
export type Rule = { code: number; wording: string; note: string; isBrokenBy: (record: JsonObject) => boolean }

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

function isEmail(value: Json): boolean {
  if (typeof value !== 'string' || value.length > 254) {
    return false
  }
  const [local, domain, ...rest] = value.split('@')
  if (domain === undefined || rest.length > 0) {
    return false
  }
  const isLocalPart = /^[^\s\p{Cc}"()<>[\],;:\\]{1,64}$/u.test(local) && !/^\.|\.\.|\.$/.test(local)
  const labels = domain.split('.')
  return (
    isLocalPart &&
    labels.length > 1 &&
    labels.every((label) => /^(?!-)[\p{L}\p{M}\p{Nd}-]+$/u.test(label) && !/-$/.test(label))
  )
}

function isAge(value: Json): boolean {
  const isWhole = typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && /^\d+$/.test(value)
  return isWhole && Number(value) >= 1 && Number(value) <= 120
}

const isOneOf =
  (...allowed: string[]) =>
  (value: Json) =>
    typeof value === 'string' && allowed.includes(value)

type AttributeRule = {
  attribute: string
  code: number
  sentence: string
  note: string
  isValid: (value: Json) => boolean
}

/**
 * A rule about a reserved attribute, which is reserved only under CleverTap's exact spelling. `null` breaks no rule
 * (approximated: unknown) and neither does an operator object such as `{"$delete":1}` (documented for Gender).
 */
function toRule({ attribute, code, sentence, note, isValid }: AttributeRule): Rule {
  return {
    code,
    wording: `Profile data is incorrect. ${sentence}`,
    note,
    isBrokenBy({ type, profileData }) {
      if (type !== 'profile' || !isObject(profileData)) {
        return false
      }
      const value: Json | undefined = profileData[attribute]
      return value !== undefined && value !== null && !isOperator(value) && !isValid(value)
    }
  }
}

const attributeRules: AttributeRule[] = [
  {
    attribute: 'Gender',
    code: 514,
    sentence: 'Gender needs to be M/F.',
    note: 'Recorded for "GG".',
    isValid: isOneOf('M', 'F')
  },
  {
    attribute: 'Email',
    code: 515,
    sentence: 'Email is not valid.',
    note: 'Recorded for "1234" and "$$$$$"; the rest approximated.',
    isValid: isEmail
  },
  {
    attribute: 'Phone',
    code: 516,
    sentence: 'Phone number is not valid.',
    note:
      'Recorded for "223" and "+44+441234"; `+` and country code documented; that no country code begins with 0 and ' +
      'the 7 to 15 digits are approximated after E.164.',
    isValid: (value) => typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value)
  },
  {
    attribute: 'Employed',
    code: 517,
    sentence: 'Employed needs to be Y/N.',
    note: 'Recorded for "223".',
    isValid: isOneOf('Y', 'N')
  },
  {
    attribute: 'Education',
    code: 518,
    sentence: 'Education needs to be School/College/Graduate..',
    note: 'Recorded for "223", with two full stops.',
    isValid: isOneOf('School', 'College', 'Graduate')
  },
  {
    attribute: 'Married',
    code: 519,
    sentence: 'Married needs to be Y/N.',
    note: 'Recorded for "223".',
    isValid: isOneOf('Y', 'N')
  },
  {
    attribute: 'Age',
    code: 520,
    sentence: 'Age is invalid.',
    note: 'Recorded for "aa", and "18" as accepted; 1 to 120 approximated.',
    isValid: isAge
  }
]

const neither: Rule = {
  code: 524,
  wording: 'Record should be either an event or a profile. ',
  note: 'Code documented; wording approximated, and so is its use for a profile without a profileData object.',
  isBrokenBy: ({ type, profileData }) => type !== 'event' && !(type === 'profile' && isObject(profileData))
}

/**
 * Every rule, in the order in which a record is judged; the first broken one refuses it. That gender and email come
 * before phone, and phone before the rest, follows from the recorded replies: only those with 517 to
 * 520 echo the phone as a number. The order of the first three is approximated.
 */
export const rules: readonly Rule[] = [
  neither,
  {
    code: 523,
    wording: "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user. ",
    note:
      'Empty identity and wording recorded. The placeholders and 1,024 characters are documented for file imports only, ' +
      '`[object Object]` nowhere; applying them here, the characters to every identifier, is approximated. Records by ' +
      '`objectId`, `FBID` and `GPID` were recorded as success.',
    isBrokenBy: (record) => !isIdentified(record)
  },
  {
    code: 526,
    wording: 'Object ID is not valid. ',
    note:
      'Code documented, and for custom CleverTap IDs the characters and a length of 64, which the SDKs lengthen by a ' +
      'prefix; wording approximated.',
    isBrokenBy: (record) => !/^(__h|_w_)?[\w()!:@$-]{1,64}$/.test(identifiersOf(record).objectId ?? '-')
  },
  {
    code: 525,
    wording: 'Timestamp should be present in the Unix Epoch format. ',
    note:
      'Refusal of 0 and wording recorded. Digits as text are in a CleverTap sample for an event. Refusing ISO text, ' +
      'fractions is approximated; milliseconds, unknown, are taken for seconds of a far future.',
    isBrokenBy: ({ ts }) => ts !== undefined && !isEpochSeconds(ts)
  },
  ...attributeRules.map(toRule)
]

/** The first rule that a record of `d` breaks, or undefined when CleverTap would take it. Never throws. */
export function findBrokenRule(record: Json): Rule | undefined {
  return isObject(record) ? rules.find((rule) => rule.isBrokenBy(record)) : neither
}

/** The text for a code: that of its rule, or for a code without a rule one of our own (approximated). */
export function wordingOf(code: number): string {
  const rule = rules.find((candidate) => candidate.code === code)
  return rule ? rule.wording : `Record refused with code ${code}. `
}
