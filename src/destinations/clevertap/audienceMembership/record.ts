/** One Audience Membership payload to one record of CleverTap's upload, or the reason why the event is refused. Pure. */
import type { Built } from '../delivery/batch'
import type { ProfileRecord } from '../delivery/wire'
import { standardAttributes } from '../userUpload/standard-attributes'
import { parseIdentity } from '../values/identity'
import { warnOfName } from '../values/limits'
import { Warnings } from '../values/warning'
import type { Payload } from './generated-types'

/** In lower case. CleverTap takes an attribute named `identity` for one more identity of the person (inferred). */
const takenNames = new Set(['identity', ...standardAttributes.map(({ name }) => name.toLowerCase())])

/**
 * @param payload as the mapping made it; is not changed
 * @param isMember whether the person is in the audience; undefined if the event does not say
 * @returns a profile with one attribute, which has the name of the audience and is true or false
 */
export function buildAudienceRecord(payload: Payload, isMember: boolean | undefined): Built<ProfileRecord> {
  const parsed = parseIdentity(payload.identity)
  if ('reason' in parsed) {
    return { fate: 'invalid', reason: parsed.reason }
  }
  const audience = payload.audience.trim()
  if (audience === '') {
    return { fate: 'invalid', reason: 'Audience is blank. Map it to the key of the audience.' }
  }
  if (takenNames.has(audience.toLowerCase())) {
    return {
      fate: 'invalid',
      reason: 'Audience has the name of a standard attribute of CleverTap, or of the identity. Map it to another name.'
    }
  }
  if (isMember === undefined) {
    return {
      fate: 'invalid',
      reason:
        'The event does not say whether the person is in an audience. Send Audience Entered and Audience Exited of an Engage audience here.'
    }
  }
  const warnings = new Warnings()
  parsed.warnings.forEach((warning) => warnings.push(warning))
  warnOfName('attribute', audience, warnings)
  const { identity } = parsed
  const record: ProfileRecord = {
    type: 'profile',
    source: 'Segment',
    identity,
    profileData: { [audience]: isMember }
  }
  return { fate: 'valid', record, warnings: warnings.toList() }
}
