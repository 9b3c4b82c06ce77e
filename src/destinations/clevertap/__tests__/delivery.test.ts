import {
  deleteUser,
  deliverBatch,
  deliverSingle,
  identify,
  interceptClevertap,
  passcode,
  refusal,
  settings,
  subscriptionTo
} from './__helpers__/clevertap'

const upload = subscriptionTo('userUpload', { standardAttributes: undefined, ts: undefined })
const deletion = subscriptionTo('userDelete')

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

  it('sends both records of a person, in order', async () => {
    const requests = interceptClevertap([{}])
    await deliverBatch([identify('u-1', { plan: 'gold' }), identify('u-1', { plan: 'silver' })], upload)
    expect(requests[0].body).toMatchObject({
      d: [{ profileData: { plan: 'gold' } }, { profileData: { plan: 'silver' } }]
    })
  })
})

describe('User Delete of a batch', () => {
  it('asks for a person once and answers for every event of theirs', async () => {
    const requests = interceptClevertap([{}])
    const results = await deliverBatch([deleteUser('u-1'), deleteUser('u-2'), deleteUser(' u-1')], deletion)
    expect(requests.map(({ body }) => body)).toEqual([{ identity: ['u-1', 'u-2'] }])
    expect(results.map(({ status, sent }) => [status, sent])).toEqual([
      [200, { identity: 'u-1' }],
      [200, { identity: 'u-2' }],
      [200, { identity: 'u-1' }]
    ])
  })

  it('writes one identity as text even if several events asked for it', async () => {
    const requests = interceptClevertap([{}])
    await deliverBatch([deleteUser('u-1'), deleteUser('u-1')], deletion)
    expect(requests.map(({ body }) => body)).toEqual([{ identity: 'u-1' }])
  })

  it('finds the one that CleverTap does not know by asking for ever fewer', async () => {
    const unknown = { body: { status: 'fail', error: 'Profile not found' } }
    const requests = interceptClevertap([unknown, {}, unknown, unknown, {}])
    const results = await deliverBatch(['u-1', 'u-2', 'u-3', 'u-4'].map(deleteUser), deletion)
    expect(requests.map(({ body }) => body)).toEqual([
      { identity: ['u-1', 'u-2', 'u-3', 'u-4'] },
      { identity: ['u-1', 'u-2'] },
      { identity: ['u-3', 'u-4'] },
      { identity: 'u-3' },
      { identity: 'u-4' }
    ])
    const done = { status: 'success' }
    const warning = 'CleverTap has no profile with this identity, so there was nothing to delete.'
    expect(results).toEqual([
      { status: 200, sent: { identity: 'u-1' }, body: done },
      { status: 200, sent: { identity: 'u-2' }, body: done },
      {
        status: 200,
        sent: { identity: 'u-3' },
        body: { status: 'fail', error: 'Profile not found', warnings: [warning] }
      },
      { status: 200, sent: { identity: 'u-4' }, body: done }
    ])
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
