/** What somebody types or pastes into the editor. */
import { parseEvents } from '../event-text'

const many = Array.from({ length: 200 }, (_, index) => ({ userId: `u-${index}` }))

it.each([
  { name: 'an event', text: '{"type":"identify"}', event: { type: 'identify' } },
  { name: 'a list', text: '[{"type":"identify"},{"type":"track"}]', event: [{ type: 'identify' }, { type: 'track' }] },
  { name: 'one on each line', text: '{"a":1}\n\n{"b":2}\n', event: [{ a: 1 }, { b: 2 }] }
])('is taken for what it is: $name', ({ text, event }) => {
  expect(parseEvents(text)).toEqual({ event })
})

it.each([
  ['a list', JSON.stringify(many)],
  ['lines', many.map((event) => JSON.stringify(event)).join('\n')]
])('of 200 events in %s, the first 50 are run, and it says so', (_name, text) => {
  expect(parseEvents(text)).toEqual({ event: many.slice(0, 50), note: 'The first 50 of 200 events are run.' })
})

it.each([
  { text: '{"a":1', message: 'line 1, column 7: it ends too early.', position: 6 },
  { text: '{\n  "a" 1\n}', message: "line 2, column 7: expected ':' after property name.", position: 8 },
  { text: '{"a":1,}', message: 'line 1, column 8: expected double-quoted property name.', position: 7 },
  { text: '{"a":tru}', message: 'line 1, column 6: this does not belong here.', position: 5 },
  { text: '{"a":1}}', message: 'line 1, column 8: this does not belong here.', position: 7 },
  { text: '{"a":1}\n{"b"', message: 'line 2, column 1: this does not belong here.', position: 8 },
  { text: '', message: 'line 1, column 1: there is nothing yet.', position: 0 },
  { text: '3', message: 'it must be a JSON object.', position: 0 },
  { text: '[]', message: 'it must be a JSON object.', position: 0 }
])('says where $text stops being an event', ({ text, message, position }) => {
  expect(parseEvents(text)).toEqual({ problem: { message, position } })
})
