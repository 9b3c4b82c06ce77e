/** The command that opens the page. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'fs'
import { watch } from 'fs/promises'
import { tmpdir } from 'os'
import { join } from 'path'
import { PassThrough, Readable } from 'stream'
import type { Start } from '../../../try/protocol'
import { createFolder, identify, runCommand, toLines, useFolder } from '../../__tests__/__helpers__/command'
import { tryOut } from '../try'
import type { TryOptions } from '../try'

const folder = useFolder()

const page = mkdtempSync(join(tmpdir(), 'page-'))
;['index.html', 'page.js', 'page.css'].forEach((name) => writeFileSync(join(page, name), ''))
afterAll(() => rmSync(page, { recursive: true }))

/** Runs the command until it has printed its address and `use` is done with it. */
async function runTry(
  path: string | undefined,
  options: Partial<TryOptions>,
  use: (url: URL) => Promise<void>,
  { stdin = '', isTTY = false, environment = {} } = {}
) {
  const interruption = new AbortController()
  const stdout = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY })
  const printed = new Promise<string>((resolve) => stdout.once('data', resolve))
  const io = {
    environment,
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout,
    stderr: new PassThrough(),
    signal: interruption.signal
  }
  const running = tryOut(path, { port: 0, open: false, folder: page, ...options }, io)
  const text = await Promise.race([printed, running.then(() => 'ended early')])
  const [, address] = /^Open (http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32})\n$/.exec(text) ?? [text, 'nothing was printed']
  try {
    await use(new URL(address))
  } finally {
    interruption.abort()
  }
  return running
}

async function fetchStart({ origin, hash }: URL): Promise<Start> {
  const response = await fetch(`${origin}/api/start`, { headers: { 'x-page-token': hash.slice(1) } })
  return (await response.json()) as Start
}

it('offers the bundled events and every action, and ends with 0 when it is asked to', async () => {
  const exitCode = await runTry(undefined, {}, async (url) => {
    const { examples, first, subscriptions, version } = await fetchStart(url)
    expect(examples[first]).toMatchObject({ userId: 'asha-3' })
    expect(subscriptions.map(({ partnerAction }) => partnerAction).slice(0, 3)).toEqual([
      'userUpload',
      'userDelete',
      'eventUpload'
    ])
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  })
  expect(exitCode).toBe(0)
})

it('offers the first 200 events of a file, and leaves out what is none', async () => {
  const events = Array.from({ length: 250 }, (_, index) => identify(`u-${index}`))
  const path = folder.write('many.ndjson', `not JSON\n${toLines(events)}`)
  await runTry(path, {}, async (url) => {
    const { examples, first } = await fetchStart(url)
    expect([examples.length, first]).toEqual([200, 0])
    expect(examples[199]).toMatchObject({ userId: 'u-199' })
  })
})

it('takes events from standard input, and mappings from a file', async () => {
  const subscription = { partnerAction: 'userUpload', subscribe: 'type = "track"', mapping: {}, name: 'Mine' }
  const subscriptions = folder.write('mine.json', JSON.stringify([subscription]))
  const use = async (url: URL) => {
    expect(await fetchStart(url)).toMatchObject({ examples: [{ userId: 'ada-1' }], subscriptions: [subscription] })
  }
  await runTry('-', { subscriptions }, use, { stdin: toLines([identify('ada-1')]) })
})

async function waitForText({ path, read }: ReturnType<typeof createFolder>, name: string): Promise<void> {
  for await (const { filename } of watch(path('.'))) {
    if (filename === name && read(name) !== '') {
      return
    }
  }
}

it('opens a browser that finds that address, but only at a terminal, and not with --no-open', async () => {
  const openers = createFolder()
  for (const name of ['open', 'xdg-open']) {
    chmodSync(openers.write(name, '#!/bin/sh\necho "$1" >> "${0%/*}/opened"\n'), 0o755)
  }
  const isOpened = waitForText(openers, 'opened')
  const terminal = { isTTY: true, environment: { PATH: openers.path('.') } }
  await runTry(undefined, { open: false }, async () => undefined, terminal)
  await runTry(undefined, { open: true }, async () => undefined, { ...terminal, isTTY: false })
  const use = async ({ href }: URL) => {
    await isOpened
    // Other users of the machine see the arguments of a program, so the token is not among them.
    const [opened] = openers.read('opened').split('\n')
    const { headers } = await fetch(opened, { redirect: 'manual' })
    expect(new URL(headers.get('location') ?? '', href).href).toBe(href)
    expect(opened).not.toContain(new URL(href).hash.slice(1))
  }
  await runTry(undefined, { open: true }, use, terminal)
  openers.remove()
})

it('ends while it still waits for events, when it is asked to', async () => {
  const interruption = new AbortController()
  const stdin = new PassThrough()
  const ending = runCommand(['try', '-'], { stdin, interruption })
  stdin.write(toLines([identify('ada-1')]))
  setImmediate(() => interruption.abort())
  expect((await ending).exitCode).toBe(1)
})

it('says that a port is taken, and what to do', async () => {
  await runTry(undefined, {}, async ({ port }) => {
    await expect(runTry(undefined, { port: Number(port) }, async () => undefined)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Choose another, or 0 for a free one.`
    )
  })
})

it.each([
  [
    'a file that is not there',
    [folder.path('nowhere.ndjson')],
    /^Cannot read .*nowhere.ndjson: there is no such file\.\n$/
  ],
  [
    'a file without events',
    [folder.write('none.ndjson', 'x\n')],
    /none.ndjson has no events\. It needs one JSON object per line\.\n$/
  ],
  ['a port that is none', ['--port', '70000'], /It must be a whole number from 0 to 65535\./]
])('ends with 2 for %s', async (_name, args, message) => {
  const { exitCode, stderr } = await runCommand(['try', ...args])
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(message)
})
