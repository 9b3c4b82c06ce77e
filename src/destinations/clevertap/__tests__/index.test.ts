import { Destination } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import destination from '..'
import { interceptClevertap, passcode, settings } from './__helpers__/clevertap'

const endpoint = settings.clevertapEndpoint

describe('the definition', () => {
  it('runs in the cloud', () => {
    expect(destination.mode).toBe('cloud')
  })

  it('keeps the passcode secret and asks for every setting', () => {
    const fields = destination.authentication?.fields ?? {}
    expect(Object.entries(fields).map(([key, { type, required }]) => [key, type, required])).toEqual([
      ['clevertapAccountId', 'string', true],
      ['clevertapPasscode', 'password', true],
      ['clevertapEndpoint', 'string', true]
    ])
  })

  it('chooses no region', () => {
    expect(destination.authentication?.fields.clevertapEndpoint.default).toBeUndefined()
  })

  it('labels each region with its dashboard', () => {
    for (const { label, value } of destination.authentication?.fields.clevertapEndpoint.choices ?? []) {
      expect(label).toContain(String(value).replace('https://', '').replace('.api.', '.dashboard.'))
    }
  })

  it('sets up both actions on the first click', () => {
    const automatic = destination.presets?.filter(({ type }) => type === 'automatic') ?? []
    expect(automatic.map((preset) => ({ ...preset, mapping: Object.keys(preset.mapping ?? {}) }))).toEqual([
      {
        name: 'Event Type is Identify',
        type: 'automatic',
        subscribe: 'type = "identify"',
        partnerAction: 'userUpload',
        mapping: [
          'identity',
          'ts',
          'profileData',
          'recognizeStandardAttributes',
          'convertTimestamps',
          'timestampFormat',
          'nestedData',
          'nullAttributes',
          'invalidAttributes',
          'enable_batching',
          'batch_size'
        ]
      },
      {
        name: 'Event Name is Delete User',
        type: 'automatic',
        subscribe: 'event = "Delete User"',
        partnerAction: 'userDelete',
        mapping: ['identity', 'enable_batching', 'batch_size']
      }
    ])
  })

  it('describes each action and field in a few sentences', () => {
    const described = Object.values(destination.actions).flatMap(({ title, description, fields }) => [
      { name: title, description },
      ...Object.entries(fields).map(([key, field]) => ({ name: `${title}: ${key}`, description: field.description }))
    ])
    expect(described.filter(({ description }) => description.length > 300 || description.length < 20)).toEqual([])
  })

  it('starts a customized setup from the same triggers', () => {
    expect(destination.actions.userUpload.defaultSubscription).toBe('type = "identify"')
    expect(destination.actions.userDelete.defaultSubscription).toBe('event = "Delete User"')
  })

  it.each(['clevertapAccountId', 'clevertapPasscode', 'clevertapEndpoint'])('refuses settings without %s', (key) => {
    const { [key]: _left, ...others } = settings as { [key: string]: string }
    return expect(
      new Destination(destination).onEvent({ type: 'identify' }, { ...others, subscriptions: [] })
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining(key) })
  })

  it('refuses a region that is not CleverTap, so that the passcode goes nowhere else', () =>
    expect(
      new Destination(destination).onEvent(
        { type: 'identify' },
        { ...settings, clevertapEndpoint: 'https://clevertap.example.com', subscriptions: [] }
      )
    ).rejects.toMatchObject({ status: 400, message: expect.stringContaining('REST Endpoint') }))
})

describe('the test of the credentials', () => {
  const test = (changed: Partial<typeof settings> = {}) =>
    new Destination(destination).testAuthentication({ ...settings, ...changed })

  const answer = (status: number, body = '{}', headers = {}) => nock(endpoint).get(/./).reply(status, body, headers)

  it('reads one profile with the credentials and changes nothing', async () => {
    nock(endpoint, { reqheaders: { 'x-clevertap-account-id': 'ACCOUNT-1', 'x-clevertap-passcode': passcode } })
      .get('/1/profile.json')
      .query({ identity: 'segment-credential-test' })
      .reply(200, { status: 'success', record: {} })
    await expect(test()).resolves.toBeUndefined()
  })

  it.each([
    [200, '{"status":"success","record":null}'],
    [200, '{"status":"fail","error":"Profile not found"}'],
    [200, '{"status":"fail","error":"Profile not found","code":404}'],
    [400, '{"status":"fail","error":"Malformed request","code":400}'],
    [404, '{"status":"fail"}'],
    [405, '{"status":"fail","error":"Method not allowed"}']
  ])('takes %i with %s as proof of the credentials', async (status, body) => {
    answer(status, body)
    await expect(test()).resolves.toBeUndefined()
  })

  it.each([
    [401, '{"status":"fail","error":"Account ID is not valid","code":401}'],
    [403, '{"status":"fail"}'],
    [401, '<html></html>'],
    [403, ''],
    [200, '{"status":"fail","error":"Account ID is not valid","code":401}'],
    [200, '{"status":"fail","code":"403"}']
  ])('names the likely causes of %i with %s', async (status, body) => {
    answer(status, body)
    const error = await test().catch((caught: Error) => caught)
    expect(String(error)).toMatch(/Account ID.*passcode.*token.*expired.*REST Endpoint/)
  })

  it.each([
    [200, ''],
    [200, '<html>Welcome to this hotel</html>'],
    [200, '{}'],
    [200, '{"message":"Service temporarily unavailable"}'],
    [200, '[{"status":"success"}]'],
    [200, '{"status":"success","code":401}'],
    [405, '{}'],
    [200, '{"status":"fail","error":"Too many concurrent requests","code":429}'],
    [302, '{}'],
    [400, '<html>Bad request</html>'],
    [404, ''],
    [408, '{}'],
    [423, '{}'],
    [429, '{"status":"fail","error":"Too many concurrent requests","code":429}'],
    [500, '{}'],
    [503, '<html></html>'],
    [520, '<html></html>']
  ])('does not blame the credentials for %i with %s', async (status, body) => {
    answer(status, body)
    await expect(test()).rejects.toThrow(/could not be checked/)
  })

  it('does not blame the credentials for a connection that fails', async () => {
    nock(endpoint).get(/./).replyWithError({ code: 'ECONNRESET' })
    await expect(test()).rejects.toThrow(/could not be checked/)
  })

  it('does not follow a redirect with the credentials', async () => {
    answer(302, '', { location: 'https://elsewhere.example.com/1/profile.json' })
    const elsewhere = nock('https://elsewhere.example.com').get(/./).reply(200, '{}')
    await expect(test()).rejects.toThrow(/could not be checked/)
    expect(elsewhere.isDone()).toBe(false)
  })

  it.each(['', '  ', 'two words', 'line\nbreak', 'пароль'])(
    'refuses the passcode %j without naming it',
    async (clevertapPasscode) => {
      const error = await test({ clevertapPasscode }).catch((caught: Error) => caught)
      expect(String(error)).toContain('CleverTap Account Passcode is blank or has characters')
      expect(String(error)).not.toContain(clevertapPasscode.trim() || '\u0000')
    }
  )
})

describe('a deletion request of Segment', () => {
  const onDelete = (event: Partial<SegmentEvent>) =>
    new Destination(destination).onDelete?.({ type: 'delete', ...event }, settings)

  it('deletes the profile of the user', async () => {
    const requests = interceptClevertap([{}])
    await expect(onDelete({ userId: ' u-1 ' })).resolves.toEqual({ status: 'success' })
    expect(requests).toMatchObject([
      { method: 'POST', url: `${endpoint}/1/delete/profiles.json`, body: { identity: 'u-1' } }
    ])
  })

  it.each<Partial<SegmentEvent>>([
    {},
    { userId: null },
    { userId: '' },
    { userId: ' ' },
    { anonymousId: 'anonymous-1' }
  ])('sends nothing for %j', async (event) => {
    const requests = interceptClevertap([{}])
    await expect(onDelete(event)).resolves.toEqual({ output: expect.stringContaining('no userId') })
    expect(requests).toEqual([])
  })

  it.each<unknown>(['null', true, { toString: 1 }, { id: 'u-1' }, ['u-1'], 'x'.repeat(1025)])(
    'refuses the userId %j, and sends nothing',
    async (userId) => {
      const requests = interceptClevertap([{}])
      await expect(onDelete({ userId: userId as string })).rejects.toMatchObject({
        status: 400,
        code: 'PAYLOAD_VALIDATION_FAILED'
      })
      expect(requests).toEqual([])
    }
  )

  it('is refused where CleverTap refuses it, whatever its words', async () => {
    interceptClevertap([{ body: { status: 'fail', error: 'Profile not found', code: 404 } }])
    await expect(onDelete({ userId: 'u-1' })).rejects.toMatchObject({ status: 404, code: '404' })
  })

  it('is tried again when CleverTap fails', async () => {
    interceptClevertap([{ status: 503 }])
    await expect(onDelete({ userId: 'u-1' })).rejects.toMatchObject({ status: 503, code: 'RETRYABLE_ERROR' })
  })
})
