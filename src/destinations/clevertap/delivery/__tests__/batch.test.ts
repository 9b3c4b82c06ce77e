import { planRequests } from '../batch'
import type { Built } from '../batch'

type Rec = { identity: string }

const valid = (identity: string): Built<Rec> => ({ fate: 'valid', record: { identity }, warnings: [] })
const invalid: Built<Rec> = { fate: 'invalid', reason: 'no identity' }
const people = (count: number) => Array.from({ length: count }, (_, index) => valid(`u-${index}`))

describe('planRequests', () => {
  it.each([
    [0, []],
    [1, [1]],
    [99, [99]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]]
  ])('splits %i records by the limit of 100', (count, sizes) => {
    expect(
      planRequests(people(count), { maxRecords: 100, oncePerIdentity: false }).requests.map(({ length }) => length)
    ).toEqual(sizes)
  })

  it('remembers where each input went when some are refused', () => {
    expect(
      planRequests([valid('a'), invalid, valid('b'), invalid, valid('c')], { maxRecords: 2, oncePerIdentity: false })
    ).toEqual({
      requests: [[{ identity: 'a' }, { identity: 'b' }], [{ identity: 'c' }]],
      positions: [0, -1, 1, -1, 2]
    })
  })

  it('sends nothing when all are refused', () => {
    expect(planRequests([invalid, invalid], { maxRecords: 2, oncePerIdentity: false })).toEqual({
      requests: [],
      positions: [-1, -1]
    })
  })

  it('keeps both records of one identity, since the later may change more', () => {
    expect(planRequests([valid('a'), valid('a')], { maxRecords: 2, oncePerIdentity: false })).toEqual({
      requests: [[{ identity: 'a' }, { identity: 'a' }]],
      positions: [0, 1]
    })
  })

  it('sends one record for all inputs of one identity on request, across requests too', () => {
    expect(
      planRequests([valid('a'), valid('b'), valid('a'), valid('c'), valid('a')], {
        maxRecords: 2,
        oncePerIdentity: true
      })
    ).toEqual({
      requests: [[{ identity: 'a' }, { identity: 'b' }], [{ identity: 'c' }]],
      positions: [0, 1, 0, 2, 0]
    })
  })
})
