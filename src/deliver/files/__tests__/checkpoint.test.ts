/** What is on disk: always what was settled last. */
import { existsSync } from 'fs'
import { useFolder } from '../../__tests__/__helpers__/world'
import { openCheckpoint, readCheckpoint } from '../checkpoint'

const folder = useFolder()

const subject = {
  bytes: 10,
  beginning: 'abc',
  subscriptions: 'def',
  account: 'ACCOUNT-1',
  endpoint: 'https://eu1.api.clevertap.com'
}
const open = (path: string, skipped = 0) => openCheckpoint(path, { ...subject, skipped })
const through = (settledThrough: number, allDelivered = true) => ({ settledThrough, allDelivered })

it('ends with the last line, whether writes follow each other closely or not', async () => {
  const path = folder.path('checkpoint')
  const checkpoint = open(path)
  for (const line of [0, 0, 5, 5, 9]) {
    checkpoint.write(through(line))
    checkpoint.write(through(line))
    if (line === 5) {
      await checkpoint.close()
      expect(await readCheckpoint(path, subject, 0)).toMatchObject(through(5))
      checkpoint.write(through(5))
    }
  }
  await checkpoint.close()
  expect(await readCheckpoint(path, subject, 0)).toEqual({ ...subject, ...through(9), skipped: 0 })
})

it('remembers that something was not delivered', async () => {
  const path = folder.path('undelivered')
  await open(path).finish(through(9, false))
  expect(await readCheckpoint(path, subject, 0)).toMatchObject(through(9, false))
})

it('throws what went wrong with an earlier write', async () => {
  const path = folder.path('missing/checkpoint')
  const message = `Cannot write ${path}: its folder does not exist.`
  const checkpoint = open(path)
  checkpoint.write(through(3))
  await checkpoint.close()
  expect(() => checkpoint.write(through(4))).toThrow(message)
  await expect(open(path).finish(through(3))).rejects.toThrow(message)
})

it('is written after what it relies on', async () => {
  const path = folder.path('ordered')
  const wasThere: boolean[] = []
  const checkpoint = openCheckpoint(path, { ...subject, skipped: 0 }, () => void wasThere.push(existsSync(path)))
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

it.each(['{}', 'null', '[]', '{"settledThrough":3}', 'notes'])('is not read from %s', async (content) => {
  const path = folder.write('foreign', content)
  await expect(readCheckpoint(path, subject, 0)).rejects.toThrow('is not a checkpoint')
})

it('is refused by a run that reads lines which were left out before', async () => {
  const path = folder.path('skipped')
  await open(path, 100).finish(through(150))
  await expect(readCheckpoint(path, subject, 99)).rejects.toThrow('is the checkpoint of runs with --skip 100.')
  expect(await readCheckpoint(path, subject, 100)).toMatchObject({ ...through(150), skipped: 100 })
})
