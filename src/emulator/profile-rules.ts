/** What CleverTap refuses in the attributes of a profile. */
import { operatorOf } from './attributes'
import { isObject } from './json'
import type { Json } from './json'
import type { Rule } from './rule'

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

type Row = [code: number, attribute: string, sentence: string, isValid: (value: Json) => boolean]

/** In the order of judging. Each is recorded for a single value, the rest is documented or, where it says so, approximated. */
const rows: Row[] = [
  // Recorded for "GG".
  [514, 'Gender', 'Gender needs to be M/F.', isOneOf('M', 'F')],
  // Recorded for "1234" and "$$$$$"; the grammar is approximated.
  [515, 'Email', 'Email is not valid.', isEmail],
  // Recorded for "223" and "+44+441234"; `+` and country code documented; no leading 0, and 7 to 15 digits: approximated.
  [516, 'Phone', 'Phone number is not valid.', (value) => typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value)],
  // Recorded for "223", as are the next two, one of whose sentences ends with two full stops.
  [517, 'Employed', 'Employed needs to be Y/N.', isOneOf('Y', 'N')],
  [518, 'Education', 'Education needs to be School/College/Graduate..', isOneOf('School', 'College', 'Graduate')],
  [519, 'Married', 'Married needs to be Y/N.', isOneOf('Y', 'N')],
  // Recorded for "aa", and "18" as accepted; 1 to 120 approximated.
  [520, 'Age', 'Age is invalid.', isAge]
]

/**
 * A rule about a reserved attribute, which is reserved only under CleverTap's exact spelling. `null` breaks no rule
 * (approximated: unknown) and neither does `{"$delete":1}` (documented for Gender); other operators do (approximated).
 */
export const profileRules = rows.map(
  ([code, attribute, sentence, isValid]): Rule => ({
    code,
    wording: `Profile data is incorrect. ${sentence}`,
    isBrokenBy({ type, profileData }) {
      if (type !== 'profile' || !isObject(profileData)) {
        return false
      }
      const value: Json | undefined = profileData[attribute]
      return value !== undefined && value !== null && operatorOf(value) !== '$delete' && !isValid(value)
    }
  })
)
