/** Which versions of Node the program takes. */
import { isInRange } from '../node-version'

it.each([
  ['16.20.2', false],
  ['18.16.1', false],
  ['18.17.0', true],
  ['19.9.0', false],
  ['20.2.0', false],
  ['20.3.0', true],
  ['22.0.0', true]
])('Node %s: %s', (version, expected) => {
  expect(isInRange(version, '^18.17 || >=20.3')).toBe(expected)
})
