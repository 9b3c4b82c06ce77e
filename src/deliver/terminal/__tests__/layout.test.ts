/** Text that fits a terminal, and writes nothing over it. */
import type { ClaimResult } from '../../../conformance'
import { toPrintable } from '../../printable'
import { toClaimLine, toHanging } from '../claims'

it.each([
  { name: 'keeps a short line', text: 'a claim', lines: ['a claim'] },
  {
    name: 'keeps 80 columns',
    text: `${'a'.repeat(40)} ${'b'.repeat(39)}`,
    lines: [`${'a'.repeat(40)} ${'b'.repeat(39)}`]
  },
  {
    name: 'breaks at 81',
    text: `${'a'.repeat(40)} ${'b'.repeat(40)}`,
    lines: ['a'.repeat(40), `    ${'b'.repeat(40)}`]
  },
  {
    name: 'keeps a longer word whole, so that it can be copied',
    text: `id ${'x'.repeat(100)} end`,
    lines: ['id', `    ${'x'.repeat(100)}`, '    end']
  }
])('$name', ({ text, lines }) => {
  expect(toHanging(text).split('\n')).toEqual(lines)
})

it.each([
  ['an escape', '\u001b[2J'],
  ['C1', '\u009b2J'],
  ['a line separator', '\u2028'],
  ['a mark of direction', '\u200f'],
  ['a letter mark', '\u061c'],
  ['an override of direction', '\u202e'],
  ['an isolate', '\u2067']
])('masks %s, also in what an account answered', (_name, text) => {
  expect(toPrintable(`a${text}`)).toBe(`a?${text.slice(1)}`)
  const result: ClaimResult = { id: 'A', claim: 'c', believed: 'b', said: text, verdict: 'differs' } as ClaimResult
  expect(toClaimLine(result)).toBe(`A differs: c Believed: b. CleverTap: ?${text.slice(1)}.`)
})
