/** One example per action, over which the contract of every action is tested. A new action needs one more entry here. */
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import {
  deleteUser,
  identify,
  subscriptionTo,
  track
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'

export type Example = {
  subscription: ReturnType<typeof subscriptionTo>
  /** An event that the subscription takes. `value` stands in it wherever the action has room for data of a person. */
  event: (userId: string | null, value?: string) => SegmentEvent
  path: string
  /** What is sent for the event of a person, with `gold` for a value. */
  record: (identity: string) => JSONObject
  /** The body of a request about one person, and about several. */
  bodyOfOne: (identity: string) => JSONObject
  body: (identities: string[]) => JSONObject
  /** What becomes of an event for which an answer does not account: 500 is repeated, 400 is not. */
  statusInDoubt: 400 | 500
}

const profile = (identity: string) => ({ type: 'profile', source: 'Segment', identity, profileData: { plan: 'gold' } })

const viewed = (identity: string) => ({
  type: 'event',
  source: 'Segment',
  identity,
  ts: 1614834367,
  evtName: 'Viewed',
  evtData: { plan: 'gold' }
})

const member = (identity: string) => ({ type: 'profile', source: 'Segment', identity, profileData: { vip: true } })

const examples: { [action: string]: Example | undefined } = {
  userUpload: {
    subscription: subscriptionTo('userUpload', { standardAttributes: undefined, ts: undefined }),
    event: (userId, value = 'gold') => identify(userId, { plan: value }),
    path: '/1/upload',
    record: profile,
    bodyOfOne: (identity) => ({ d: [profile(identity)] }),
    body: (identities) => ({ d: identities.map(profile) }),
    statusInDoubt: 500
  },
  userDelete: {
    subscription: subscriptionTo('userDelete'),
    event: (userId) => deleteUser(userId),
    path: '/1/delete/profiles.json',
    record: (identity) => ({ identity }),
    bodyOfOne: (identity) => ({ identity }),
    body: (identities) => ({ identity: identities }),
    statusInDoubt: 500
  },
  eventUpload: {
    subscription: { ...subscriptionTo('eventUpload'), subscribe: 'type = "track"' },
    event: (userId, value = 'gold') => track('Viewed', { plan: value }, { userId }),
    path: '/1/upload',
    record: viewed,
    bodyOfOne: (identity) => ({ d: [viewed(identity)] }),
    body: (identities) => ({ d: identities.map(viewed) }),
    statusInDoubt: 400
  },
  audienceMembership: {
    subscription: subscriptionTo('audienceMembership'),
    event: (userId) =>
      track(
        'Audience Entered',
        { vip: true },
        { userId, context: { personas: { computation_class: 'audience', computation_key: 'vip' } } }
      ),
    path: '/1/upload',
    record: member,
    bodyOfOne: (identity) => ({ d: [member(identity)] }),
    body: (identities) => ({ d: identities.map(member) }),
    statusInDoubt: 500
  }
}

/** @throws Error that says where to add the example of an action that has none */
export function exampleOf(action: string): Example {
  const example = examples[action]
  if (example === undefined) {
    throw new Error(`The action ${action} has no example. Add one to test/destination/examples.ts.`)
  }
  return example
}
