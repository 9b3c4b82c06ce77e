/** What every action keeps to: one true outcome per event, whatever CleverTap answers. */
import destination from '../../src/destinations/clevertap'
import { endpointChoices } from '../../src/destinations/clevertap/endpoints'
import {
  deliverBatch,
  deliverSingle,
  everythingIn,
  interceptClevertap,
  passcode,
  refusal
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { exampleOf } from './examples'

type Reply = Parameters<typeof interceptClevertap>[0][number]

const actions = Object.keys(destination.actions).map((action) => ({
  action,
  maxRecords: Number(destination.actions[action].fields.batch_size.default),
  ...exampleOf(action)
}))

const regions = actions.flatMap((action) => endpointChoices.map(({ value: endpoint }) => ({ ...action, endpoint })))

const text = (status: number, body = ''): Reply => ({ status, body })

/** What Segment repeats, and with which status. */
const repeated: [name: string, reply: Reply, status: number][] = [
  ['a redirect', { status: 302, body: '', headers: { location: 'https://e.example' } }, 500],
  ['408', text(408), 408],
  ['423', text(423), 423],
  ['429', text(429, 'Too many concurrent requests'), 429],
  ['500', text(500), 500],
  ['501', text(501), 500],
  ['502', text(502, '<html>'), 502],
  ['503', text(503, '<html>'), 503],
  ['504', text(504), 504],
  ['520', text(520), 500],
  ['nothing with 200', { body: '' }, 500],
  ['HTML with 200', { body: '<html>Welcome</html>' }, 500],
  ['code 429 in a 200', { body: { status: 'fail', error: 'Too many concurrent requests', code: 429 } }, 429],
  ['code 555 in a 200', { body: { status: 'fail', error: 'Server error.', code: 555 } }, 500]
]

/** What Segment does not repeat, since the same request would fail again. */
const final: [name: string, reply: Reply, status: number][] = [
  ['400', { status: 400, body: { status: 'fail', error: 'Malformed request', code: 400 } }, 400],
  ['401', { status: 401, body: { status: 'fail', error: 'Invalid', code: 401 } }, 401],
  ['403', text(403, 'forbidden'), 401],
  ['404', text(404, '<html>'), 404],
  ['409', text(409), 409],
  ['code 401 in a 200', { body: { status: 'fail', error: 'Invalid', code: 401 } }, 401],
  ['code 523 in a 200', { body: { status: 'fail', error: 'Identity is bad.', code: 523 } }, 400],
  ['words alone in a 200', { body: { status: 'fail', error: 'Max 100 are allowed' } }, 400]
]
const failures = [...repeated, ...final]

const partial = (count: number, ...unprocessed: unknown[]): Reply => ({
  body: { status: 'partial', processed: count - unprocessed.length, unprocessed }
})

it('asks for an example of a new action', () => {
  expect(() => exampleOf('tokenUpload')).toThrow(
    'The action tokenUpload has no example. Add one to test/destination/examples.ts.'
  )
})

describe.each(regions)('$action to $endpoint', ({ subscription, event, path, record, bodyOfOne, body, endpoint }) => {
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

describe.each(actions)('$action', ({ subscription, event, record, body, bodyOfOne, maxRecords, statusInDoubt }) => {
  const three = ['u-1', 'u-2', 'u-3'].map((userId) => event(userId))
  const ok = (identity: string) => ({ status: 200, sent: record(identity), body: { status: 'success' } })
  const refused = (identity: string) => ({
    status: 400,
    errortype: 'BAD_REQUEST',
    errormessage: expect.stringContaining('CleverTap refused this record with code 523: Identity is missing'),
    errorreporter: 'DESTINATION',
    sent: record(identity),
    body: { status: 'fail', code: 523, error: 'Profile data is incorrect. Identity is necessary.' }
  })
  const invalid = {
    status: 400,
    errortype: 'PAYLOAD_VALIDATION_FAILED',
    errormessage: expect.stringMatching(/identity/i),
    errorreporter: 'INTEGRATIONS'
  }

  describe('order and limits', () => {
    const crowd = (count: number) => Array.from({ length: count }, (_, index) => `u-${index}`)

    it.each<[string, number, number[]]>([
      ['one below the limit', maxRecords - 1, [maxRecords - 1]],
      ['the limit', maxRecords, [maxRecords]],
      ['one above the limit', maxRecords + 1, [maxRecords, 1]]
    ])('sends and answers %s in order', async (_name, count, sizes) => {
      const requests = interceptClevertap(sizes.map(() => ({})))
      const identities = crowd(count)
      const results = await deliverBatch(
        identities.map((userId) => event(userId)),
        subscription
      )
      let start = 0
      const expected = sizes.map((size) => {
        const part = identities.slice(start, (start += size))
        return part.length === 1 ? bodyOfOne(part[0]) : body(part)
      })
      expect(requests.map((request) => request.body)).toEqual(expected)
      expect(results).toEqual(identities.map(ok))
    })

    it('lets a request that fails fail alone, of three', async () => {
      interceptClevertap([{}, text(503), {}])
      const identities = crowd(2 * maxRecords + 1)
      const results = await deliverBatch(
        identities.map((userId) => event(userId)),
        subscription
      )
      expect(results.map((result) => [result.status, result.sent])).toEqual(
        identities.map((identity, index) => [
          index >= maxRecords && index < 2 * maxRecords ? 503 : 200,
          record(identity)
        ])
      )
    })
  })

  describe('refuses before sending', () => {
    it.each([
      ['missing', null],
      ['blank', '  '],
      ['a placeholder', 'N/A'],
      ['too long', 'x'.repeat(1025)]
    ])('an identity that is %s, and sends the others', async (_name, userId) => {
      const requests = interceptClevertap([{}])
      const results = await deliverBatch([event('u-1'), event(userId), event('u-3')], subscription)
      expect(results).toEqual([ok('u-1'), invalid, ok('u-3')])
      expect(requests.map((request) => request.body)).toEqual([body(['u-1', 'u-3'])])
    })

    it.each([null, '', '  ', 'null'])('a single event with the identity %j, and sends nothing', async (userId) => {
      const requests = interceptClevertap([{}])
      await expect(deliverSingle(event(userId), subscription)).rejects.toMatchObject({ status: 400 })
      expect(requests).toEqual([])
    })

    it('all of a batch, and sends nothing', async () => {
      const requests = interceptClevertap([{}])
      expect(await deliverBatch([event('null'), event(' ')], subscription)).toEqual([invalid, invalid])
      expect(requests).toEqual([])
    })

    it('events of another kind', async () => {
      interceptClevertap([{}])
      const results = await deliverBatch([{ type: 'page', userId: 'u-0' }, event('u-1')], subscription)
      expect(results).toMatchObject([{ status: 400 }, { status: 200 }])
    })
  })

  describe('a record that CleverTap refuses in a 200', () => {
    it.each([
      ['first', 1, [refused('u-1'), ok('u-2'), ok('u-3')]],
      ['middle', 2, [ok('u-1'), refused('u-2'), ok('u-3')]],
      ['last', 3, [ok('u-1'), ok('u-2'), refused('u-3')]]
    ])('costs none of the others when it is the %s', async (_name, position, results) => {
      interceptClevertap([partial(3, refusal(position, 523, 'Identity is necessary.', { identity: `u-${position}` }))])
      expect(await deliverBatch(three, subscription)).toEqual(results)
    })

    it('is told from those that were refused before sending', async () => {
      interceptClevertap([partial(2, refusal(2, 523, 'Identity is necessary.'))])
      const results = await deliverBatch(
        ['null', 'u-1', 'nil', 'u-2'].map((userId) => event(userId)),
        subscription
      )
      expect(results).toEqual([invalid, ok('u-1'), invalid, refused('u-2')])
    })

    it('leaves the others in doubt when nobody can say which it is', async () => {
      interceptClevertap([partial(3, refusal(7, 523, 'Identity is necessary.'))])
      expect((await deliverBatch(three, subscription)).map(({ status }) => status)).toEqual([
        statusInDoubt,
        statusInDoubt,
        statusInDoubt
      ])
    })

    it('is sent again, without the others, when CleverTap had trouble of its own', async () => {
      interceptClevertap([partial(3, refusal(2, 555, 'Server error.'))])
      expect(await deliverBatch(three, subscription)).toMatchObject([ok('u-1'), { status: 500 }, ok('u-3')])
    })

    it.each([
      [523, { status: 400, code: '523', message: expect.stringContaining('Identity is missing or too long') }],
      [555, { status: 500, code: 'RETRYABLE_ERROR' }]
    ])('fails a single event (%i)', async (code, error) => {
      interceptClevertap([{ body: { status: 'fail', processed: 0, unprocessed: [refusal(1, code, 'Bad.')] } }])
      await expect(deliverSingle(event('u-1'), subscription)).rejects.toMatchObject(error)
    })
  })

  describe('a request that fails', () => {
    it.each(failures)('fails every event of a batch after %s', async (_name, reply, status) => {
      interceptClevertap([reply])
      const results = await deliverBatch([event('u-1'), event('u-2')], subscription)
      expect(results).toMatchObject([
        { status, sent: record('u-1'), errormessage: expect.stringContaining('CleverTap') },
        { status, sent: record('u-2'), errormessage: expect.stringContaining('CleverTap') }
      ])
    })

    it.each(repeated)('has a single event repeated after %s', async (_name, reply, status) => {
      interceptClevertap([reply])
      await expect(deliverSingle(event('u-1'), subscription)).rejects.toMatchObject({ status, code: 'RETRYABLE_ERROR' })
    })

    it.each(final)('has no single event repeated after %s', async (_name, reply, status) => {
      interceptClevertap([reply])
      await expect(deliverSingle(event('u-1'), subscription)).rejects.toMatchObject({
        status,
        code: expect.not.stringMatching('RETRYABLE_ERROR')
      })
    })

    it.each(['ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT'])('passes on %s of a single event as it is', async (code) => {
      interceptClevertap([{ error: code }])
      await expect(deliverSingle(event('u-1'), subscription)).rejects.toMatchObject({ code })
    })

    it('has every event of a batch repeated after a cut connection', async () => {
      interceptClevertap([{ error: 'ECONNRESET' }])
      expect(await deliverBatch([event('u-1'), event('u-2')], subscription)).toMatchObject([
        { status: 500, sent: record('u-1') },
        { status: 500, sent: record('u-2') }
      ])
    })
  })

  it.each<[string, Reply]>([
    ...failures.map(([name, reply]): [string, Reply] => [name, reply]),
    ['success', {}],
    ['success of none', { body: { status: 'success', processed: 0 } }],
    ['a refusal', partial(1, refusal(1, 523, 'Identity is necessary.'))]
  ])('treats a single event as a batch of one after %s', async (_name, reply) => {
    interceptClevertap([reply, reply])
    const [{ status, ...node }] = await deliverBatch([event('u-1')], subscription)
    const single = await deliverSingle(event('u-1'), subscription).then(
      (answer) => ({ status: 200, said: answer }),
      (error: { status: number; message: string }) => ({ status: error.status, said: error.message })
    )
    expect(single).toEqual({ status, said: 'errormessage' in node ? node.errormessage : node.body })
  })

  it('keeps the passcode and values of the event out of every reason and error', async () => {
    const secrets = ['SECRET-IDENTITY', 'SECRET-VALUE']
    const secretEvent = event(secrets[0], secrets[1])
    const words = `${passcode} does not fit ${secrets.join(' and ')}.`
    const echoes = [
      ...failures.map(([, reply]) => ('error' in reply ? reply : { status: reply.status, headers: reply.headers })),
      {}
    ].flatMap((reply): Reply[] => [
      { ...reply, body: words },
      { ...reply, body: { status: 'fail', error: words, code: 599, passcode } },
      { ...reply, ...partial(1, refusal(1, 599, words, { identity: secrets[0], passcode, plan: secrets[1] })) }
    ])
    for (const echo of echoes) {
      interceptClevertap([echo, echo])
      const [{ sent, ...result }] = await deliverBatch([secretEvent], subscription)
      const error: unknown = await deliverSingle(secretEvent, subscription).catch((caught: unknown) => caught)
      expect(everythingIn(sent)).not.toContain(passcode)
      expect(everythingIn([result, error])).not.toMatch(/SECRET-/)
      expect(error).toBeInstanceOf(Error)
    }
  })
})
