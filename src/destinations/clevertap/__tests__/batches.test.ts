import {
  deleteUser,
  deliverBatch,
  deliverSingle,
  identify,
  interceptClevertap,
  refusal,
  subscriptionTo
} from './__helpers__/clevertap'

const upload = subscriptionTo('userUpload', { standardAttributes: undefined, ts: undefined })
const deletion = subscriptionTo('userDelete')

const sentRecord = (identity: string) => ({
  type: 'profile',
  source: 'Segment',
  identity,
  profileData: { plan: 'gold' }
})

describe('User Upload of a batch', () => {
  const three = [identify('u-1'), identify('u-2'), identify('u-3')]
  const ok = (identity: string) => ({ status: 200, sent: sentRecord(identity), body: { status: 'success' } })
  const refused = (identity: string) => ({
    status: 400,
    errortype: 'BAD_REQUEST',
    errormessage: expect.stringContaining('code 516'),
    errorreporter: 'DESTINATION',
    sent: sentRecord(identity),
    body: { status: 'fail', code: 516, error: 'Profile data is incorrect. Phone number is not valid.' }
  })

  it.each([
    ['first', 1, [refused('u-1'), ok('u-2'), ok('u-3')]],
    ['middle', 2, [ok('u-1'), refused('u-2'), ok('u-3')]],
    ['last', 3, [ok('u-1'), ok('u-2'), refused('u-3')]]
  ])('keeps the others delivered when the %s is refused', async (_name, position, results) => {
    const unprocessed = [refusal(position, 516, 'Phone number is not valid.', { identity: `u-${position}` })]
    interceptClevertap([{ body: { status: 'partial', processed: 2, unprocessed } }])
    expect(await deliverBatch(three, upload)).toEqual(results)
  })

  it('ties a refusal to its event when others were refused before sending', async () => {
    const unprocessed = [refusal(2, 516, 'Phone number is not valid.')]
    interceptClevertap([{ body: { status: 'partial', processed: 1, unprocessed } }])
    expect(
      await deliverBatch([identify('null'), identify('u-1'), identify('nil'), identify('u-2')], upload)
    ).toMatchObject([
      { errortype: 'PAYLOAD_VALIDATION_FAILED' },
      ok('u-1'),
      { errortype: 'PAYLOAD_VALIDATION_FAILED' },
      { status: 400 }
    ])
  })

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

  it('splits more than 1,000 records and lets a failed request fail alone', async () => {
    const people = Array.from({ length: 2001 }, (_, index) => identify(`u-${index}`))
    const requests = interceptClevertap([{}, { status: 503 }, {}])
    const results = await deliverBatch(people, upload)
    expect(requests.map(({ body }) => (body as { d: unknown[] }).d.length)).toEqual([1000, 1000, 1])
    expect(results.map(({ status }) => status)).toEqual([
      ...Array<number>(1000).fill(200),
      ...Array<number>(1000).fill(503),
      200
    ])
  })

  it('sends both records of a person, in order', async () => {
    const requests = interceptClevertap([{}])
    await deliverBatch([identify('u-1', { plan: 'gold' }), identify('u-1', { plan: 'silver' })], upload)
    expect(requests[0].body).toMatchObject({
      d: [{ profileData: { plan: 'gold' } }, { profileData: { plan: 'silver' } }]
    })
  })

  it('fails a single event that CleverTap refuses in a 200', async () => {
    const unprocessed = [refusal(1, 516, 'Phone number is not valid.')]
    interceptClevertap([{ body: { status: 'fail', processed: 0, unprocessed } }])
    await expect(deliverSingle(identify('u-1'), upload)).rejects.toMatchObject({
      status: 400,
      code: '516',
      message: expect.stringContaining('Phone is not valid')
    })
  })

  it('has a single event retried that CleverTap could not process', async () => {
    const unprocessed = [refusal(1, 555, 'Server error.')]
    interceptClevertap([{ body: { status: 'fail', processed: 0, unprocessed } }])
    await expect(deliverSingle(identify('u-1'), upload)).rejects.toMatchObject({
      status: 500,
      code: 'RETRYABLE_ERROR'
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

  it('splits more than 100 and lets a failed request fail alone', async () => {
    const requests = interceptClevertap([{}, { status: 429 }, {}])
    const people = Array.from({ length: 201 }, (_, index) => deleteUser(`u-${index}`))
    const results = await deliverBatch(people, deletion)
    expect(requests.map(({ body }) => [(body as { identity: unknown }).identity].flat().length)).toEqual([100, 100, 1])
    expect(results.map(({ status }) => status)).toEqual([
      ...Array<number>(100).fill(200),
      ...Array<number>(100).fill(429),
      200
    ])
  })
})
