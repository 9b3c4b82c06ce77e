import { defaultValues } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import destination from '../../destinations/clevertap'
import { toSubscribers } from '../subscribers'

const subscribersOf = (partnerAction: string) =>
  toSubscribers([
    {
      partnerAction,
      subscribe: 'type = "identify"',
      mapping: defaultValues(destination.actions[partnerAction].fields) as JSONObject
    }
  ])

it.each([
  ['userUpload', 'upload', true, 1000],
  ['userDelete', 'delete', true, 100],
  ['eventUpload', 'upload', false, 1000],
  ['audienceMembership', 'upload', true, 1000]
])('knows from the fields of %s that its requests are of the kind %s', (action, kind, keepsOrder, maxEvents) => {
  expect(subscribersOf(action)).toMatchObject([
    { kind, keepsOrder, maxEvents },
    { action: 'Deletion request', kind: 'delete', keepsOrder: true, maxEvents: 1 }
  ])
})
