/** CleverTap's Name from the two halves of a name. Pure. */
import type { JSONObject } from '@segment/actions-core'
import { toComparable, toSingle } from '../values/json'
import { isOperator } from '../values/operators'
import { leftOut } from '../values/warning'
import type { Warnings } from '../values/warning'
import type { Candidate } from '../values/candidates'
import { chooseClaim } from './choice'
import type { ChoiceOptions } from './choice'
import type { Claims } from './claims'
import { firstName, lastName } from './standard-attributes'
import type { StandardAttribute } from './standard-attributes'

/** A standard attribute with a value that CleverTap would refuse. `isOtherSent`: it has another one, which is sent. */
export type InvalidAttribute = Pick<StandardAttribute, 'name' | 'rule'> & { isOtherSent: boolean }

/** The Name that both halves make, if they make one, of which values, and which values are at fault. */
export type JoinedName = { text?: string; parts: Candidate[]; invalid: InvalidAttribute[] }

/**
 * Half a name is not sent: it would overwrite a full one.
 * @returns undefined if there is no half
 */
export function joinHalves(claims: Claims, options: ChoiceOptions): JoinedName | undefined {
  if (!claims.has(firstName) && !claims.has(lastName)) {
    return undefined
  }
  const invalid: InvalidAttribute[] = []
  const parts: Candidate[] = []
  const texts = [firstName, lastName].map((half) => {
    const claim = claims.get(half)
    if (claim === undefined) {
      return undefined
    }
    const { sent, said, refused } = chooseClaim(half, claim, options)
    said.slice(0, 1).forEach((used) => parts.push(used))
    // An operator is no half of a name, and no mistake either: `{"$delete":1}` removes the custom attribute.
    if (!options.sendsInvalid && refused.some(({ value }) => !isOperator(toSingle(value)))) {
      invalid.push({ name: half.name, rule: half.rule, isOtherSent: sent !== undefined })
    }
    return sent
  })
  // What is sent of a half may be an operator, or no text where invalid values are sent: that is no name.
  return { text: texts.every((text) => typeof text === 'string') ? texts.join(' ') : undefined, parts, invalid }
}

/**
 * Warns about a half of a name that is mapped, so that it is not a custom attribute, and that is not sent.
 * @param profileData all that is sent
 * @param invalid attributes that have their warning already
 */
export function warnOfHalves(
  claims: Claims,
  { text, parts }: JoinedName,
  profileData: JSONObject,
  invalid: InvalidAttribute[],
  warnings: Warnings
) {
  const inName = text !== undefined && profileData.Name === text ? parts : []
  const mapped = [firstName, lastName]
    .flatMap((half) => claims.get(half)?.candidates ?? [])
    .filter((candidate) => candidate.kind === 'named' && !inName.includes(candidate))
  if (mapped.length === 0) {
    return
  }
  const sent = new Set(Object.values(profileData).map(toComparable))
  for (const { key, value } of mapped) {
    if (!sent.has(toComparable(value)) && !invalid.some(({ name }) => name === key)) {
      const other = key === firstName.name ? lastName.name : firstName.name
      const why =
        profileData.Name === undefined
          ? `it is sent only together with ${other}, as Name.`
          : 'Name has a value of its own.'
      warnings.push(leftOut(key, `${key} was left out: ${why}`))
    }
  }
}
