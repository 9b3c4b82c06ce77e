/** The Audience Membership action: says on a person's profile whether the person is in an audience. */
import type { ActionDefinition } from '@segment/actions-core'
import { performers } from '../delivery/delivery'
import type { Settings } from '../generated-types'
import { upload } from '../userUpload'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { buildAudienceRecord } from './record'

const action: ActionDefinition<Settings, Payload> = {
  title: 'Audience Membership',
  description:
    'Keep an attribute on each person that says whether they are in an Engage audience, so that CleverTap can segment by it. One mapping serves all audiences.',
  platform: 'cloud',
  defaultSubscription: 'event = "Audience Entered" or event = "Audience Exited"',
  fields,
  ...performers({ ...upload, buildRecord: buildAudienceRecord })
}

export default action
