import { deleteUser, deliverBatch, interceptClevertap, subscriptionTo } from '../../__tests__/__helpers__/clevertap'

const deletion = subscriptionTo('userDelete')

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

  it.each(['Profile not found', 'No identity given', 'Unknown user'])(
    'is refused, in one request, where CleverTap says %j',
    async (error) => {
      const requests = interceptClevertap([{ body: { status: 'fail', error } }])
      const results = await deliverBatch([deleteUser('u-1'), deleteUser('u-2')], deletion)
      expect(requests).toHaveLength(1)
      expect(results.map(({ status }) => status)).toEqual([400, 400])
    }
  )

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
