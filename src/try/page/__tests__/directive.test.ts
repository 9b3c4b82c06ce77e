/** What a field is mapped to, as a source and a text. */
import fc from 'fast-check'
import type { Json } from '../../protocol'
import { changeKind, findPaths, fromSource, toSource } from '../directive'
import type { Source } from '../directive'

const traits = { '@path': '$.traits' }

it.each<[Json, Source]>([
  ['', { kind: 'event', text: '' }],
  [{ '@path': '$.traits.email' }, { kind: 'event', text: 'traits.email' }],
  [
    { '@if': { exists: traits, then: traits, else: { '@path': '$.properties' } } },
    { kind: 'event', text: 'traits, or else properties' }
  ],
  [{ '@template': '{{traits.first}} {{traits.last}}' }, { kind: 'template', text: '{{traits.first}} {{traits.last}}' }],
  ['premium', { kind: 'fixed', text: 'premium' }],
  ['$.traits', { kind: 'fixed', text: '$.traits' }],
  ['{{traits.name}}', { kind: 'fixed', text: '{{traits.name}}' }],
  [3, { kind: 'json', text: '3' }],
  [true, { kind: 'json', text: 'true' }],
  [null, { kind: 'json', text: 'null' }],
  [{ '@path': 'traits.email' }, { kind: 'json', text: '{\n  "@path": "traits.email"\n}' }],
  [
    { '@if': { exists: 'x', then: 'y' } },
    { kind: 'json', text: '{\n  "@if": {\n    "exists": "x",\n    "then": "y"\n  }\n}' }
  ]
])('%j is shown as it can be edited', (value, source) => {
  expect(toSource(value)).toEqual(source)
})

it('is read back as it was, whatever it is', () => {
  const path = fc.record({
    '@path': fc.oneof(
      fc.string(),
      fc.string().map((text) => `$.${text}`)
    )
  })
  const directive = fc.oneof(
    path,
    fc.record({ '@if': fc.record({ exists: path, then: path, else: path }) }),
    fc.record({
      '@template': fc.oneof(
        fc.string(),
        fc.string().map((text) => `{{${text}}}`)
      )
    }),
    fc.jsonValue()
  ) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(directive, (value) => {
      expect(JSON.stringify(fromSource(toSource(value)))).toBe(JSON.stringify({ value }))
    }),
    { seed: 1, numRuns: 500 }
  )
})

it('takes JSON that is being typed for what it is', () => {
  expect(fromSource({ kind: 'json', text: '{"@if": {' })).toEqual({ problem: 'It is not valid JSON yet.' })
  expect(fromSource({ kind: 'json', text: '  ' })).toEqual({ value: '' })
  expect(fromSource({ kind: 'event', text: '$.userId' })).toEqual({ value: { '@path': '$.userId' } })
})

it.each<[Source, Source['kind'], Source]>([
  [{ kind: 'fixed', text: 'traits.mobile' }, 'event', { kind: 'event', text: 'traits.mobile' }],
  [{ kind: 'event', text: 'traits.last' }, 'template', { kind: 'template', text: '{{traits.last}}' }],
  [{ kind: 'template', text: '{{ traits.last }}' }, 'event', { kind: 'event', text: 'traits.last' }],
  [{ kind: 'event', text: 'userId' }, 'json', { kind: 'json', text: '{\n  "@path": "$.x"\n}' }],
  [{ kind: 'json', text: '{}' }, 'fixed', { kind: 'fixed', text: '' }]
])('%j from elsewhere keeps its text where it can', (source, kind, changed) => {
  expect(changeKind(source, kind, { '@path': '$.x' })).toEqual(changed)
})

it('the paths of an event are offered, the outer ones first', () => {
  expect(findPaths({ type: 'identify', traits: { plan: 'gold', 'a b': 1, list: [1] } })).toEqual([
    { path: 'type', value: 'identify' },
    { path: 'traits', value: { plan: 'gold', 'a b': 1, list: [1] } },
    { path: 'traits.plan', value: 'gold' },
    { path: 'traits.list', value: [1] }
  ])
})
