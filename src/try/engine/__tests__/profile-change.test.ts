/** What a run changed in a profile. */
import { toProfileChanges } from '../profile-change'
import type { JsonObject } from '../../protocol'

it('tells new, changed, kept and removed attributes apart', () => {
  const before = new Map([['ada-1', { plan: 'gold', points: 40, tags: ['a'], old: true }]])
  const after = new Map([['ada-1', { plan: 'platinum', points: 40, tags: ['a', 'b'], Email: 'ada@example.com' }]])
  expect(toProfileChanges(before, after, ['ada-1'])).toEqual([
    {
      identity: 'ada-1',
      existed: true,
      exists: true,
      attributes: [
        { key: 'plan', before: 'gold', after: 'platinum', change: 'changed' },
        { key: 'points', before: 40, after: 40, change: 'same' },
        { key: 'tags', before: ['a'], after: ['a', 'b'], change: 'changed' },
        { key: 'Email', after: 'ada@example.com', change: 'new' },
        { key: 'old', before: true, change: 'removed' }
      ]
    }
  ])
})

it('shows profiles that are created, deleted, untouched and never there, those of the requests first', () => {
  const before = new Map<string, JsonObject>([
    ['kept', {}],
    ['gone', { plan: 'gold' }]
  ])
  const after = new Map<string, JsonObject>([
    ['kept', {}],
    ['created', { plan: 'free' }]
  ])
  expect(toProfileChanges(before, after, ['nobody', 'gone', 'created'])).toEqual([
    { identity: 'nobody', existed: false, exists: false, attributes: [] },
    {
      identity: 'gone',
      existed: true,
      exists: false,
      attributes: [{ key: 'plan', before: 'gold', change: 'removed' }]
    },
    { identity: 'created', existed: false, exists: true, attributes: [{ key: 'plan', after: 'free', change: 'new' }] },
    { identity: 'kept', existed: true, exists: true, attributes: [] }
  ])
})

it('takes names of JavaScript for names', () => {
  const after = new Map([['__proto__', JSON.parse('{"__proto__":"x","constructor":1}')]])
  expect(toProfileChanges(new Map(), after, [])).toEqual([
    {
      identity: '__proto__',
      existed: false,
      exists: true,
      attributes: [
        { key: '__proto__', after: 'x', change: 'new' },
        { key: 'constructor', after: 1, change: 'new' }
      ]
    }
  ])
})
