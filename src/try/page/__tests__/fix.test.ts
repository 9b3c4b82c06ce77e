/** A remedy, applied to what is on the page. */
import type { Case, Patch } from '../../protocol'
import { fix } from '../fix'
import { toWork } from '../state'

const mapped = { partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: {} }
const one: Case = { event: { event: 'Delete user', userId: 'a' }, subscriptions: [mapped] }
const country: Patch = [{ op: 'set', path: '/subscriptions/0/mapping/phoneCountry', value: 'IN' }]
const rename: Patch = [{ op: 'set', path: '/event/event', value: 'Delete User' }]

it('edits the mapping, and nothing else', () => {
  const work = toWork(one)
  expect(fix(work, one, one, country)).toEqual({
    texts: work.texts,
    subscriptions: [{ ...mapped, mapping: { phoneCountry: 'IN' } }]
  })
})

it('edits the event as it was written', () => {
  const work = { ...toWork(one), texts: ['{"event":   "Delete user",\n"userId":"a"}'] }
  expect(fix(work, one, one, rename)?.texts).toEqual(['{"event":   "Delete User",\n"userId":"a"}'])
})

it('edits one event of a list, whether all are edited together or one by one', () => {
  const list: Case = { ...one, event: [{ a: 1 }, { event: 'Delete user' }] }
  const patch: Patch = [{ op: 'set', path: '/event/1/event', value: 'Delete User' }]
  const work = toWork(list)
  expect(fix(work, list, list, patch)?.texts).toEqual([work.texts[0], '{\n  "event": "Delete User"\n}'])
  expect(fix({ ...work, texts: ['[{"a":1},{"event":"Delete user"}]'] }, list, list, patch)?.texts).toEqual([
    '[\n  {\n    "a": 1\n  },\n  {\n    "event": "Delete User"\n  }\n]'
  ])
})

it.each<[string, Case, Patch]>([
  ['the mapping is another by now', { ...one, subscriptions: [{ ...mapped, subscribe: 'type = "track"' }] }, country],
  ['the event is another by now', { ...one, event: { event: 'Delete user', userId: 'b' } }, rename],
  [
    'it was added already',
    { ...one, subscriptions: [mapped, mapped] },
    [{ op: 'set', path: '/subscriptions/-', value: {} }]
  ],
  ['it was applied already', { ...one, subscriptions: [{ ...mapped, mapping: { phoneCountry: 'IN' } }] }, country]
])('changes nothing where %s', (_name, now, patch) => {
  expect(fix(toWork(now), one, now, patch)).toBeUndefined()
})
