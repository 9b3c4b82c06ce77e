/** The CleverTap (Actions) destination: Segment events in, CleverTap profiles and events out. */
import { defaultValues } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'
import audienceMembership from './audienceMembership'
import { authentication } from './authentication'
import { toRequestOptions } from './delivery/client'
import eventUpload from './eventUpload'
import type { Settings } from './generated-types'
import userDelete, { onDelete } from './userDelete'
import userUpload from './userUpload'

const destination: DestinationDefinition<Settings> = {
  name: 'CleverTap (Actions)',
  slug: 'actions-clevertap',
  mode: 'cloud',
  description:
    'Keep CleverTap user profiles in step with Segment: create, update and delete them. Record what people do as events.',
  authentication,
  extendRequest: ({ settings }) => toRequestOptions(settings),
  onDelete,
  presets: [
    {
      name: 'Event Type is Identify',
      subscribe: 'type = "identify"',
      partnerAction: 'userUpload',
      mapping: defaultValues(userUpload.fields),
      type: 'automatic'
    },
    {
      name: 'Event Name is Delete User',
      subscribe: 'event = "Delete User"',
      partnerAction: 'userDelete',
      mapping: defaultValues(userDelete.fields),
      type: 'automatic'
    },
    {
      name: 'Linked Audience Entered',
      partnerAction: 'audienceMembership',
      mapping: defaultValues(audienceMembership.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_entered_track'
    },
    {
      name: 'Linked Audience Exited',
      partnerAction: 'audienceMembership',
      mapping: defaultValues(audienceMembership.fields),
      type: 'specificEvent',
      eventSlug: 'warehouse_audience_exited_track'
    }
  ],
  actions: { userUpload, userDelete, eventUpload, audienceMembership }
}

export default destination
