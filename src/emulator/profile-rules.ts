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

type AttributeRule = {
  attribute: string
  code: number
  sentence: string
  isValid: (value: Json) => boolean
}

/**
 * A rule about a reserved attribute, which is reserved only under CleverTap's exact spelling. `null` breaks no rule
 * (approximated: unknown) and neither does `{"$delete":1}` (documented for Gender); other operators do (approximated).
 */
function toRule({ attribute, code, sentence, isValid }: AttributeRule): Rule {
  return {
    code,
    wording: `Profile data is incorrect. ${sentence}`,
    isBrokenBy({ type, profileData }) {
      if (type !== 'profile' || !isObject(profileData)) {
        return false
      }
      const value: Json | undefined = profileData[attribute]
      return value !== undefined && value !== null && operatorOf(value) !== '$delete' && !isValid(value)
    }
  }
}

/** In the order of judging. */
const attributeRules: AttributeRule[] = [
  /** Recorded for "GG". */
  {
    attribute: 'Gender',
    code: 514,
    sentence: 'Gender needs to be M/F.',
    isValid: isOneOf('M', 'F')
  },
  /** Recorded for "1234" and "$$$$$"; the rest approximated. */
  {
    attribute: 'Email',
    code: 515,
    sentence: 'Email is not valid.',
    isValid: isEmail
  },
  /**
   * Recorded for "223" and "+44+441234"; `+` and country code documented; that no country code begins with 0 and the 7
   * to 15 digits are approximated after E.164.
   */
  {
    attribute: 'Phone',
    code: 516,
    sentence: 'Phone number is not valid.',
    isValid: (value) => typeof value === 'string' && /^\+[1-9]\d{6,14}$/.test(value)
  },
  /** Recorded for "223". */
  {
    attribute: 'Employed',
    code: 517,
    sentence: 'Employed needs to be Y/N.',
    isValid: isOneOf('Y', 'N')
  },
  /** Recorded for "223", with two full stops. */
  {
    attribute: 'Education',
    code: 518,
    sentence: 'Education needs to be School/College/Graduate..',
    isValid: isOneOf('School', 'College', 'Graduate')
  },
  /** Recorded for "223". */
  {
    attribute: 'Married',
    code: 519,
    sentence: 'Married needs to be Y/N.',
    isValid: isOneOf('Y', 'N')
  },
  /** Recorded for "aa", and "18" as accepted; 1 to 120 approximated. */
  {
    attribute: 'Age',
    code: 520,
    sentence: 'Age is invalid.',
    isValid: isAge
  }
]

export const profileRules = attributeRules.map(toRule)
