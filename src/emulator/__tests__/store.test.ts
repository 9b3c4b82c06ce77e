import { operatorOf } from '../attributes'
import { Store } from '../store'
import type { Json, JsonObject } from '../json'

const store = new Store()
beforeEach(() => store.clear())

const afterUploads = (...uploads: JsonObject[]) => {
  uploads.forEach((profileData) => store.upsert({ identity: 'u-1' }, profileData))
  return store.find({ identity: 'u-1' })?.profileData
}

it('merges the keys sent and keeps the others', () => {
  expect(afterUploads({ Name: 'A', Plan: 'gold' }, { Plan: 'free', Age: 20 })).toEqual({
    Name: 'A',
    Plan: 'free',
    Age: 20
  })
})

it('keeps the last timestamp given', () => {
  store.upsert({ identity: 'u-1' }, {}, 1700000000)
  store.upsert({ identity: 'u-1' }, { Plan: 'free' })
  expect(store.find({ identity: 'u-1' })).toEqual({ identity: 'u-1', profileData: { Plan: 'free' }, ts: 1700000000 })
  store.upsert({ identity: 'u-1' }, {}, 1700000001)
  expect(store.find({ identity: 'u-1' })?.ts).toBe(1700000001)
})

it('has no timestamp when none was sent', () => {
  store.upsert({ identity: 'u-1' }, {})
  expect(store.find({ identity: 'u-1' })).toStrictEqual({ identity: 'u-1', profileData: {} })
})

it.each<[string, JsonObject[], JsonObject]>([
  ['null is ignored', [{ Plan: 'gold' }, { Plan: null, Other: null }], { Plan: 'gold' }],
  ['$delete removes', [{ Plan: 'gold' }, { Plan: { $delete: 1 } }], {}],
  ['$delete of nothing leaves nothing', [{ Plan: { $delete: 1 } }], {}],
  ['$set sets', [{ Plan: 'gold' }, { Plan: { $set: ['a'] } }], { Plan: ['a'] }],
  ['$incr adds', [{ Visits: 2 }, { Visits: { $incr: 5 } }], { Visits: 7 }],
  ['$incr counts from zero', [{ Visits: { $incr: 5 } }], { Visits: 5 }],
  ['$decr subtracts', [{ Visits: 2 }, { Visits: { $decr: 5 } }], { Visits: -3 }],
  ['$incr by text is a value', [{ Visits: 2 }, { Visits: { $incr: 'x' } }], { Visits: { $incr: 'x' } }],
  ['$add makes a list', [{ Tags: { $add: ['a', 'b', 'a'] } }], { Tags: ['a', 'b'] }],
  ['$add joins without repeats', [{ Tags: { $add: ['a'] } }, { Tags: { $add: ['b', 'a'] } }], { Tags: ['a', 'b'] }],
  ['$add promotes a scalar', [{ Tags: 'a' }, { Tags: { $add: ['b'] } }], { Tags: ['a', 'b'] }],
  ['$remove removes', [{ Tags: { $add: ['a', 'b'] } }, { Tags: { $remove: ['a'] } }], { Tags: ['b'] }],
  ['$remove of nothing leaves nothing', [{ Tags: { $remove: ['a'] } }], {}],
  ['an unknown operator is a value', [{ _id: { $oid: '5' } }], { _id: { $oid: '5' } }],
  ['two operators are a value', [{ A: 1 }, { A: { $incr: 1, $set: 2 } }], { A: { $incr: 1, $set: 2 } }],
  ['$add takes a single value', [{ Tags: { $add: 'a' } }], { Tags: ['a'] }],
  ['an empty object is a value', [{ Plan: {} }], { Plan: {} }],
  ['nested objects and lists are kept as sent', [{ A: { b: [1, { c: null }] } }], { A: { b: [1, { c: null }] } }]
])('%s', (_name, uploads, expected) => {
  expect(afterUploads(...uploads)).toEqual(expected)
})

it('keeps the newest 100 values of a list', () => {
  const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `v${from + index}`)
  expect(afterUploads({ Tags: { $add: numbered(1, 99) } })?.Tags).toHaveLength(99)
  expect(afterUploads({ Tags: { $add: ['v100'] } })?.Tags).toEqual(numbered(1, 100))
  expect(afterUploads({ Tags: { $add: ['v101'] } })?.Tags).toEqual(numbered(2, 101))
})

it('keeps keys and identities that JavaScript treats specially as plain data', () => {
  const text = '{"__proto__":{"polluted":true},"constructor":"c","toString":{"$add":["a"]}}'
  store.upsert({ identity: '__proto__' }, JSON.parse(text))
  expect(JSON.stringify(store.find({ identity: '__proto__' })?.profileData)).toBe(
    '{"__proto__":{"polluted":true},"constructor":"c","toString":["a"]}'
  )
  expect('polluted' in {}).toBe(false)
  expect(store.find({ identity: 'constructor' })).toBeUndefined()
})

it('never changes a profile that was handed out', () => {
  afterUploads({ Tags: { $add: ['a'] } })
  const before = store.find({ identity: 'u-1' })
  afterUploads({ Tags: { $add: ['b'] } })
  expect(before).toEqual({ identity: 'u-1', profileData: { Tags: ['a'] } })
})

it('deletes, and says whether there was anything', () => {
  afterUploads({})
  expect(store.delete('u-1')).toBe(true)
  expect(store.delete('u-1')).toBe(false)
  expect(store.size).toBe(0)
})

describe('with identifiers', () => {
  const all = () => Array.from(store.all())

  it.each(['identity', 'objectId', 'FBID', 'GPID'] as const)('keeps and finds a profile by %s alone', (key) => {
    store.upsert({ [key]: '1414' }, { Name: 'John' })
    store.upsert({ [key]: '1414' }, { Plan: 'gold' })
    expect(all()).toEqual([{ [key]: '1414', profileData: { Name: 'John', Plan: 'gold' } }])
    expect(store.find({ [key]: '1414' })).toBe(all()[0])
  })

  it('keeps people apart whose identifiers have the same value', () => {
    store.upsert({ identity: '1414' }, {})
    store.upsert({ FBID: '1414' }, {})
    store.upsert({ GPID: '1414' }, {})
    expect(all()).toEqual([
      { identity: '1414', profileData: {} },
      { FBID: '1414', profileData: {} },
      { GPID: '1414', profileData: {} }
    ])
  })

  it('adds the identifiers of later records to a profile, and finds it by each', () => {
    store.upsert({ objectId: '__a' }, { Name: 'A' })
    store.upsert({ identity: 'u-1', objectId: '__a' }, {})
    store.upsert({ identity: 'u-1', FBID: '7' }, { Plan: 'gold' })
    const profile = { identity: 'u-1', objectId: '__a', FBID: '7', profileData: { Name: 'A', Plan: 'gold' } }
    expect(all()).toEqual([profile])
    expect([store.find({ identity: 'u-1' }), store.find({ objectId: '__a' }), store.find({ FBID: '7' })]).toEqual([
      profile,
      profile,
      profile
    ])
  })

  it('never takes an identifier from another profile, nor a second one of its kind', () => {
    store.upsert({ identity: 'u-1', objectId: '__a' }, { Name: 'A' })
    store.upsert({ identity: 'u-2', objectId: '__a' }, { Name: 'B' })
    store.upsert({ identity: 'u-1', objectId: '__b' }, { Plan: 'gold' })
    expect(all()).toEqual([
      { identity: 'u-1', objectId: '__a', profileData: { Name: 'A', Plan: 'gold' } },
      { identity: 'u-2', profileData: { Name: 'B' } }
    ])
    expect(store.find({ objectId: '__b' })).toBeUndefined()
  })

  it('frees every identifier of a deleted profile', () => {
    store.upsert({ identity: 'u-1', objectId: '__a' }, { Name: 'A' })
    expect(store.delete('u-1')).toBe(true)
    expect(store.find({ objectId: '__a' })).toBeUndefined()
    store.upsert({ objectId: '__a' }, {})
    expect(all()).toEqual([{ objectId: '__a', profileData: {} }])
  })

  it('forgets them when it is cleared', () => {
    store.upsert({ identity: 'u-1', objectId: '__a' }, { Name: 'A' })
    store.clear()
    store.upsert({ objectId: '__a' }, {})
    expect(all()).toEqual([{ objectId: '__a', profileData: {} }])
  })
})

describe('events', () => {
  const now = 1700000000
  const record = (identity: string, evtName: string, ts?: Json) =>
    store.record({ identity }, { evtName, evtData: {}, ts }, now)

  it('carry every identifier that their person has', () => {
    store.upsert({ identity: 'u-1', objectId: '__a' }, {})
    store.record({ objectId: '__a' }, { evtName: 'A', evtData: { plan: 'gold' } }, now)
    expect(store.events).toStrictEqual([{ identity: 'u-1', objectId: '__a', evtName: 'A', evtData: { plan: 'gold' } }])
  })

  it('are summed up by name, whatever its letter case and spaces, with the first and the last time', () => {
    record('u-1', 'Signed Up', 1500000000)
    record('u-1', 'signedup', '1400000000')
    record('u-1', 'Charged')
    record('u-1', 'SIGNED UP')
    record('u-2', 'Signed Up', 1)
    expect(store.summariesOf({ identity: 'u-1' })).toEqual([
      { name: 'Signed Up', count: 3, firstSeen: 1400000000, lastSeen: 1700000000 },
      { name: 'Charged', count: 1, firstSeen: 1700000000, lastSeen: 1700000000 }
    ])
    expect(store.summariesOf({ identity: 'unknown' })).toEqual([])
  })

  it('stay when the profile is deleted, which starts its summary anew', () => {
    record('u-1', 'A')
    store.delete('u-1')
    expect(store.events).toHaveLength(1)
    record('u-1', 'A')
    expect(store.events).toHaveLength(2)
    expect(store.summariesOf({ identity: 'u-1' })).toEqual([{ name: 'A', count: 1, firstSeen: now, lastSeen: now }])
  })

  it('are forgotten with everything else', () => {
    record('u-1', 'A')
    store.clear()
    expect(store.events).toEqual([])
    expect(store.size).toBe(0)
  })
})

it.each<[Json, string | undefined]>([
  [{ $add: [] }, '$add'],
  [{ $remove: 7 }, '$remove'],
  [{ $incr: 1 }, '$incr'],
  [{ $decr: 0.5 }, '$decr'],
  [{ $delete: true }, '$delete'],
  [{ $set: null }, '$set'],
  [{ $add: null }, undefined],
  [{ $remove: {} }, undefined],
  [{ $incr: '1' }, undefined],
  [{ $add: [], $remove: [] }, undefined],
  [{ $oid: '5' }, undefined],
  [{ constructor: 1 }, undefined],
  [{}, undefined],
  [null, undefined],
  [['$add'], undefined],
  ['$add', undefined]
])('tells operators from values: %j', (value, expected) => {
  expect(operatorOf(value)).toBe(expected)
})
