/** What is on disk: always what was settled last. */
import { existsSync } from 'fs'
import { useFolder } from '../../__tests__/__helpers__/command'
import { noCounts } from '../../settled'
import type { Range } from '../../settled'
import { openCheckpoint, readCheckpoint } from '../checkpoint'

const folder = useFolder()

const subject = {
  bytes: 10,
  beginning: 'abc',
  subscriptions: 'def',
  account: 'ACCOUNT-1',
  endpoint: 'https://eu1.api.clevertap.com'
}
const open = (path: string, skipped = 0) => openCheckpoint(path, () => ({ ...subject, skipped }))
const settlement = (settledThrough: number, ...settled: Range[]) => ({
  settledThrough,
  settled,
  total: { ...noCounts(), read: settledThrough, rejected: 1 }
})
const through = (line: number) => () => settlement(line)

it('ends with the last line, whether writes follow each other closely or not', async () => {
  const path = folder.path('checkpoint')
  const checkpoint = open(path)
  for (const line of [0, 0, 5, 5]) {
    checkpoint.write(through(line))
    checkpoint.write(through(line))
  }
  await checkpoint.finish(through(5))
  expect(await readCheckpoint(path, subject, 0)).toMatchObject(settlement(5))
  await checkpoint.finish(() => settlement(9, [11, 12]))
  const content = { version: 2, ...subject, skipped: 0, ...settlement(9, [11, 12]) }
  expect(await readCheckpoint(path, subject, 0)).toEqual(content)
  expect(checkpoint.savedThrough()).toBe(9)
})

it('throws what went wrong with an earlier write', async () => {
  const path = folder.path('missing/checkpoint')
  const message = `Cannot write ${path}: its folder does not exist.`
  const checkpoint = open(path)
  await expect(checkpoint.finish(through(3))).rejects.toThrow(message)
  expect(() => checkpoint.write(through(4))).toThrow(message)
  expect(checkpoint.savedThrough()).toBe(0)
})

it('is written after what it relies on', async () => {
  const path = folder.path('ordered')
  const wasThere: boolean[] = []
  const checkpoint = openCheckpoint(path, () => {
    wasThere.push(existsSync(path))
    return { ...subject, skipped: 0 }
  })
  await checkpoint.finish(through(3))
  await checkpoint.finish(through(4))
  expect(wasThere).toEqual([false, true])
})

it.each([
  ['subscriptions', { subscriptions: 'dee' }, 'other subscriptions'],
  ['account', { account: 'ACCOUNT-2' }, 'another account'],
  ['endpoint', { endpoint: 'https://in1.api.clevertap.com' }, 'another endpoint'],
  ['size', { bytes: 11 }, 'another file of events, or one that has changed'],
  ['beginning', { beginning: 'abd' }, 'another file of events, or one that has changed']
])('is refused when the %s differs', async (_name, change, message) => {
  const path = folder.path('own')
  await open(path).finish(through(3))
  await expect(readCheckpoint(path, { ...subject, ...change }, 0)).rejects.toThrow(message)
})

it.each([
  '{}',
  'null',
  '[]',
  'notes',
  '{"version":2,"settledThrough":3}',
  '{"version":2,"settledThrough":3,"skipped":0,"total":{"read":1},"settled":[7]}'
])('is not read from %s', async (content) => {
  const path = folder.write('foreign', content)
  await expect(readCheckpoint(path, subject, 0)).rejects.toThrow('is not a checkpoint')
})

it.each([
  ['an earlier', { settledThrough: 3, allDelivered: true, skipped: 0 }],
  ['a later', { ...settlement(3), version: 3, skipped: 0 }]
])('of %s version is refused with what to do', async (_name, content) => {
  const path = folder.write('version', JSON.stringify({ ...subject, ...content }))
  await expect(readCheckpoint(path, subject, 0)).rejects.toThrow(
    `${path} is a checkpoint of another version of this program, by which everything up to line 3 is settled. Name another checkpoint and add --skip 3.`
  )
})

it('is refused by a run that reads lines which were left out before', async () => {
  const path = folder.path('skipped')
  await open(path, 100).finish(through(150))
  await expect(readCheckpoint(path, subject, 99)).rejects.toThrow('is the checkpoint of runs with --skip 100.')
  expect(await readCheckpoint(path, subject, 100)).toMatchObject({ ...settlement(150), skipped: 100 })
})
