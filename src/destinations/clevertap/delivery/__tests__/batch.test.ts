import { onePerPerson, planRounds } from '../batch'
import type { Item } from '../batch'
import type { Built } from '../build'

type Rec = { identity: string; plan?: string }

const valid = (identity: string, plan?: string): Built<Rec> => ({
  fate: 'valid',
  record: { identity, ...(plan && { plan }) },
  warnings: []
})
const invalid: Built<Rec> = { fate: 'invalid', reason: 'no identity' }
const each = (items: Item<Rec>[]) => items

describe('planRounds', () => {
  it('remembers which event each record came from when some are refused', () => {
    expect(planRounds([valid('a'), invalid, valid('b')])).toEqual([
      [
        { record: { identity: 'a' }, positions: [0] },
        { record: { identity: 'b' }, positions: [2] }
      ]
    ])
  })

  it('sends several records of a person in one request if they are not to be combined', () => {
    expect(planRounds([valid('a', 'gold'), valid('a', 'silver')])).toEqual([
      [
        { record: { identity: 'a', plan: 'gold' }, positions: [0] },
        { record: { identity: 'a', plan: 'silver' }, positions: [1] }
      ]
    ])
  })

  it('sends one record for all events of a person if the first says it all', () => {
    expect(planRounds([valid('a'), valid('b'), valid('a'), invalid, valid('a')], onePerPerson)).toEqual([
      [
        { record: { identity: 'a' }, positions: [0, 2, 4] },
        { record: { identity: 'b' }, positions: [1] }
      ]
    ])
  })

  it('sends what of a person cannot be combined in later rounds, in order', () => {
    const plan = planRounds([valid('a', '1'), valid('b', '1'), valid('a', '2'), valid('a', '3'), valid('b', '2')], each)
    expect(
      plan.map((round) => round.map(({ record, positions }) => [record.identity, record.plan, positions]))
    ).toEqual([
      [
        ['a', '1', [0]],
        ['b', '1', [1]]
      ],
      [
        ['a', '2', [2]],
        ['b', '2', [4]]
      ],
      [['a', '3', [3]]]
    ])
  })

  it('sends nothing when all are refused', () => {
    expect(planRounds([invalid, invalid], each)).toEqual([[]])
  })
})
