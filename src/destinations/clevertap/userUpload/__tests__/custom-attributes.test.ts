import type { JSONObject, JSONValue } from '@segment/actions-core'
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

describe('Flatten, keep lists', () => {
  const keepLists = { nestedData: 'flattenKeepLists' }

  it.each<[string, JSONValue]>([
    ['texts', ['a', 'b']],
    ['numbers', [1, 2.5, -3]],
    ['texts and numbers', ['a', 1]],
    ['one text', ['a']],
    ['dates, which stay as they came', ['2024-05-01', '2024-05-01T00:00:00Z']],
    ['blank texts', ['', ' ']]
  ])('sends a list of %s as it is', async (_name, list) => {
    expect(await profileOf({ list }, keepLists)).toEqual({ list })
    expect(await profileOf({ list }, { ...keepLists, timestampFormat: 'date' })).toEqual({ list })
  })

  it.each<[string, JSONValue, string]>([
    ['nothing', [], '[]'],
    ['a boolean', ['a', true], '["a",true]'],
    ['null', ['a', null], '["a",null]'],
    ['objects', [{ id: 1 }, 'a'], '[{"id":1},"a"]'],
    ['lists', [['a'], ['b']], '[["a"],["b"]]'],
    ['dates and objects, which are converted', ['2024-05-01', {}], '[1714521600,{}]']
  ])('sends a list of %s as text', async (_name, list, text) => {
    expect(await profileOf({ list }, keepLists)).toEqual({ list: text })
  })

  it('flattens objects, and keeps the lists in them', async () => {
    const traits = {
      address: { city: 'London', lines: ['12', 'St James’s Sq'], geo: { point: [51.5, -0.1], at: '2024-05-01' } },
      tags: { $add: ['x'] },
      'category-unsubscribe': { email: ['News'] }
    }
    expect(await profileOf(traits, keepLists)).toEqual({
      address_city: 'London',
      address_lines: ['12', 'St James’s Sq'],
      address_geo_point: [51.5, -0.1],
      address_geo_at: 1714521600,
      tags: { $add: ['x'] },
      'category-unsubscribe': { email: ['News'] }
    })
  })

  it('changes nothing for standard attributes', async () => {
    const traits = { email: ['ada@example.com'], phone: ['+442079460958', '+14155550100'] }
    expect(await profileOf(traits, keepLists)).toEqual({ Email: 'ada@example.com' })
  })

  it('warns of lists that CleverTap shortens', async () => {
    const numbers = Array.from({ length: 101 }, (_value, index) => index)
    expect(await profileOf({ list: numbers }, keepLists)).toEqual({ list: numbers })
    expect(await warningsOf({ list: numbers }, keepLists)).toEqual([
      'CleverTap may drop the attribute "list": it has more than 100 values, and CleverTap keeps the last ones.'
    ])
    expect(await warningsOf({ list: ['x'.repeat(513)] }, keepLists)).toEqual([
      'CleverTap may drop the attribute "list": its value is longer than 512 bytes.'
    ])
  })
})

describe('names that meet where objects are flattened', () => {
  const leftOut = (name: string) =>
    `The nested attribute "${name}" was left out: there is one of that name already. Rename one of them.`

  /** A literal cannot have `__proto__` as a key of its own. */
  const parsed = JSON.parse('{"__proto__":1,"__defineGetter__":2}') as JSONObject

  it.each<[string, JSONObject, JSONObject, string[] | undefined]>([
    ['whichever comes first', { a_b: 1, a: { b: 2 } }, { a_b: 1 }, [leftOut('a_b')]],
    ['with the same value', { a: { b: 1 }, a_b: 1 }, { a_b: 1 }, [leftOut('a_b')]],
    ['at any depth', { a: { b: { c: 1 } }, a_b_c: 2 }, { a_b_c: 2 }, [leftOut('a_b_c')]],
    ['with a list', { a: { b: ['x'] }, a_b: 2 }, { a_b: 2 }, [leftOut('a_b')]],
    ['with an operator', { a: { b: { $incr: 1 } }, a_b: 2 }, { a_b: 2 }, [leftOut('a_b')]],
    ['the others of the object stay', { a: { b: 1, c: 3 }, a_b: 2 }, { a_b: 2, a_c: 3 }, [leftOut('a_b')]],
    ['unless one has no value', { a: { b: 1 }, a_b: null }, { a_b: 1 }, undefined],
    ['unless one holds no value', { a: { b: 1, c: {} }, a_b: {}, a_c: 2 }, { a_b: 1, a_c: 2 }, undefined],
    ['with a trait in other letters they do not', { a: { b: 1 }, A_b: 2 }, { a_b: 1, A_b: 2 }, undefined],
    ['with what every object has they do not', { _: { proto__: 1, defineGetter__: 2 } }, parsed, undefined]
  ])('%s', async (_name, traits, profile, warnings) => {
    for (const nestedData of ['flatten', 'flattenKeepLists']) {
      expect(await profileOf(traits, { nestedData })).toEqual(profile)
      expect(await warningsOf(traits, { nestedData })).toEqual(warnings)
    }
  })

  it('of a mapped attribute and a nested one', async () => {
    const mapped = { standardAttributes: { address_city: 'London' } }
    expect(await profileOf({ address: { city: 'Paris' } }, mapped)).toEqual({ address_city: 'London' })
    expect(await warningsOf({ address: { city: 'Paris' } }, mapped)).toEqual([leftOut('address_city')])
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
