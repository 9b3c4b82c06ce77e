import {
  deliverBatch,
  deliverSingle,
  identify,
  interceptClevertap,
  passcode,
  refusal,
  settings,
  subscriptionTo
} from '../../__tests__/__helpers__/clevertap'

const upload = subscriptionTo('userUpload', { standardAttributes: undefined, ts: undefined })

describe('User Upload of a batch', () => {
  it('reads a reply that echoes 1,000 refused records', async () => {
    const people = Array.from({ length: 1000 }, (_, index) => identify(`u-${index}`, { biography: 'x'.repeat(400) }))
    const unprocessed = people.map(({ userId, traits }, index) =>
      refusal(index + 1, 515, 'Email is not valid.', { type: 'profile', identity: userId, profileData: traits })
    )
    interceptClevertap([{ body: { status: 'fail', processed: 0, unprocessed } }])
    const results = await deliverBatch(people, upload)
    expect(results).toHaveLength(1000)
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set([400]))
    expect(results[999]).not.toHaveProperty('body.record')
  })

  it('merges what it says of one person, and answers each event with what was sent', async () => {
    const requests = interceptClevertap([{}])
    const events = [identify('u-1', { plan: 'gold', city: 'Bonn' }), identify('u-2'), identify('u-1', { plan: 'pro' })]
    const results = await deliverBatch(events, upload)
    const merged = { type: 'profile', source: 'Segment', identity: 'u-1', profileData: { plan: 'pro', city: 'Bonn' } }
    const other = { type: 'profile', source: 'Segment', identity: 'u-2', profileData: { plan: 'gold' } }
    expect(requests.map(({ body }) => body)).toEqual([{ d: [merged, other] }])
    expect(results.map(({ sent }) => sent)).toEqual([merged, other, merged])
  })

  it('sends what CleverTap calls too large in halves, and rejects the record that is', async () => {
    const requests = interceptClevertap([{ status: 413 }, { status: 413 }, {}, { status: 413 }, {}])
    const results = await deliverBatch(
      ['u-1', 'u-2', 'u-3', 'u-4'].map((userId) => identify(userId)),
      upload
    )
    expect(
      requests.map(({ body }) => (body as { d: { identity: string }[] }).d.map(({ identity }) => identity))
    ).toEqual([['u-1', 'u-2', 'u-3', 'u-4'], ['u-1', 'u-2'], ['u-1'], ['u-2'], ['u-3', 'u-4']])
    expect(results.map(({ status }) => status)).toEqual([200, 413, 200, 200])
    expect(results[1]).toMatchObject({
      errormessage: 'CleverTap answered 413: the event is too large. Map fewer attributes, or shorter ones.'
    })
  })
})

describe('wrong credentials', () => {
  it('fail a single event with the likely causes', async () => {
    interceptClevertap([{ status: 401, body: { status: 'fail', error: 'Account ID is not valid', code: 401 } }])
    await expect(deliverSingle(identify('u-1'), upload)).rejects.toMatchObject({
      status: 401,
      code: 'INVALID_AUTHENTICATION',
      message: expect.stringMatching(/Account ID.*passcode.*REST Endpoint/)
    })
  })

  it('are trimmed, since a copied passcode often has a space', async () => {
    const requests = interceptClevertap([{}])
    await deliverSingle(identify('u-1'), upload, { clevertapPasscode: ` ${settings.clevertapPasscode}\n` })
    expect(requests[0].headers['x-clevertap-passcode']).toBe(passcode)
  })
})
