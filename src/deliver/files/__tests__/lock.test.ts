/** One run at a time for a checkpoint and for an undelivered file. */
import { spawnSync } from 'child_process'
import { linkSync, symlinkSync } from 'fs'
import {
  afterCredentialTest,
  afterTarget,
  identify,
  toLines,
  until,
  useEmulator,
  useFolder,
  useNoWaits
} from '../../__tests__/__helpers__/command'
import { lockFile } from '../lock'

const folder = useFolder()
const { emulator, deliver } = useEmulator()
useNoWaits()

const refusal = (name: string) =>
  `${name} is in use by process ${process.pid}. Wait until it ends: one run at a time has this file.`

describe('a file that a run has', () => {
  it.each([
    ['itself', (path: string) => path],
    [
      'a link',
      (path: string) => {
        symlinkSync(path, folder.path('symbolic'))
        return folder.path('symbolic')
      }
    ],
    [
      'a path through a link',
      () => {
        symlinkSync(folder.path('.'), folder.path('through'))
        return folder.path('through/held')
      }
    ]
  ])('is refused to a second one, as %s, and free once the first has ended', (_name, toAlias) => {
    const release = lockFile(folder.write('held', ''))
    const alias = toAlias(folder.path('held'))
    expect(() => lockFile(alias)).toThrow(refusal(alias))
    release()
    lockFile(alias)()
    expect(folder.names().filter((name) => name.endsWith('.lock'))).toEqual([])
  })

  it('is refused under a second name of its own', () => {
    linkSync(folder.write('first-name', ''), folder.path('second-name'))
    const release = lockFile(folder.path('first-name'))
    expect(() => lockFile(folder.path('second-name'))).toThrow(refusal(folder.path('second-name')))
    release()
  })
})

it.each([
  ['that has gone', () => ({ pid: spawnSync('true').pid })],
  ['whose number another has now', () => ({ pid: process.pid, started: 'long ago' })]
])('a process %s has no file', (_name, owner) => {
  folder.write('.stale.lock', JSON.stringify(owner()))
  const release = lockFile(folder.path('stale'))
  expect(JSON.parse(folder.read('.stale.lock')).pid).toBe(process.pid)
  release()
  expect(folder.names().filter((name) => name.startsWith('.stale'))).toEqual([])
})

it('a lock that cannot be read is named', () => {
  folder.write('.odd.lock', '')
  expect(() => lockFile(folder.path('odd'))).toThrow(
    `${folder.path('odd')} is in use by another run, as ${folder.path(
      '.odd.lock'
    )} says. If there is none, remove that file.`
  )
})

it.each([['--undelivered'], ['--checkpoint']])('two runs do not share a file: %s', async (option) => {
  const events = folder.write('events.ndjson', toLines([identify('u-1')]))
  const path = folder.path(`shared${option}`)
  emulator().setFaults({ ...afterCredentialTest([]), errors: { 503: 1 } })
  const interruption = new AbortController()
  const first = deliver([events, option, path], { interruption })
  await until(() => emulator().counters().requests.upload > 0)
  const second = await deliver([events, option, path])
  expect([second.exitCode, second.stdout, afterTarget(second.stderr)]).toEqual([2, '', `${refusal(path)}\n`])
  expect(folder.names()).toContain(`shared${option}`)
  interruption.abort()
  emulator().setFaults({})
  await first
  expect((await deliver([events, option, path])).exitCode).toBe(0)
})
