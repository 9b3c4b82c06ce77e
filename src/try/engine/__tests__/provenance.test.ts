/** Where a mapped value comes from. */
import type { Json } from '../../protocol'
import { createProvenance } from '../provenance'

const event = {
  userId: 'ada-1',
  traits: { email: 'ada@example.com', first: 'Ada', last: 'Lovelace', address: { city: 'London' }, blank: '' },
  properties: { sku: 'G-32' }
}
const traits = { '@path': '$.traits' }
const properties = { '@path': '$.properties' }

it.each<{ name: string; mapping: Json; keys?: string[]; from: string[] }>([
  { name: 'a path', mapping: { '@path': '$.traits.email' }, from: ['traits.email'] },
  { name: 'a path with quoted names', mapping: { '@path': "$.traits['first name']" }, from: ['traits.first name'] },
  { name: 'a path into a list', mapping: { '@path': '$.properties.items[0].sku' }, from: ['properties.items[0].sku'] },
  { name: 'an attribute of a path', mapping: traits, keys: ['email'], from: ['traits.email'] },
  { name: 'an attribute of the whole event', mapping: { '@path': '$.' }, keys: ['userId'], from: ['userId'] },
  {
    name: 'a template',
    mapping: { '@template': '{{traits.first}} {{ traits.last }}' },
    from: ['traits.first', 'traits.last']
  },
  { name: 'a template with three braces', mapping: { '@template': '{{{traits.first}}}' }, from: ['traits.first'] },
  { name: 'fixed text', mapping: 'premium', from: [] },
  { name: 'a number', mapping: 3, from: [] },
  {
    name: 'an attribute mapped by itself',
    mapping: { Email: { '@path': '$.traits.email' } },
    keys: ['Email'],
    from: ['traits.email']
  },
  { name: 'a literal', mapping: { '@literal': { '@path': '$.traits.email' } }, from: ['traits.email'] },
  {
    name: 'the branch that is taken',
    mapping: { '@if': { exists: traits, then: traits, else: properties } },
    keys: ['email'],
    from: ['traits.email']
  },
  {
    name: 'the other branch',
    mapping: { '@if': { exists: { '@path': '$.nothing' }, then: traits, else: properties } },
    keys: ['sku'],
    from: ['properties.sku']
  },
  {
    name: 'a branch taken for a blank',
    mapping: { '@if': { blank: { '@path': '$.traits.blank' }, then: traits, else: properties } },
    keys: ['sku'],
    from: ['properties.sku']
  },
  {
    name: 'the object that wins a merge',
    mapping: { '@merge': { objects: [traits, properties], direction: 'right' } },
    keys: ['email'],
    from: ['traits.email']
  },
  {
    name: 'a merge from the left',
    mapping: { '@merge': { objects: [{ sku: 'x' }, properties], direction: 'left' } },
    keys: ['sku'],
    from: []
  },
  {
    name: 'a merge from the right',
    mapping: { '@merge': { objects: [{ sku: 'x' }, properties], direction: 'right' } },
    keys: ['sku'],
    from: ['properties.sku']
  },
  {
    name: 'a list',
    mapping: { '@arrayPath': ['$.properties.items', { id: { '@path': '$.sku' } }] },
    from: ['properties.items']
  },
  {
    name: 'a change of letter case',
    mapping: { '@case': { operator: 'upper', value: { '@path': '$.properties.sku' } } },
    from: ['properties.sku']
  },
  {
    name: 'a Liquid template',
    mapping: { '@liquid': '{{ traits.first | upcase }} {% if properties.sku %}!{% endif %}' },
    from: ['traits.first', 'properties.sku']
  },
  {
    name: 'a transformation',
    mapping: { '@transform': { apply: { a: { '@path': '$.traits.first' } }, mapping: { '@path': '$.a' } } },
    from: ['traits.first']
  },
  { name: 'what is no directive', mapping: { '@nonsense': 'x' }, from: [] }
])('$name is traced to $from', ({ mapping, keys = [], from }) => {
  expect(createProvenance(mapping, event)(keys)).toEqual(from)
})

it('ends for a mapping that is nested without end', () => {
  let mapping: Json = { '@path': '$.userId' }
  for (let depth = 0; depth < 900; depth++) {
    mapping = { '@literal': mapping }
  }
  expect(createProvenance(mapping, event)([])).toEqual([])
})
