import type { JSONObject } from '@segment/actions-core'
import { profileOf, warningsOf } from './__helpers__/upload'

describe("CleverTap's limits", () => {
  it.each([
    ['a long name', { ['k'.repeat(121)]: 1 }, 'its name is longer than 120 bytes'],
    ['a long name of few characters', { ['é'.repeat(61)]: 1 }, 'its name is longer than 120 bytes'],
    ['a long value', { bio: 'x'.repeat(513) }, 'its value is longer than 512 bytes'],
    ['a long value of few characters', { bio: '語'.repeat(171) }, 'its value is longer than 512 bytes'],
    ['a list that is long as text', { bio: ['x'.repeat(510)] }, 'its value is longer than 512 bytes'],
    ['a forbidden character', { 'a.b': 1 }, 'its name has one of the characters'],
    ['a reserved prefix', { wzrk_id: 1 }, 'names that begin with wzrk_']
  ])('%s is sent with a warning', async (_name, traits, warning) => {
    expect(Object.keys((await profileOf(traits as JSONObject)) as JSONObject)).toEqual(Object.keys(traits))
    expect(await warningsOf(traits as JSONObject)).toEqual([expect.stringContaining(warning)])
  })

  it.each([
    [{ ['k'.repeat(120)]: 1 }],
    [{ ['é'.repeat(60)]: 1 }],
    [{ bio: 'x'.repeat(512) }],
    [{ bio: '語'.repeat(170) }],
    [{ 'a-b c_d': 1 }]
  ])('are not warned of at the limit', async (traits) => {
    expect(await warningsOf(traits as JSONObject)).toBeUndefined()
  })
})
