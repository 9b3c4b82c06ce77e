import type { SegmentEvent } from '@segment/actions-core'
import { endpointChoices } from '../endpoints'
import {
  deleteUser,
  deliverBatch,
  deliverSingle,
  everythingIn,
  identify,
  interceptClevertap,
  passcode,
  refusal,
  settings,
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

const actions = [
  {
    action: 'User Upload',
    subscription: upload,
    event: (userId: string | null): SegmentEvent => identify(userId),
    path: '/1/upload',
    record: (identity: string): object => sentRecord(identity),
    bodyOfOne: (identity: string): object => ({ d: [sentRecord(identity)] }),
    body: (identities: string[]): object => ({ d: identities.map(sentRecord) })
  },
  {
    action: 'User Delete',
    subscription: deletion,
    event: (userId: string | null): SegmentEvent => deleteUser(userId),
    path: '/1/delete/profiles.json',
    record: (identity: string): object => ({ identity }),
    bodyOfOne: (identity: string): object => ({ identity }),
    body: (identities: string[]): object => ({ identity: identities })
  }
]

const regions = actions.flatMap((action) =>
  endpointChoices.map(({ value: endpoint }) => ({ ...action, endpoint, name: `${action.action} to ${endpoint}` }))
)

describe.each(regions)('$name', ({ subscription, event, path, record, bodyOfOne, body, endpoint }) => {
  const headers = {
    'content-type': 'application/json',
    'x-clevertap-account-id': 'ACCOUNT-1',
    'x-clevertap-passcode': passcode
  }

  it('sends a single event', async () => {
    const requests = interceptClevertap([{}], endpoint)
    await expect(deliverSingle(event('u-1'), subscription, { clevertapEndpoint: endpoint })).resolves.toEqual({
      status: 'success'
    })
    expect(requests).toMatchObject([{ method: 'POST', url: `${endpoint}${path}`, headers }])
    expect(requests[0].body).toEqual(bodyOfOne('u-1'))
  })

  it('sends a batch in one request and answers for each event', async () => {
    const requests = interceptClevertap([{}], endpoint)
    const results = await deliverBatch([event('u-1'), event('u-2')], subscription, { clevertapEndpoint: endpoint })
    expect(requests).toMatchObject([{ method: 'POST', url: `${endpoint}${path}`, headers }])
    expect(requests[0].body).toEqual(body(['u-1', 'u-2']))
    expect(results).toEqual([
      { status: 200, sent: record('u-1'), body: { status: 'success' } },
      { status: 200, sent: record('u-2'), body: { status: 'success' } }
    ])
  })
})

describe.each(actions)('$action', ({ subscription, event, record, body }) => {
  const failures = [
    {
      name: '400',
      reply: { status: 400, body: { status: 'fail', error: 'Malformed request', code: 400 } },
      status: 400
    },
    { name: '401', reply: { status: 401, body: { status: 'fail', error: 'Invalid', code: 401 } }, status: 401 },
    { name: '403', reply: { status: 403, body: 'forbidden' }, status: 401 },
    { name: '404', reply: { status: 404, body: '<html>' }, status: 404 },
    { name: '429', reply: { status: 429, body: 'Too many concurrent requests' }, status: 429 },
    { name: '500', reply: { status: 500, body: '' }, status: 500 },
    { name: '503', reply: { status: 503, body: '<html>' }, status: 503 },
    { name: 'HTML with 200', reply: { body: '<html>Welcome</html>' }, status: 500 },
    { name: 'nothing with 200', reply: { body: '' }, status: 500 },
    { name: 'a redirect', reply: { status: 302, body: '', headers: { location: 'https://e.example' } }, status: 500 }
  ]

  it.each(failures)('fails a single event with $status after $name', async ({ reply, status }) => {
    interceptClevertap([reply])
    await expect(deliverSingle(event('u-1'), subscription)).rejects.toMatchObject({ status })
  })

  it.each(failures)('fails every event of a batch with $status after $name', async ({ reply, status }) => {
    interceptClevertap([reply])
    const results = await deliverBatch([event('u-1'), event('u-2')], subscription)
    expect(results).toMatchObject([
      { status, sent: record('u-1'), errormessage: expect.stringContaining('CleverTap') },
      { status, sent: record('u-2'), errormessage: expect.stringContaining('CleverTap') }
    ])
  })

  it.each(['ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'])('passes on %s of a single event as it is', async (code) => {
    interceptClevertap([{ error: code }])
    await expect(deliverSingle(event('u-1'), subscription)).rejects.toMatchObject({ code })
  })

  it('has every event of a batch retried after a cut connection', async () => {
    interceptClevertap([{ error: 'ECONNRESET' }])
    expect(await deliverBatch([event('u-1'), event('u-2')], subscription)).toMatchObject([
      { status: 500, sent: record('u-1') },
      { status: 500, sent: record('u-2') }
    ])
  })

  it.each([
    ['missing', null],
    ['blank', '  '],
    ['a placeholder', 'N/A'],
    ['too long', 'x'.repeat(1025)]
  ])('refuses an identity that is %s and sends the others', async (_name, userId) => {
    const requests = interceptClevertap([{}])
    const results = await deliverBatch([event('u-1'), event(userId), event('u-3')], subscription)
    expect(results).toEqual([
      { status: 200, sent: record('u-1'), body: { status: 'success' } },
      {
        status: 400,
        errortype: 'PAYLOAD_VALIDATION_FAILED',
        errormessage: expect.stringMatching(/identity/i),
        errorreporter: 'INTEGRATIONS'
      },
      { status: 200, sent: record('u-3'), body: { status: 'success' } }
    ])
    expect(requests.map((request) => request.body)).toEqual([body(['u-1', 'u-3'])])
  })

  it.each([null, '', '  ', 'null'])('refuses a single event with the identity %j and sends nothing', async (userId) => {
    const requests = interceptClevertap([{}])
    await expect(deliverSingle(event(userId), subscription)).rejects.toMatchObject({ status: 400 })
    expect(requests).toEqual([])
  })

  it('sends nothing for a batch in which all are refused', async () => {
    const requests = interceptClevertap([{}])
    expect(await deliverBatch([event('null'), event(' ')], subscription)).toMatchObject([
      { status: 400 },
      { status: 400 }
    ])
    expect(requests).toEqual([])
  })

  it('tells events of another kind apart from failures of CleverTap', async () => {
    interceptClevertap([{}])
    const results = await deliverBatch([{ type: 'page', userId: 'u-0' }, event('u-1')], subscription)
    expect(results).toMatchObject([{ status: 400 }, { status: 200 }])
  })

  it('keeps the passcode out of every outcome and error', async () => {
    for (const { reply } of failures) {
      const echoing = { ...reply, body: { status: 'fail', error: `${passcode} is wrong`, code: 599, passcode } }
      interceptClevertap([echoing, echoing])
      const results = await deliverBatch([event('u-1')], subscription)
      const error = await deliverSingle(event('u-1'), subscription).catch((caught: unknown) => caught)
      expect(everythingIn([results, error])).not.toContain(passcode)
    }
  })
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
