import { isDeeperThan, toJsonText } from '../json'

const nested = (levels: number, inner = '1') => '[{"a":'.repeat(levels) + inner + '}]'.repeat(levels)

it.each([
  '{"a":[1,"ä\\"\\\\",null,true,{}],"b":{"c":[[]]}}',
  '{"__proto__":{"a":1},"":[0.5,-1e+21]}',
  nested(50_000, '{"last":[1,2],"":"x"}'),
  nested(50_000)
])('writes back any JSON text, at any depth (%#)', (text) => {
  // A comparison of texts: an assertion would print both.
  expect(toJsonText(JSON.parse(text)) === text).toBe(true)
})

it('writes scalars, and no member without a value', () => {
  expect(['ü"', 1, true, null].map(toJsonText)).toEqual(['"ü\\""', '1', 'true', 'null'])
  const deep = { left: undefined, out: JSON.parse(nested(50_000)) }
  expect(toJsonText(deep) === `{"out":${nested(50_000)}}`).toBe(true)
})

it.each<[string, string, boolean]>([
  ['two levels', '[{}]', false],
  ['three levels', '[{"a":[]}]', true],
  ['neighbours', '[[],[],[],{}]', false],
  ['brackets in text', '["[[[[", "{\\"[[[["]', false],
  ['an escaped backslash at the end of a text', '["\\\\",[[]]]', true],
  ['text that never ends', '["[[[', false],
  ['nothing', '', false]
])('tells whether a text is deeper than two levels: %s', (_name, text, expected) => {
  expect(isDeeperThan(2, text)).toBe(expected)
})
