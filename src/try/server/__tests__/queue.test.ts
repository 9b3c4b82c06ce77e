/** One run at a time. */
import { Dropped, Queue, QueueFull } from '../queue'

const always = () => true

function held() {
  let release: (value: string) => void = () => undefined
  const task = new Promise<string>((resolve) => (release = resolve))
  return { task: () => task, release }
}

it('runs one after the other, in order, whether they fail or not', async () => {
  const queue = new Queue()
  const order: string[] = []
  const first = held()
  const results = [
    queue.run(() => first.task().then((value) => void order.push(value)), always),
    queue.run(() => Promise.reject(new Error('bad')), always),
    queue.run(() => Promise.resolve(void order.push('third')), always)
  ]
  await new Promise(setImmediate)
  expect(order).toEqual([])
  first.release('first')
  expect((await Promise.allSettled(results)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled'
  ])
  expect(order).toEqual(['first', 'third'])
})

it('leaves out what no client waits for any more', async () => {
  const queue = new Queue()
  let isRun = false
  await expect(
    queue.run(
      () => Promise.resolve((isRun = true)),
      () => false
    )
  ).rejects.toBeInstanceOf(Dropped)
  expect(isRun).toBe(false)
  await expect(queue.run(() => Promise.resolve('next'), always)).resolves.toBe('next')
})

it('takes 20 that wait and refuses the next, until there is room again', async () => {
  const queue = new Queue()
  const first = held()
  const running = queue.run(first.task, always)
  await new Promise(setImmediate)
  const waiting = Array.from({ length: 20 }, () => queue.run(() => Promise.resolve('done'), always))
  await expect(queue.run(() => Promise.resolve('one too many'), always)).rejects.toBeInstanceOf(QueueFull)
  first.release('done')
  expect(await Promise.all([running, ...waiting])).toEqual(Array(21).fill('done'))
  await expect(queue.run(() => Promise.resolve('room'), always)).resolves.toBe('room')
})
