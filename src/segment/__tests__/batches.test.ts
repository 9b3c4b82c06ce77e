/** What may be sent next, and together with what. */
import { BatchQueue, planBatches } from '../batches'
import type { Task } from '../batches'

type Action = Task['subscriber'] & { name: string }
type Named = Task & { subscriber: Action; name: string }

const upload: Action = { name: 'upload', maxEvents: 3, keepsOrder: true }
const deletion: Action = { name: 'delete', maxEvents: 100, keepsOrder: true }
const record: Action = { name: 'event', maxEvents: 100, keepsOrder: false }

/** Tasks named as person and number, such as a1. */
const toTask = (subscriber: Action, name: string): Named => ({ subscriber, name, identity: name.replace(/\d/, '') })

function fill(tasks: [Action, string][]): BatchQueue<Named> {
  const queue = new BatchQueue<Named>()
  tasks.forEach(([subscriber, name]) => queue.add(toTask(subscriber, name)))
  return queue
}

const namesOf = (batch: Named[] | undefined) => (batch ?? []).map(({ name }) => name)

/** The batches, each settled before the next. */
const listBatches = (tasks: [Action, string][]) =>
  Array.from(planBatches(tasks.map(([subscriber, name]) => toTask(subscriber, name))), (batch) =>
    [batch[0].subscriber.name, ...namesOf(batch)].join(' ')
  )

it.each<{ name: string; tasks: [Action, string][]; batches: string[] }>([
  { name: 'nothing', tasks: [], batches: [] },
  {
    name: 'people of one action, up to its limit',
    tasks: [
      [upload, 'a1'],
      [deletion, 'x1'],
      [upload, 'b1'],
      [upload, 'c1'],
      [upload, 'd1']
    ],
    batches: ['upload a1 b1 c1', 'upload d1', 'delete x1']
  },
  {
    name: 'several of one person for one action, in order',
    tasks: [
      [upload, 'a1'],
      [upload, 'a2'],
      [upload, 'b1']
    ],
    batches: ['upload a1 a2 b1']
  },
  {
    name: 'more of one person than fit, in order',
    tasks: [
      [upload, 'b1'],
      [upload, 'a1'],
      [upload, 'a2'],
      [upload, 'a3'],
      [upload, 'a4']
    ],
    batches: ['upload b1 a1 a2', 'upload a3 a4']
  },
  {
    name: 'a deletion between uploads',
    tasks: [
      [upload, 'a1'],
      [upload, 'b1'],
      [deletion, 'a2'],
      [upload, 'a3'],
      [upload, 'a4']
    ],
    batches: ['upload a1 b1', 'delete a2', 'upload a3 a4']
  },
  {
    name: 'events, which wait for profiles alone',
    tasks: [
      [record, 'a1'],
      [record, 'a2'],
      [upload, 'a3'],
      [record, 'a4']
    ],
    batches: ['event a1 a2', 'upload a3', 'event a4']
  },
  {
    name: 'what is about no person, which has no order',
    tasks: [
      [upload, '1'],
      [deletion, '2'],
      [upload, '3']
    ],
    batches: ['upload 1 3', 'delete 2']
  }
])('puts into one batch: $name', ({ tasks, batches }) => {
  expect(listBatches(tasks)).toEqual(batches)
})

it('keeps the later events of a person back while the earlier ones are under way', () => {
  const queue = fill([[upload, 'a1']])
  const first = queue.take(upload)
  queue.add(toTask(upload, 'a2'))
  queue.add(toTask(upload, 'b1'))
  const second = queue.take(upload)
  expect([namesOf(first), namesOf(second), queue.readyIn(upload)]).toEqual([['a1'], ['b1'], 0])
  queue.settle(first)
  expect(namesOf(queue.take(upload))).toEqual(['a2'])
})

it('lets events of a person run side by side', () => {
  const queue = fill([[record, 'a1']])
  const first = queue.take(record)
  queue.add(toTask(record, 'a2'))
  expect([namesOf(first), namesOf(queue.take(record))]).toEqual([['a1'], ['a2']])
})

it('does not put what happened earlier into one batch with what came before it', () => {
  const times = ['2024-01-01', '2024-01-02', '2024-01-01', '2024-01-01', undefined]
  const tasks = times.map((time, index) => ({ ...toTask({ ...upload, maxEvents: 100 }, `a${index}`), time }))
  const [{ subscriber }] = tasks
  expect(Array.from(planBatches(tasks.map((task) => ({ ...task, subscriber }))), namesOf)).toEqual([
    ['a0', 'a1'],
    ['a2', 'a3', 'a4']
  ])
})

it('takes what fits into so many bytes, and at least one', () => {
  const queue = new BatchQueue<Named>()
  const sizes = [50, 200, 60, 40]
  sizes.forEach((bytes, index) => queue.add({ ...toTask(record, `a${index}`), bytes }))
  expect(sizes.map(() => namesOf(queue.take(record, 100)))).toEqual([['a0'], ['a1'], ['a2', 'a3'], []])
})

it('holds back what waited for an event that is given up, and whatever comes later of that person', () => {
  const queue = fill([
    [upload, 'a1'],
    [deletion, 'a2'],
    [upload, 'a3'],
    [upload, 'b1']
  ])
  const [given] = queue.take(upload)
  expect(namesOf(queue.hold(given))).toEqual(['a2', 'a3'])
  expect([queue.isHeld('a'), queue.isHeld('b'), queue.next()]).toEqual([true, false, undefined])
})
