/** The line on disk: always the last that was settled. */
import { openCheckpoint, readCheckpoint } from '../checkpoint'
import { useFolder } from '../../__tests__/__helpers__/world'

const folder = useFolder()

const subject = { bytes: 10, beginning: 'abc', account: 'ACCOUNT-1', endpoint: 'https://eu1.api.clevertap.com' }

it('ends with the last line, whether writes follow each other closely or not', async () => {
  const path = folder.path('checkpoint')
  const checkpoint = openCheckpoint(path, subject)
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
})

it('throws what went wrong with an earlier write', async () => {
  const path = folder.path('missing/checkpoint')
  const message = `Cannot write ${path}: there is no such file.`
  const checkpoint = openCheckpoint(path, subject)
  checkpoint.write(3)
  await checkpoint.close()
  expect(() => checkpoint.write(4)).toThrow(message)
  await expect(openCheckpoint(path, subject).finish(3)).rejects.toThrow(message)
})

it.each([
  ['account', { account: 'ACCOUNT-2' }, 'another account'],
  ['endpoint', { endpoint: 'https://in1.api.clevertap.com' }, 'another endpoint'],
  ['size', { bytes: 11 }, 'another file of events, or one that has changed'],
  ['beginning', { beginning: 'abd' }, 'another file of events, or one that has changed']
])('is refused when the %s differs', async (_name, change, message) => {
  const path = folder.path('own')
  const checkpoint = openCheckpoint(path, subject)
  checkpoint.write(3)
  await checkpoint.close()
  await expect(readCheckpoint(path, { ...subject, ...change })).rejects.toThrow(message)
})
