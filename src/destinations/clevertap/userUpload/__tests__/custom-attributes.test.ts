import type { JSONValue } from '@segment/actions-core'
import { profileOf, warningsOf } from './__helpers__/upload'

describe('Convert Timestamps', () => {
  const traits = { on: '2006-01-02T18:04:07Z', dates: ['2006-01-02'], deep: { er: { on: '2006-01-02' } } }

  it('writes Unix timestamps at any depth', async () => {
    expect(await profileOf(traits, { nestedData: 'native' })).toEqual({
      on: 1136225047,
      dates: [1136160000],
      deep: { er: { on: 1136160000 } }
    })
  })

  it('writes CleverTap dates on request', async () => {
    expect(await profileOf(traits, { timestampFormat: 'date' })).toEqual({
      on: '$D_1136225047',
      dates: '["$D_1136160000"]',
      deep_er_on: '$D_1136160000'
    })
  })

  it('writes Unix timestamps when a saved mapping has no format', async () => {
    expect(await profileOf({ on: '2006-01-02' }, { timestampFormat: undefined })).toEqual({ on: 1136160000 })
  })

  it.each([false, undefined])('leaves attributes as they came when it is %j', async (convertTimestamps) => {
    expect(await profileOf(traits, { convertTimestamps, nestedData: 'native' })).toEqual(traits)
  })
})

describe('Nested Attributes', () => {
  const traits = {
    address: {
      city: 'London',
      geo: { lat: 51.5, note: null },
      lines: ['12', { a: 1 }],
      visits: { $incr: 1 },
      none: {}
    },
    tags: ['a', 'b'],
    badges: { $add: ['x'] },
    'category-resubscribe': { email: ['News'] },
    nothing: null
  }
  const untouched = { badges: { $add: ['x'] }, 'category-resubscribe': { email: ['News'] } }

  it('flatten: objects become keys, lists become text', async () => {
    expect(await profileOf(traits)).toEqual({
      address_city: 'London',
      address_geo_lat: 51.5,
      address_lines: '["12",{"a":1}]',
      address_visits: { $incr: 1 },
      tags: '["a","b"]',
      ...untouched
    })
  })

  it('json: both become text', async () => {
    expect(await profileOf(traits, { nestedData: 'json' })).toEqual({
      address: '{"city":"London","geo":{"lat":51.5,"note":null},"lines":["12",{"a":1}],"visits":{"$incr":1},"none":{}}',
      tags: '["a","b"]',
      ...untouched
    })
  })

  it.each(['native', undefined])('%s: both stay as they are', async (nestedData) => {
    const { nothing: _nothing, ...present } = traits
    expect(await profileOf(traits, { nestedData })).toEqual(present)
  })

  it('flatten: never overwrites a key that is there, and says so', async () => {
    const clash = { address: { city: 'London' }, address_city: 'Paris' }
    expect(await profileOf(clash)).toEqual({ address_city: 'Paris' })
    expect(await warningsOf(clash)).toEqual([
      'The nested attribute "address_city" was left out: there is one of that name already. Rename one of them.'
    ])
  })

  it('flatten: says so when two nested attributes meet', async () => {
    const clash = { a: { b_c: 1 }, a_b: { c: 2 } }
    expect(await profileOf(clash)).toEqual({ a_b_c: 1 })
    expect(await warningsOf(clash)).toHaveLength(1)
  })
})

describe('an attribute that is nested without end', () => {
  const nestedBy = (levels: number): JSONValue => (levels === 0 ? 'x' : [nestedBy(levels - 1)])

  it('is left out, with a warning, and fails neither its event nor the batch', async () => {
    const deep = { history: nestedBy(2200), Email: { $set: nestedBy(60) }, plan: 'gold' }
    for (const nestedData of ['flatten', 'json', 'native']) {
      expect(await profileOf(deep, { nestedData })).toEqual({ plan: 'gold' })
      expect(await warningsOf(deep, { nestedData })).toEqual([
        'The attribute "history" was left out: it is nested more than 50 deep.',
        'The attribute "Email" was left out: it is nested more than 50 deep.'
      ])
    }
  })

  it('is sent at the limit', async () => {
    expect(await profileOf({ history: nestedBy(50) })).toEqual({ history: `${'['.repeat(50)}"x"${']'.repeat(50)}` })
  })
})
