/** Where the values of an event stand in its text. */
import { findPlaces } from '../json-tree'

it('finds each value by its path', () => {
  const text = '{ "type": "identify", "traits": { "a.b": 1, "list": [true, { "x": null }] } }'
  const found = Array.from(findPlaces(text), ([path, { from, to }]) => [path, text.slice(from, to)])
  expect(Object.fromEntries(found)).toEqual({
    type: '"identify"',
    traits: '{ "a.b": 1, "list": [true, { "x": null }] }',
    'traits.a.b': '1',
    'traits.list': '[true, { "x": null }]',
    'traits.list.0': 'true',
    'traits.list.1': '{ "x": null }',
    'traits.list.1.x': 'null'
  })
})

it.each(['', '{"a": ', '[1, ]', '{"\\ud800\\q": 1}'])('takes %j as it is while it is typed', (text) => {
  expect(findPlaces(text)).toBeInstanceOf(Map)
})
