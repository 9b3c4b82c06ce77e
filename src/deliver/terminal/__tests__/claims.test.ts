/** The lines of `conform`. */
import { wrap } from '../claims'

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
    name: 'cuts a longer word',
    text: `id ${'x'.repeat(100)}`,
    lines: ['id', `    ${'x'.repeat(76)}`, `    ${'x'.repeat(24)}`]
  }
])('$name', ({ text, lines }) => {
  expect(wrap(text).split('\n')).toEqual(lines)
})
