import type { Json } from '../json'
import { profile, send, store, upload } from './__helpers__/account'

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

it('reports a refusal as recorded in 2018', () => {
  const records = [profile('u-1'), profile('u-2', { Phone: '+35922333232', Age: 'aa' })]
  expect(upload(records)).toEqual({
    status: 200,
    body: {
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
  })
  expect(store.size).toBe(1)
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

const uploadMany = (count: number) => upload(Array.from({ length: count }, (_, index) => profile(`u-${index}`)))

it.each([999, 1000])('takes %i records at once', (count) => {
  expect(uploadMany(count)).toEqual({ status: 200, body: { status: 'success', processed: count, unprocessed: [] } })
  expect(store.size).toBe(count)
})

it('refuses more than 1,000 records at once and stores none', () => {
  const refused = { status: 400, body: { status: 'fail', error: 'Max 1000 are allowed', code: 400 } }
  expect(uploadMany(1001)).toEqual(refused)
  expect(store.size).toBe(0)
})

it.each([
  ['dryRun=1', 0, 0],
  ['dryRun=true', 0, 0],
  ['dryRun=TRUE', 0, 0],
  ['dryRun=0', 2, 1],
  ['dryRun=false', 2, 1],
  ['dryRun=', 2, 1],
  ['dryrun=1', 2, 1]
])('with ?%s, judges, and stores %i profiles and %i events', (query, profiles, events) => {
  const event = { type: 'event', identity: 'u-2', evtName: 'A', evtData: {} }
  const body = JSON.stringify({ d: [profile('u-1'), profile(''), event] })
  const { body: answer } = send({ body, query: new URLSearchParams(query) })
  expect(answer).toMatchObject({ status: 'partial', processed: 2, unprocessed: [{ code: 523 }] })
  expect([store.size, store.events.length]).toEqual([profiles, events])
})

it('takes a profile for what it says it is, whatever else it holds', () => {
  upload([{ ...profile('u-1', { Name: 'A' }), evtName: 'A', evtData: {} }])
  expect(store.events).toEqual([])
  expect(store.find({ identity: 'u-1' })?.profileData).toEqual({ Name: 'A' })
})

it('refuses chosen identities with the chosen code and does not store them', () => {
  const refusals = [
    { identity: 'u-2', code: 515 },
    { identity: 'u-3', code: 528 }
  ]
  const { body } = upload([profile('u-1'), profile('u-2'), profile('u-3')], { refusals })
  expect(body.unprocessed.map(({ code, error }: { code: number; error: string }) => [code, error])).toEqual([
    [515, 'Profile data is incorrect. Email is not valid.Skipped record number : 2'],
    [528, 'Event is discarded by the settings of the account. Skipped record number : 3']
  ])
  expect(store.size).toBe(1)
})

it('stores records by every identifier', () => {
  const byFacebook = { type: 'profile', FBID: '1414', profileData: { Name: 'John' } }
  const byCleverTap = { type: 'profile', objectId: '-2ce3cca260664f70b82b1c6bb505f462', profileData: {} }
  expect(upload([byFacebook, byCleverTap]).body).toEqual({ status: 'success', processed: 2, unprocessed: [] })
  expect(Array.from(store.all())).toEqual([
    { FBID: '1414', profileData: { Name: 'John' } },
    { objectId: '-2ce3cca260664f70b82b1c6bb505f462', profileData: {} }
  ])
})

it.each([
  [0, 'u-1'],
  [0.5, 'u-2'],
  [0.99, 'u-2']
])('fails the one record that %d picks', (failingDraw, identity) => {
  const { body } = upload([profile('u-1'), profile('u-2')], {}, failingDraw)
  expect(body).toMatchObject({ status: 'partial', processed: 1, unprocessed: [{ code: 555, record: { identity } }] })
  expect(store.find({ identity })).toBeUndefined()
  expect(store.size).toBe(1)
})

it('takes records that are not objects for what they are', () => {
  expect(upload([null, 'x', 1, []]).body).toMatchObject({ status: 'fail', processed: 0 })
})
