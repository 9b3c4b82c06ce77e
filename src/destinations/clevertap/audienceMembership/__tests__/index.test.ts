import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import {
  deliverBatch,
  deliverSingle,
  interceptClevertap,
  subscriptionTo,
  track
} from '../../__tests__/__helpers__/clevertap'

const subscription = subscriptionTo('audienceMembership')
const computation = (key: unknown, computation_class = 'audience') => ({
  context: { personas: { computation_class, computation_key: key } }
})
const entered = (key: string, isMember: unknown = true, changes: object = {}) =>
  track(isMember ? 'Audience Entered' : 'Audience Exited', { [key]: isMember }, { ...computation(key), ...changes })

const profile = (profileData: JSONObject, identity = 'u-1') => ({
  type: 'profile',
  source: 'Segment',
  identity,
  profileData
})

describe('Audience Membership', () => {
  it.each<[string, SegmentEvent, JSONObject]>([
    ['true for who entered', entered('vip'), { vip: true }],
    ['false for who left', entered('vip', false), { vip: false }],
    [
      'the same for a step of a journey',
      { ...entered('step_1'), ...computation('step_1', 'journey_step') },
      { step_1: true }
    ],
    ['the name without outer spaces', entered(' vip '), { vip: true }]
  ])('sends %s', async (_name, event, profileData) => {
    const requests = interceptClevertap([{}])
    await expect(deliverSingle(event, subscription)).resolves.toEqual({ status: 'success' })
    expect(requests.map(({ url, body }) => [url, body])).toEqual([
      ['https://in1.api.clevertap.com/1/upload', { d: [profile(profileData)] }]
    ])
  })

  it('sends all audiences of a person in one record', async () => {
    const requests = interceptClevertap([{}])
    const results = await deliverBatch([entered('vip'), entered('new', false), entered('vip', false)], subscription)
    expect(requests.map(({ body }) => body)).toEqual([{ d: [profile({ vip: false, new: false })] }])
    expect(results.map(({ status }) => status)).toEqual([200, 200, 200])
  })

  const unknown =
    'The event does not say whether the person is in an audience. Send Audience Entered and Audience Exited of an Engage audience here.'
  const taken =
    'Audience has the name of a standard attribute of CleverTap, or of the identity. Map it to another name.'

  it.each<[string, SegmentEvent, string | RegExp]>([
    ['without a membership', track('Audience Entered', {}, computation('vip')), unknown],
    ['with a membership that is no truth value', entered('vip', 'yes'), unknown],
    ['of another computation', { ...entered('vip'), ...computation('vip', 'computed_trait') }, unknown],
    ['without a key', track('Audience Entered', { vip: true }), /missing the required field 'audience'/],
    ['with a blank key', entered('  '), 'Audience is blank. Map it to the key of the audience.'],
    ['named as a standard attribute', entered('Email'), taken],
    ['named so in other letter case', entered('customer type'), taken],
    ['named identity', entered('identity'), taken],
    ['without a person', entered('vip', true, { userId: 'null' }), /placeholder/]
  ])('refuses an event %s, and sends the others', async (_name, event, errormessage) => {
    const requests = interceptClevertap([{}])
    const other = entered('vip', true, { userId: 'u-2' })
    const results = await deliverBatch([event, other], subscription)
    expect(requests.map(({ body }) => body)).toEqual([{ d: [profile({ vip: true }, 'u-2')] }])
    expect(results).toMatchObject([
      {
        status: 400,
        errormessage: typeof errormessage === 'string' ? errormessage : expect.stringMatching(errormessage)
      },
      { status: 200 }
    ])
  })

  it('warns of a name that CleverTap may drop', async () => {
    interceptClevertap([{}])
    await expect(deliverSingle(entered('50% off'), subscription)).resolves.toEqual({
      status: 'success',
      warnings: [expect.stringContaining('CleverTap may drop the attribute "50% off"')]
    })
  })
})
