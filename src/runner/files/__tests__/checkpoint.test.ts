/** The line on disk: always the last that was settled. */
import type { Failure } from '../../failure'
import { openCheckpoint, readCheckpoint } from '../checkpoint'
import { useFolder } from '../../__tests__/__helpers__/world'

const folder = useFolder()

const subject = {
  bytes: 10,
  beginning: 'abc',
  subscriptions: 'def',
  account: 'ACCOUNT-1',
  endpoint: 'https://eu1.api.clevertap.com'
}

it('ends with the last line, whether writes follow each other closely or not', async () => {
  const path = folder.path('checkpoint')
  const failures: Failure[] = []
  const checkpoint = openCheckpoint(path, subject, (failure) => failures.push(failure))
  for (const line of [0, 0, 5, 5, 9]) {
    checkpoint.write(line)
    checkpoint.write(line)
    if (line === 5) {
      await checkpoint.close()
      expect(await readCheckpoint(path, subject)).toBe(5)
      checkpoint.write(5)
    }
  }
  await checkpoint.close()
  expect(await readCheckpoint(path, subject)).toBe(9)
  expect(failures).toEqual([])
})

it('tells of a write that fails', async () => {
  const failures: string[] = []
  const path = folder.path('missing/checkpoint')
  const checkpoint = openCheckpoint(path, subject, ({ message }) => failures.push(message))
  checkpoint.write(3)
  await checkpoint.close()
  expect(failures).toEqual([`Cannot write ${path}: there is no such file.`])
})

it.each([
  ['subscriptions', { subscriptions: 'dee' }, 'other subscriptions'],
  ['account', { account: 'ACCOUNT-2' }, 'another account'],
  ['endpoint', { endpoint: 'https://in1.api.clevertap.com' }, 'another endpoint'],
  ['size', { bytes: 11 }, 'another file of events, or one that has changed'],
  ['beginning', { beginning: 'abd' }, 'another file of events, or one that has changed']
])('is refused when the %s differs', async (_name, change, message) => {
  const path = folder.path('own')
  const checkpoint = openCheckpoint(path, subject, () => undefined)
  checkpoint.write(3)
  await checkpoint.close()
  await expect(readCheckpoint(path, { ...subject, ...change })).rejects.toThrow(message)
})
