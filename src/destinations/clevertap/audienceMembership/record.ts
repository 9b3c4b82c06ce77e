/** One Audience Membership payload to one record of CleverTap's upload, or the reason why the event is refused. Pure. */
import { invalid, recordBuilder } from '../delivery/build'
import type { ProfileRecord } from '../delivery/wire'
import { standardAttributes } from '../userUpload/standard-attributes'
import { warnOfName } from '../values/limits'
import type { Payload } from './generated-types'

/** In lower case. CleverTap takes an attribute named `identity` for one more identity of the person (inferred). */
const takenNames = new Set(['identity', ...standardAttributes.map(({ name }) => name.toLowerCase())])

/** Builds a profile with one attribute, which has the name of the audience and is true or false. */
export const buildAudienceRecord = recordBuilder<Payload, ProfileRecord>(
  (payload, { identity, isMember, warnings }) => {
    const audience = payload.audience.trim()
    if (audience === '') {
      return invalid('Audience is blank. Map it to the key of the audience.')
    }
    if (takenNames.has(audience.toLowerCase())) {
      return invalid(
        'Audience has the name of a standard attribute of CleverTap, or of the identity. Map it to another name.'
      )
    }
    if (isMember === undefined) {
      return invalid(
        'The event does not say whether the person is in an audience. Send Audience Entered and Audience Exited of an Engage audience here.'
      )
    }
    warnOfName('attribute', audience, warnings)
    return { record: { type: 'profile', source: 'Segment', identity, profileData: { [audience]: isMember } } }
  }
)
