import { handle, routeOf } from '../handle'
import type { Dialect, Request, State } from '../handle'
import { ProfileStore } from '../store'
import type { Json } from '../store'

const store = new ProfileStore()
const state: State = { accountId: 'account', passcode: 'secret', store }
beforeEach(() => store.clear())

const credentials = { 'x-clevertap-account-id': 'account', 'x-clevertap-passcode': 'secret' }

const send = (request: Partial<Request>, extra: Partial<State> = {}) => {
  const whole = { method: 'POST', path: '/1/upload', query: new URLSearchParams(), headers: credentials, body: '' }
  const { status, body } = handle({ ...whole, ...request }, { ...state, ...extra })
  return { status, body: JSON.parse(body) }
}
const upload = (d: Json, extra?: Partial<State>) => send({ body: JSON.stringify({ d }) }, extra)
const remove = (body: Json) => send({ path: '/1/delete/profiles.json', body: JSON.stringify(body) })
const read = (query: string) => send({ method: 'GET', path: '/1/profile.json', query: new URLSearchParams(query) })
const profile = (identity: string, profileData: { [key: string]: Json } = {}) => ({
  type: 'profile',
  identity,
  profileData
})

describe('whole request', () => {
  it.each([
    ['no credentials', {}],
    ['a wrong passcode', { ...credentials, 'x-clevertap-passcode': 'other' }],
    ['a wrong account', { ...credentials, 'x-clevertap-account-id': 'other' }],
    ['no passcode', { 'x-clevertap-account-id': 'account' }]
  ])('refuses %s with the recorded 401, whatever else is wrong', (_name, headers) => {
    const reply = { status: 401, body: { status: 'fail', error: 'Account ID is not valid', code: 401 } }
    expect(send({ headers, path: '/nowhere', body: '{' })).toEqual(reply)
    expect(send({ headers, body: JSON.stringify({ d: [profile('u-1')] }) })).toEqual(reply)
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

  it('answers JSON, labelled as recorded', () => {
    const request = { method: 'GET', path: '/', query: new URLSearchParams(), headers: {}, body: '' }
    expect(handle(request, state).headers).toEqual({ 'content-type': 'application/json;charset=utf-8' })
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

describe('upload', () => {
  it('stores every record and says success', () => {
    expect(upload([profile('u-1', { Name: 'A' }), profile('u-2')])).toEqual({
      status: 200,
      body: { status: 'success', processed: 2, unprocessed: [] }
    })
    expect(Array.from(store.all())).toEqual([
      { identity: 'u-1', profileData: { Name: 'A' } },
      { identity: 'u-2', profileData: {} }
    ])
  })

  it('says partial, lists refusals in input order with their position, and stores the rest', () => {
    const records = [profile('u-1', { Gender: 'x' }), profile('u-2', { Email: '$$$$$' }), profile('u-3'), profile('')]
    expect(upload(records)).toEqual({
      status: 200,
      body: {
        status: 'partial',
        processed: 1,
        unprocessed: [
          {
            status: 'fail',
            code: 514,
            error: 'Profile data is incorrect. Gender needs to be M/F.Skipped record number : 1',
            record: { type: 'profile', identity: 'u-1', profileData: { Gender: 'x' } }
          },
          {
            status: 'fail',
            code: 515,
            error: 'Profile data is incorrect. Email is not valid.Skipped record number : 2',
            record: { type: 'profile', identity: 'u-2', profileData: { Email: '$$$$$' } }
          },
          {
            status: 'fail',
            code: 523,
            error:
              "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user. " +
              'Skipped record number : 4',
            record: { type: 'profile', identity: '', profileData: {} }
          }
        ]
      }
    })
    expect(Array.from(store.all())).toEqual([{ identity: 'u-3', profileData: {} }])
  })

  it('says fail at HTTP 200 when nothing was processed', () => {
    expect(upload([{ ...profile('u-1'), ts: 0 }])).toEqual({
      status: 200,
      body: {
        status: 'fail',
        processed: 0,
        unprocessed: [
          {
            status: 'fail',
            code: 525,
            error: 'Timestamp should be present in the Unix Epoch format. Skipped record number : 1',
            record: { type: 'profile', identity: 'u-1', profileData: {}, ts: 0 }
          }
        ]
      }
    })
  })

  it.each<[string, Dialect, Json]>([
    [
      'March 2017',
      '2017-03',
      {
        status: 'success',
        processed: 1,
        unprocessed: [
          {
            status: 'fail',
            code: 520,
            error: 'Profile data is incorrect. Age is invalid.Skipped record number : 2',
            record: '{"type":"profile","identity":"u-2","profileData":{"Phone":35922333232,"Age":"aa"}}'
          }
        ]
      }
    ],
    [
      'October 2017',
      '2017-10',
      {
        status: 'success',
        processed: 1,
        unprocessed: [
          {
            '{"type":"profile","identity":"u-2","profileData":{"Phone":35922333232,"Age":"aa"}}':
              'Profile data is incorrect. Age is invalid.Skipped record number : 2'
          }
        ]
      }
    ],
    [
      '2018',
      '2018',
      {
        status: 'partial',
        processed: 1,
        unprocessed: [
          {
            status: 'fail',
            code: 520,
            error: 'Profile data is incorrect. Age is invalid.Skipped record number : 2',
            record: { type: 'profile', identity: 'u-2', profileData: { Phone: 35922333232, Age: 'aa' } }
          }
        ]
      }
    ]
  ])('reports a refusal as recorded in %s', (_name, dialect, body) => {
    const records = [profile('u-1'), profile('u-2', { Phone: '+35922333232', Age: 'aa' })]
    expect(upload(records, { dialect })).toEqual({ status: 200, body })
    expect(store.size).toBe(1)
  })

  it.each<[Dialect, string]>([
    ['2017-03', 'success'],
    ['2017-10', 'success'],
    ['2018', 'fail']
  ])('in the dialect of %s, says %s when nothing was processed', (dialect, status) => {
    expect(upload([profile('')], { dialect }).body).toMatchObject({ status, processed: 0, unprocessed: [{}] })
  })

  it.each<[string, Json, Json]>([
    ['Age', 'aa', 35922333232],
    ['Married', '223', 35922333232],
    ['Education', '223', 35922333232],
    ['Employed', '223', 35922333232],
    ['Email', '1234', '+35922333232'],
    ['Gender', 'GG', '+35922333232']
  ])('echoes the phone as recorded when %s is refused', (name, value, phone) => {
    const { body } = upload([profile('u-1', { Phone: '+35922333232', [name]: value })])
    expect(body.unprocessed[0].record.profileData).toEqual({ Phone: phone, [name]: value })
  })

  it.each<[string, Json, Json]>([
    ['Age', 'aa', '13'],
    ['Married', '223', 13],
    ['Education', '223', 13],
    ['Employed', '223', 13],
    ['Phone', '223', 13],
    ['Email', '1234', 13]
  ])('echoes an identity inside profileData as recorded when %s is refused', (name, value, identity) => {
    const { body } = upload([profile('u-1', { identity: 13, [name]: value })])
    expect(body.unprocessed[0].record.profileData).toEqual({ identity, [name]: value })
  })

  it.each([
    [999, 200],
    [1000, 200],
    [1001, 400]
  ])('answers %i records with %i', (count, status) => {
    const reply = upload(Array.from({ length: count }, (_, index) => profile(`u-${index}`)))
    expect(reply.status).toBe(status)
    expect(store.size).toBe(status === 200 ? count : 0)
    if (status === 400) {
      expect(reply.body).toEqual({ status: 'fail', error: 'Max 1000 are allowed', code: 400 })
    }
  })

  it('judges but stores nothing in a dry run', () => {
    const body = JSON.stringify({ d: [profile('u-1'), profile('')] })
    expect(send({ body, query: new URLSearchParams('dryRun=1') }).body).toMatchObject({
      status: 'partial',
      processed: 1
    })
    expect(store.size).toBe(0)
    expect(send({ body, query: new URLSearchParams('dryRun=0') }).body).toMatchObject({
      status: 'partial',
      processed: 1
    })
    expect(store.size).toBe(1)
  })

  it('counts events as processed and drops them', () => {
    const event = { type: 'event', identity: 'u-1', evtName: 'x', evtData: {}, profileData: {} }
    expect(upload([event]).body).toEqual({ status: 'success', processed: 1, unprocessed: [] })
    expect(store.size).toBe(0)
  })

  it('refuses chosen identities with the chosen code and does not store them', () => {
    const refusals = [
      { identity: 'u-2', code: 515 },
      { identity: 'u-3', code: 528 }
    ]
    const { body } = upload([profile('u-1'), profile('u-2'), profile('u-3')], { refusals })
    expect(body.unprocessed.map(({ code, error }: { code: number; error: string }) => [code, error])).toEqual([
      [515, 'Profile data is incorrect. Email is not valid.Skipped record number : 2'],
      [528, 'Record refused with code 528. Skipped record number : 3']
    ])
    expect(store.size).toBe(1)
  })

  it.each([
    [0, 'u-1'],
    [0.5, 'u-2'],
    [0.99, 'u-2']
  ])('spoils the one record that %d picks', (spoiled, identity) => {
    const { body } = upload([profile('u-1'), profile('u-2')], { spoiled })
    expect(body).toMatchObject({ status: 'partial', processed: 1, unprocessed: [{ code: 555, record: { identity } }] })
    expect(store.find(identity)).toBeUndefined()
    expect(store.size).toBe(1)
  })

  it('takes records that are not objects for what they are', () => {
    expect(upload([null, 'x', 1, []]).body).toMatchObject({ status: 'fail', processed: 0 })
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
    ['guid alone, which is not emulated', { guid: '__x' }],
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

  it.each([
    [99, 200],
    [100, 200],
    [101, 400]
  ])('answers %i identities with %i', (count, status) => {
    upload([profile('u-0')])
    const reply = remove({ identity: Array.from({ length: count }, (_, index) => `u-${index}`) })
    expect(reply.status).toBe(status)
    expect(store.size).toBe(status === 200 ? 0 : 1)
    if (status === 400) {
      expect(reply.body).toEqual({ status: 'fail', error: 'Max 100 are allowed', code: 400 })
    }
  })
})

describe('read', () => {
  it('returns a profile', () => {
    upload([{ ...profile('u&1', { Name: 'A' }), ts: 1700000000 }])
    expect(read('identity=u%261')).toEqual({
      status: 200,
      body: { status: 'success', record: { identity: 'u&1', profileData: { Name: 'A' } } }
    })
  })

  it('returns an empty record for an unknown identity', () => {
    expect(read('identity=unknown')).toEqual({ status: 200, body: { status: 'success', record: {} } })
  })

  it.each(['', 'identity=', 'email=a%40b.co'])('refuses the query %j', (query) => {
    expect(read(query).status).toBe(400)
  })
})
