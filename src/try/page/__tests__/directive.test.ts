/** What a field is mapped to, as text. */
import fc from 'fast-check'
import type { Json } from '../../protocol'
import { fromJson, fromLine, toText } from '../directive'
import type { DirectiveText } from '../directive'

it.each<[Json, DirectiveText]>([
  ['', { kind: 'line', text: '' }],
  [{ '@path': '$.traits.email' }, { kind: 'line', text: '$.traits.email' }],
  [{ '@template': '{{traits.first}} {{traits.last}}' }, { kind: 'line', text: '{{traits.first}} {{traits.last}}' }],
  ['premium', { kind: 'line', text: 'premium' }],
  [3, { kind: 'json', text: '3' }],
  [true, { kind: 'json', text: 'true' }],
  [null, { kind: 'json', text: 'null' }],
  ['$.traits', { kind: 'json', text: '"$.traits"' }],
  ['{{traits.name}}', { kind: 'json', text: '"{{traits.name}}"' }],
  [{ '@path': 'traits.email' }, { kind: 'json', text: '{\n  "@path": "traits.email"\n}' }],
  [{ '@template': 'no braces' }, { kind: 'json', text: '{\n  "@template": "no braces"\n}' }],
  [
    { '@if': { exists: 'x', then: 'y' } },
    { kind: 'json', text: '{\n  "@if": {\n    "exists": "x",\n    "then": "y"\n  }\n}' }
  ]
])('%j is shown as it can be edited', (value, text) => {
  expect(toText(value)).toEqual(text)
})

it('is read back as it was, whatever it is', () => {
  const directive = fc.oneof(
    fc.record({
      '@path': fc.oneof(
        fc.string(),
        fc.string().map((path) => `$.${path}`)
      )
    }),
    fc.record({
      '@template': fc.oneof(
        fc.string(),
        fc.string().map((path) => `{{${path}}}`)
      )
    }),
    fc.jsonValue()
  ) as fc.Arbitrary<Json>
  fc.assert(
    fc.property(directive, (value) => {
      const { kind, text } = toText(value)
      const read = kind === 'line' ? { value: fromLine(text) } : fromJson(text)
      expect(JSON.stringify(read)).toBe(JSON.stringify({ value }))
    }),
    { seed: 1, numRuns: 500 }
  )
})

it('takes JSON that is being typed for what it is', () => {
  expect(fromJson('{"@if": {')).toEqual({ problem: 'It is not JSON yet.' })
  expect(fromJson('  ')).toEqual({ value: '' })
})
