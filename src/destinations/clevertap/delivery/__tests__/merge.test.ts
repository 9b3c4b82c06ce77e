import { mergeProfiles } from '../merge'
import type { ProfileRecord } from '../wire'

const profile = (profileData: object, ts?: number | string): ProfileRecord => ({
  type: 'profile',
  source: 'Segment',
  identity: 'u-1',
  ...(ts !== undefined && { ts }),
  profileData: profileData as ProfileRecord['profileData']
})
const merge = (...records: ProfileRecord[]) =>
  mergeProfiles(records.map((record, index) => ({ record, positions: [index] }))).map(({ record, positions }) => [
    record,
    positions
  ])

describe('mergeProfiles', () => {
  it('takes all attributes, and of one attribute the later value', () => {
    expect(merge(profile({ plan: 'gold', city: 'Bonn' }), profile({ plan: 'silver' }), profile({ age: 7 }))).toEqual([
      [profile({ plan: 'silver', city: 'Bonn', age: 7 }), [0, 1, 2]]
    ])
  })

  it.each<[string, number | undefined, number | undefined, number | undefined]>([
    ['the later', 5, 6, 6],
    ['that of both', 5, 5, 5],
    ['the only one, of the first', 5, undefined, 5],
    ['the only one, of the second', undefined, 6, 6],
    ['none', undefined, undefined, undefined]
  ])('has %s as its time', (_name, first, second, ts) => {
    expect(merge(profile({ a: 1 }, first), profile({ b: 2 }, second))).toEqual([[profile({ a: 1, b: 2 }, ts), [0, 1]]])
  })

  it.each<[string, ProfileRecord]>([
    ['has an operator', profile({ visits: { $incr: 1 } }, 7)],
    ['has an operator in an object', profile({ a: { b: { $add: ['x'] } } }, 7)],
    ['changes a subscription', profile({ 'category-unsubscribe': { email: ['News'] } }, 7)],
    ['is earlier', profile({ plan: 'gold' }, 4)],
    ['has a time as it came', profile({ plan: 'gold' }, 'yesterday')]
  ])('leaves a record alone that %s', (_name, record) => {
    expect(merge(profile({ a: 1 }, 5), record)).toEqual([
      [profile({ a: 1 }, 5), [0]],
      [record, [1]]
    ])
  })

  it('merges before and after a record that stays alone', () => {
    const counter = profile({ visits: { $incr: 1 } })
    expect(merge(profile({ a: 1 }), profile({ b: 2 }), counter, profile({ c: 3 }), profile({ d: 4 }))).toEqual([
      [profile({ a: 1, b: 2 }), [0, 1]],
      [counter, [2]],
      [profile({ c: 3, d: 4 }), [3, 4]]
    ])
  })

  it('compares times with the record before, which may itself be of earlier time', () => {
    expect(merge(profile({ a: 1 }, 9), profile({ b: 2 }, 3), profile({ c: 3 }, 4))).toEqual([
      [profile({ a: 1 }, 9), [0]],
      [profile({ b: 2, c: 3 }, 4), [1, 2]]
    ])
  })

  it('grows up to the size of a request, and no further', () => {
    const without = '{"d":[{"type":"profile","source":"Segment","identity":"u-1","profileData":{"a":"","b":""}}]}'
    const fitting = 1_000_000 - without.length - 10
    const [ten, eleven] = ['x'.repeat(10), 'x'.repeat(11)]
    expect(merge(profile({ a: ten }), profile({ b: 'x'.repeat(fitting) }))).toHaveLength(1)
    expect(merge(profile({ a: eleven }), profile({ b: 'x'.repeat(fitting) }))).toHaveLength(2)
    expect(merge(profile({ b: 'x'.repeat(fitting) }), profile({ b: 'x'.repeat(fitting) }))).toHaveLength(1)
  })

  it('changes nothing that it is given', () => {
    const first = profile({ plan: 'gold' }, 5)
    merge(first, profile({ plan: 'silver' }, 6))
    expect(first).toEqual(profile({ plan: 'gold' }, 5))
  })
})
