/** What a person types or pastes into the editor. */
import { parseEvents } from '../event-text'

it.each([
  { name: 'an event', text: '{"type":"identify"}', events: [{ type: 'identify' }] },
  { name: 'a list', text: '[{"type":"identify"},3]', events: [{ type: 'identify' }, 3] },
  { name: 'one on each line', text: '{"a":1}\n\n{"b":2}\n', events: [{ a: 1 }, { b: 2 }] }
])('is taken for what it is: $name', ({ text, events }) => {
  expect(parseEvents(text)).toEqual({ events })
})

it.each([
  { text: '{"a":1', line: 1, reason: 'a } is missing at the end.', mend: '{"a":1\n}' },
  { text: '[{"a":"}"}', line: 1, reason: 'a ] is missing at the end.', mend: '[{"a":"}"}\n]' },
  {
    text: '{\n  "a": 1\n  "b": 2\n}',
    line: 3,
    reason: 'a comma is missing before "b".',
    mend: '{\n  "a": 1,\n  "b": 2\n}'
  },
  { text: '{\n  "a" 1\n}', line: 2, reason: 'a colon is missing before 1.', mend: '{\n  "a": 1\n}' },
  { text: '{"a":1,\n}', line: 1, reason: 'the comma before } is one too many.' },
  { text: '{"a":tru}', line: 1, reason: 'tru does not belong here.' },
  { text: "{'a':1}", line: 1, reason: 'texts stand in ", not in \'.' },
  { text: '{"a":1}}', line: 1, reason: '} does not belong here.' },
  { text: '', line: 1, reason: 'there is nothing yet.' },
  { text: '3', line: 1, reason: 'an event is a JSON object, in { }.' },
  { text: '[]', line: 1, reason: 'an event is a JSON object, in { }.' }
])('says where $text stops being an event, and mends it', ({ text, line, reason, mend }) => {
  const parsed = parseEvents(text)
  expect(parsed).toEqual({ problem: expect.objectContaining({ line, reason }) })
  const found = 'problem' in parsed ? parsed.problem.mend : undefined
  expect(found && text.slice(0, found.at) + found.insert + text.slice(found.at)).toEqual(mend)
})

it('takes a megabyte of quotation marks in one go', () => {
  expect(parseEvents(`{"a":${'"'.repeat(1_000_001)}`)).toEqual({ problem: expect.objectContaining({ line: 1 }) })
})
