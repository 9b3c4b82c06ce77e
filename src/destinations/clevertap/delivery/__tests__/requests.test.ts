import { fillRequests, maxBodyBytes } from '../requests'

const wire = {
  toElement: ({ identity }: { identity: string }) => identity,
  toBody: (elements: string) => `{"d":[${elements}]}`,
  maxRecords: 100
}
const fill = (identities: string[], maxRecords = 100) =>
  Array.from(
    fillRequests(
      identities.map((identity, index) => ({ record: { identity }, positions: [index] })),
      { ...wire, maxRecords }
    )
  )
const sizesOf = (identities: string[]) => fill(identities).map(({ items }) => items.length)

/** A list of two texts and the rest of the body around them. */
const frame = '{"d":["",""]}'.length

describe('fillRequests', () => {
  it('writes the records into the bodies, in order', () => {
    expect(fill(['a', 'b', 'c'], 2).map(({ items, body }) => [items.map(({ positions }) => positions), body])).toEqual([
      [[[0], [1]], '{"d":["a","b"]}'],
      [[[2]], '{"d":["c"]}']
    ])
  })

  it.each([
    [0, []],
    [1, [1]],
    [99, [99]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]]
  ])('splits %i records by the limit of 100', (count, sizes) => {
    expect(sizesOf(Array.from({ length: count }, (_, index) => `u-${index}`))).toEqual(sizes)
  })

  it.each([
    ['a byte below the limit', maxBodyBytes - frame - 11, [2]],
    ['the limit', maxBodyBytes - frame - 10, [2]],
    ['a byte above the limit', maxBodyBytes - frame - 9, [1, 1]]
  ])('fills a request up to %s', (_name, length, sizes) => {
    expect(sizesOf(['x'.repeat(length), 'x'.repeat(10)])).toEqual(sizes)
  })

  it.each([
    ['é', 2],
    ['€', 3],
    ['😀', 4]
  ])('counts the bytes of %s', (character, bytes) => {
    const fitting = Math.floor((maxBodyBytes - frame) / bytes / 2)
    const half = character.repeat(fitting)
    expect(sizesOf([half, half])).toEqual([2])
    expect(sizesOf([half, half + character.repeat(3)])).toEqual([1, 1])
  })

  it('writes each record once, whatever is too large beside it', () => {
    const written: string[] = []
    const toElement = ({ identity }: { identity: string }) => {
      written.push(identity)
      return 'x'.repeat(400_000)
    }
    const identities = ['a', 'b', 'c', 'd', 'e']
    const items = identities.map((identity, index) => ({ record: { identity }, positions: [index] }))
    expect(Array.from(fillRequests(items, { ...wire, toElement })).map((request) => request.items.length)).toEqual([
      2, 2, 1
    ])
    expect(written).toEqual(identities)
  })

  it('sends a record that is larger alone, and its neighbours without it', () => {
    expect(sizesOf(['a', 'x'.repeat(maxBodyBytes), 'b', 'c'])).toEqual([1, 1, 2])
  })
})
