import { routeOf } from '../handle'
import type { Json } from '../json'
import { credentials, profile, reply, send, store, upload } from './__helpers__/account'

const remove = (body: Json) => send({ path: '/1/delete/profiles.json', body: JSON.stringify(body) })
const read = (query: string) => send({ method: 'GET', path: '/1/profile.json', query: new URLSearchParams(query) })

describe('whole request', () => {
  it.each([
    ['no credentials', {}, '12 digit account ID mandatory'],
    ['no account', { 'x-clevertap-passcode': 'secret' }, '12 digit account ID mandatory'],
    ['an empty account', { ...credentials, 'x-clevertap-account-id': '' }, '12 digit account ID mandatory'],
    ['no passcode', { 'x-clevertap-account-id': 'account' }, 'Passcode Invalid'],
    ['another account', { ...credentials, 'x-clevertap-account-id': 'other' }, 'Account ID is not valid'],
    [
      'another account and passcode',
      { 'x-clevertap-account-id': 'other', 'x-clevertap-passcode': 'other' },
      'Account ID is not valid'
    ],
    ['another passcode', { ...credentials, 'x-clevertap-passcode': 'other' }, 'Invalid Credentials']
  ])('refuses %s with 401, whatever else is wrong', (_name, headers, error) => {
    const refused = { status: 401, body: { status: 'fail', error, code: 401 } }
    expect(send({ headers, path: '/nowhere', body: '{' })).toEqual(refused)
    expect(send({ headers, body: JSON.stringify({ d: [profile('u-1')] }) })).toEqual(refused)
    expect(store.size).toBe(0)
  })

  it.each(['', '{', 'null', '[]', '"d"', '{}', '{"d":{}}', '{"d":null}', '{"d":[]}'])('refuses the body %j', (body) => {
    expect(send({ body })).toEqual({ status: 400, body: { status: 'fail', error: 'Malformed request', code: 400 } })
  })

  it('knows no other path and no other method', () => {
    expect(send({ path: '/1/upload/' }).status).toBe(404)
    expect(send({ path: '/__proto__' }).status).toBe(404)
    expect(send({ method: 'GET' }).status).toBe(405)
    expect(send({ method: 'GET', path: '/1/delete/profiles.json' }).status).toBe(405)
    expect(send({ method: 'POST', path: '/1/profile.json' }).status).toBe(405)
  })

  it.each([
    ['GET', '/v1/connect'],
    ['POST', '/1/subscribe'],
    ['POST', '/1/disassociate'],
    ['POST', '/1/demerge/profiles.json'],
    ['GET', '/1/profiles.json'],
    ['POST', '/1/profiles.json'],
    ['POST', '/1/events.json'],
    ['POST', '/1/counts/profiles.json'],
    ['POST', '/1/targets/create.json'],
    ['POST', '/1/send/sms.json'],
    ['POST', '/1/message/report.json'],
    ['POST', '/1/now.json']
  ])('says that %s %s is not emulated', (method, path) => {
    const error = `${path} exists at CleverTap but is not emulated.`
    expect(send({ method, path })).toEqual({ status: 501, body: { status: 'fail', error, code: 501 } })
    expect(send({ method, path, headers: {} }).status).toBe(401)
  })

  it.each(['/1/counts', '/1/subscribe/', '/2/subscribe', '/1/token', '/'])('does not know %s', (path) => {
    expect(send({ path })).toEqual({ status: 404, body: { status: 'fail', error: 'Not found', code: 404 } })
  })

  it('answers JSON, labelled as recorded', () => {
    expect(reply({ headers: {} }).headers).toEqual({ 'content-type': 'application/json;charset=utf-8' })
  })

  it('names the route of a path', () => {
    expect(['/1/upload', '/1/delete/profiles.json', '/1/profile.json', '/', 'constructor'].map(routeOf)).toEqual([
      'upload',
      'delete',
      'profile',
      'other',
      'other'
    ])
  })
})

describe('delete', () => {
  it('removes one identity or a list, known or not', () => {
    upload([profile('u-1'), profile('u-2'), profile('u-3'), profile('u-4')])
    expect(remove({ identity: 'u-1' })).toEqual({ status: 200, body: { status: 'success' } })
    expect(remove({ identity: ['u-2', 'u-3', 'u-2', 'unknown'] })).toEqual({ status: 200, body: { status: 'success' } })
    expect(Array.from(store.all(), ({ identity }) => identity)).toEqual(['u-4'])
  })

  it.each<[string, Json]>([
    ['identity and guid', { identity: 'u-1', guid: '__x' }],
    ['no key', {}],
    ['another key', { email: 'a@b.co' }],
    ['an additional key', { identity: 'u-1', dryRun: 1 }],
    ['no list items', { identity: [] }],
    ['a blank identity', { identity: ' ' }],
    ['an identity that is not text', { identity: ['u-1', 1] }]
  ])('refuses %s and deletes nothing', (_name, body) => {
    upload([profile('u-1')])
    expect(remove(body)).toMatchObject({ status: 400, body: { status: 'fail', code: 400 } })
    expect(store.size).toBe(1)
  })

  it.each([['__x'], [['__x', '__y']]])('by the guid %j is not emulated', (guid) => {
    const error = 'Deletion by guid exists at CleverTap but is not emulated.'
    expect(remove({ guid })).toEqual({ status: 501, body: { status: 'fail', error, code: 501 } })
  })

  const deleteMany = (count: number) => remove({ identity: Array.from({ length: count }, (_, index) => `u-${index}`) })

  it.each([99, 100])('takes %i identities at once', (count) => {
    upload([profile('u-0')])
    expect(deleteMany(count)).toEqual({ status: 200, body: { status: 'success' } })
    expect(store.size).toBe(0)
  })

  it('refuses more than 100 identities at once and deletes nothing', () => {
    upload([profile('u-0')])
    const refused = { status: 400, body: { status: 'fail', error: 'Max 100 are allowed', code: 400 } }
    expect(deleteMany(101)).toEqual(refused)
    expect(store.size).toBe(1)
  })
})

describe('read', () => {
  const event = (evtName: string, ts?: number) => ({ type: 'event', identity: 'u&1', evtName, evtData: {}, ts })

  it('returns a profile in the documented shape', () => {
    upload([
      {
        ...profile('u&1', { Name: 'A', Email: 'a@b.co', Phone: '+14155551234', Plan: 'gold', Age: 20 }),
        objectId: '__a',
        ts: 1700000000
      }
    ])
    upload(JSON.parse(JSON.stringify([event('Charged', 1500000000), event('Signed Up'), event('charged', 1600000000)])))
    expect(read('identity=u%261')).toEqual({
      status: 200,
      body: {
        status: 'success',
        record: {
          identity: 'u&1',
          email: 'a@b.co',
          name: 'A',
          phone: '+14155551234',
          profileData: { Plan: 'gold', Age: 20 },
          events: {
            Charged: { count: 2, first_seen: 1500000000, last_seen: 1600000000 },
            'Signed Up': { count: 1, first_seen: 1700000000, last_seen: 1700000000 }
          },
          platformInfo: [{ objectId: '__a' }]
        }
      }
    })
  })

  it('returns no more than there is', () => {
    upload([{ type: 'profile', FBID: '1', profileData: { Email: 'a@b.co' } }])
    expect(read('email=a%40b.co').body.record).toEqual({
      email: 'a@b.co',
      profileData: {},
      events: {},
      platformInfo: []
    })
  })

  it.each([
    ['identity=u-1', 'A'],
    ['objectId=__b', 'B'],
    ['email=c%40b.co', 'C'],
    ['email=twice%40b.co', 'D'],
    ['identity=c%40b.co', undefined],
    ['email=C%40b.co', undefined],
    ['identity=unknown', undefined],
    ['objectId=u-1', undefined]
  ])('by %s finds %p', (query, name) => {
    upload([
      profile('u-1', { Name: 'A' }),
      { type: 'profile', objectId: '__b', profileData: { Name: 'B' } },
      profile('u-3', { Name: 'C', Email: 'c@b.co' }),
      profile('u-4', { Name: 'D', Email: 'twice@b.co' }),
      profile('u-5', { Name: 'E', Email: 'twice@b.co' })
    ])
    const { status, body } = read(query)
    expect([status, body.status, body.record?.name]).toEqual([200, 'success', name])
  })

  it('returns null for a person who is unknown', () => {
    expect(read('identity=unknown')).toEqual({ status: 200, body: { status: 'success', record: null } })
  })

  it.each(['', 'identity=', 'FBID=1', 'identity=u-1&email=a%40b.co'])('refuses the query %j', (query) => {
    expect(read(query)).toEqual({ status: 400, body: { status: 'fail', error: 'Malformed request', code: 400 } })
  })
})
