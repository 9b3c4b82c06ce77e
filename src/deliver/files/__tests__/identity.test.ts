/** No two files of `deliver` are the same one, whatever they are called. */
import { linkSync, mkdirSync, openSync, symlinkSync } from 'fs'
import { Readable } from 'stream'
import { identify, toLines, useEmulator, useFolder } from '../../__tests__/__helpers__/command'

const folder = useFolder()
const { emulator, deliver } = useEmulator()

const content = toLines([identify('u-1')])
const file = () => folder.write('events.ndjson', content)

/** Another name of the events' file, made once. */
const aliases: Record<string, (path: string) => string> = {
  itself: (path) => path,
  'a roundabout path': () => `${folder.path('.')}/../${folder.path('.').split('/').pop()}/events.ndjson`,
  'a symbolic link': (path) => {
    symlinkSync(path, folder.path('symbolic'))
    return folder.path('symbolic')
  },
  'a hard link': (path) => {
    linkSync(path, folder.path('hard'))
    return folder.path('hard')
  },
  'a link to its folder': () => {
    symlinkSync(folder.path('.'), folder.path('folder'))
    return folder.path('folder/events.ndjson')
  }
}

describe.each(Object.keys(aliases))('the events under another name: %s', (name) => {
  let alias: string
  beforeAll(() => {
    alias = aliases[name](file())
  })

  it.each([['--undelivered'], ['--report'], ['--checkpoint'], ['--subscriptions']])(
    'are refused as %s, and stay untouched',
    async (option) => {
      if (option === '--subscriptions') {
        folder.write(
          'events.ndjson',
          JSON.stringify([{ actionSlug: 'userUpload', trigger: 'type = "identify"', settings: {} }])
        )
      }
      const before = folder.read('events.ndjson')
      const { exitCode, stdout, stderr } = await deliver([folder.path('events.ndjson'), option, alias])
      expect([exitCode, stdout]).toEqual([2, ''])
      expect(stderr).toMatch(/ are the same file\. Each needs a file of its own\.\n$|holds a JSON array/)
      expect(folder.read('events.ndjson')).toBe(before)
      expect(emulator().counters().requests).toMatchObject({ profile: 0, upload: 0 })
      file()
    }
  )

  it('are refused as a second file of events', async () => {
    const { exitCode, stderr } = await deliver([folder.path('events.ndjson'), alias])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('are the same file')])
  })
})

it.each([['--undelivered'], ['--report']])(
  'the events on standard input are refused as %s, and stay untouched',
  async (option) => {
    const path = file()
    const stdin = Object.assign(Readable.from([content]), { fd: openSync(path, 'r') })
    const { exitCode, stderr } = await deliver(['-', option, path], { stdin })
    expect([exitCode, stderr]).toEqual([
      2,
      `standard input (events) and ${path} (${option}) are the same file. Each needs a file of its own.\n`
    ])
    expect(folder.read('events.ndjson')).toBe(content)
  }
)

it('two outputs that are not there yet are refused under different names, and none is left behind', async () => {
  mkdirSync(folder.path('new'))
  symlinkSync(folder.path('new'), folder.path('new-link'))
  const { exitCode } = await deliver([
    file(),
    '--report',
    folder.path('new/out'),
    '--undelivered',
    folder.path('new-link/out')
  ])
  expect(exitCode).toBe(2)
  expect(folder.names().concat(folder.names('new'))).not.toContain('out')
})

it('a device takes two outputs', async () => {
  expect((await deliver([file(), '--report', '/dev/null', '--undelivered', '/dev/null'])).exitCode).toBe(0)
})

it.each([
  ['-', ['--report']],
  ['-', ['--undelivered']],
  ['-', ['--checkpoint']],
  ['/dev/null', ['--checkpoint']]
])('%s is no file for %j', async (path, [option]) => {
  const { exitCode, stderr } = await deliver([file(), option, path])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`${option} needs `)])
})
