import type { Json } from '../json'
import { profile, reply, store, upload } from './__helpers__/account'

const event = (identity: string, evtName: string, extra: { [key: string]: Json } = {}) => ({
  type: 'event',
  identity,
  evtName,
  evtData: {},
  ...extra
})

it('keeps each with what was sent, and creates the profile of its person', () => {
  const order = event('u-1', 'Charged', {
    ts: 1700000000,
    evtData: { Amount: 12.5, Items: [{ Name: 'A' }] },
    source: 'Segment'
  })
  expect(upload([order, event('u-1', 'Signed Up')]).body).toEqual({
    status: 'success',
    processed: 2,
    unprocessed: []
  })
  expect(store.events).toEqual([
    { identity: 'u-1', evtName: 'Charged', ts: 1700000000, evtData: { Amount: 12.5, Items: [{ Name: 'A' }] } },
    { identity: 'u-1', evtName: 'Signed Up', evtData: {} }
  ])
  expect(Array.from(store.all())).toEqual([{ identity: 'u-1', profileData: {} }])
})

it('counts them as applied, like profiles', () => {
  const body = JSON.stringify({ d: [event('u-1', 'A'), event('u-1', ''), profile('u-2')] })
  expect(reply({ body }).records).toEqual({ applied: 2, refused: 1, deleted: 0 })
})

it('leaves the profile of its person as it is', () => {
  upload([{ ...profile('u-1', { Name: 'A' }), ts: 1600000000 }])
  upload([event('u-1', 'Signed Up', { ts: 1700000000, profileData: { Name: 'B' } })])
  expect(Array.from(store.all())).toEqual([{ identity: 'u-1', profileData: { Name: 'A' }, ts: 1600000000 }])
})

it('keeps the same event twice', () => {
  const purchase = event('u-1', 'Purchase', { ts: 1700000000 })
  upload([purchase])
  upload([purchase])
  expect(store.events).toHaveLength(2)
})

it('keeps the ones taken when others are refused, each under its code', () => {
  const records = [
    event('u-1', 'Signed Up'),
    event('u-2', ' '),
    event('u-3', 'app launched'),
    { ...event('u-4', 'A'), evtData: 'x' },
    event('u-5', 'B', { ts: 'yesterday' }),
    event('', 'C')
  ]
  const { body } = upload(records)
  expect(body.status).toBe('partial')
  expect(body.unprocessed.map(({ code, error }: { code: number; error: string }) => [code, error])).toEqual([
    [509, 'Event Name is incorrect. ErrorCode: 509 - Event name is mandatory. Skipped record number : 2'],
    [
      513,
      'Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. Skipped record number : 3'
    ],
    [512, 'Event data is not valid. Skipped record number : 4'],
    [525, 'Timestamp should be present in the Unix Epoch format. Skipped record number : 5'],
    [
      523,
      "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user. " +
        'Skipped record number : 6'
    ]
  ])
  expect(store.events).toEqual([{ identity: 'u-1', evtName: 'Signed Up', evtData: {} }])
  expect(store.size).toBe(1)
})

it('judges by the limits of the account', () => {
  const limits = {
    maxEventProperties: 1,
    timeWindow: { pastSeconds: 10, futureSeconds: 5 },
    discardedEvents: ['Product Viewed'],
    now: 1700000000
  }
  const records = [
    event('u-1', 'A', { evtData: { a: 1, b: 2 } }),
    event('u-2', 'A', { ts: 1699999989 }),
    event('u-3', 'product viewed'),
    event('u-4', 'A', { evtData: { a: 1 }, ts: 1699999990 })
  ]
  const { body } = upload(records, limits)
  expect(body.unprocessed.map(({ code }: { code: number }) => code)).toEqual([522, 527, 528])
  expect(store.events).toHaveLength(1)
})
