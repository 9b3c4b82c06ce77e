/** In which batches several events are sent. */
import type { Lane } from '../lanes'
import { planBatches } from '../batches'

const lane = (action: string, maxEvents: number): Lane => ({
  action,
  kind: 'upload',
  maxEvents,
  keepsOrder: true,
  matches: () => true,
  identityOf: () => ''
})
const upload = lane('upload', 3)
const deletion = lane('delete', 100)

const plan = (tasks: [Lane, string][]) =>
  planBatches(tasks.map(([of, identity]) => ({ lane: of, identity }))).map((batch) => [
    batch[0].lane.action,
    ...batch.map(({ identity }) => identity)
  ])

it('gathers the events of a lane up to its limit', () => {
  expect(
    plan([
      [upload, 'a'],
      [deletion, 'x'],
      [upload, 'b'],
      [upload, 'c'],
      [upload, 'd']
    ])
  ).toEqual([
    ['upload', 'a', 'b', 'c'],
    ['upload', 'd'],
    ['delete', 'x']
  ])
})

it('sends what is said later of a person later, whatever the action', () => {
  expect(
    plan([
      [upload, 'a'],
      [upload, 'b'],
      [deletion, 'a'],
      [upload, 'a']
    ])
  ).toEqual([
    ['upload', 'a', 'b'],
    ['delete', 'a'],
    ['upload', 'a']
  ])
})

it('keeps no order for what is about nobody', () => {
  expect(
    plan([
      [upload, ''],
      [upload, '']
    ])
  ).toEqual([['upload', '', '']])
})

it('has nothing to send for no events', () => {
  expect(plan([])).toEqual([])
})
