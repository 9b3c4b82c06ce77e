/** README keeps its word: its picture, its commands, what it quotes, and what it points to. */
import { spawn } from 'child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { PassThrough, Readable } from 'stream'
import * as publicApi from '../src'
import { startEmulator } from '../src/emulator'
import { program } from '../src/deliver/__tests__/__helpers__/program'
import { main } from '../src/deliver/main'
import { createDestination, settingsOf } from './support/destination'

jest.setTimeout(60_000)

const root = join(__dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')
const blocks = (language: string) =>
  Array.from(readme.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g')), ([, block]) => block)
const linesOf = (block: string) => block.trimEnd().split('\n')

const [warning, quotedSample, quotedDelivery] = blocks('text')
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)

/** What a command prints, on either stream. */
async function printed(...args: string[]): Promise<string> {
  const output = new PassThrough()
  let text = ''
  output.on('data', (chunk) => (text += chunk))
  const streams = { stdin: Readable.from([]), stdout: output, stderr: output }
  await main(args, { environment: {}, signal: new AbortController().signal, ...streams })
  await new Promise(setImmediate)
  return text
}

it('shows the profile and the warning that its event ends in', async () => {
  const [event, profile] = blocks('json').map((block) => JSON.parse(block))
  const emulator = await startEmulator()
  try {
    const [subscription] = publicApi.destination.presets ?? []
    const results = await createDestination(emulator.url).onEvent(event, {
      ...settingsOf(emulator),
      subscription
    } as never)
    expect(results[results.length - 1].data).toEqual({ status: 'success', warnings: linesOf(warning) })
    expect(emulator.profiles().get('u-1')?.profileData).toEqual(profile)
  } finally {
    await emulator.close()
  }
})

it('quotes what `npm start` prints', async () => {
  const lines = linesOf(await printed('sample'))
  expect(lines).toEqual(expect.arrayContaining(linesOf(quotedSample)))
})

describe('its commands, copied in order into one shell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'))
  let output = ''

  beforeAll(async () => {
    symlinkSync(join(root, 'fixtures'), join(folder, 'fixtures'))
    // Installing, testing and packing have checks of their own: here npm only says how it was called.
    writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "npm $*" >> npm.log\n', { mode: 0o755 })
    const commands = blocks('sh').join('').split('node dist/deliver/cli.js').join(`"${process.execPath}" ${program}`)
    const shell = spawn('sh', ['-c', `${commands}wait\nenv\nls`], {
      cwd: folder,
      // What may work later is sent again at once: how long to wait is a random part of a bound.
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        HOME: folder,
        NODE_OPTIONS: '--import data:text/javascript,Math.random=()=>0'
      }
    })
    shell.stdout.on('data', (chunk) => (output += chunk))
    await new Promise((resolve) => shell.once('close', resolve))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('call only scripts that exist', () => {
    const calls = linesOf(readFileSync(join(folder, 'npm.log'), 'utf8'))
    expect(calls).toEqual([
      'npm ci',
      'npm start',
      'npm ci',
      'npm test',
      'npm run check:dropin',
      'npm run check:package'
    ])
  })

  it('deliver through trouble what the quoted counts say', () => {
    expect(linesOf(output)).toEqual(expect.arrayContaining(linesOf(quotedDelivery)))
    const undelivered = linesOf(readFileSync(join(folder, 'undelivered.ndjson'), 'utf8')).map((line) =>
      JSON.parse(line)
    )
    expect(undelivered.map(({ line, fate }) => [line, fate])).toEqual([
      [8, 'invalid'],
      [23, 'invalid']
    ])
  })

  it('leave no credentials in the shell, no emulator and no settings behind', () => {
    expect(output).toMatch(/^PATH=/m)
    expect(output).not.toContain('CLEVERTAP_')
    expect(output).not.toContain('emulator.env')
  })
})

it('names only scripts of the package', () => {
  const named = Array.from(readme.matchAll(/npm run ([\w:]+)/g), ([, script]) => script)
  expect(scripts).toEqual(expect.arrayContaining(named))
})

it('names only options that the help pages list', async () => {
  const help = (await Promise.all(['deliver', 'sample', 'emulate'].map((command) => printed(command, '--help')))).join(
    ''
  )
  const named = Array.from(readme.matchAll(/[ `](--[a-z][a-z-]+)/g), ([, option]) => option)
  expect(named.filter((option) => !help.includes(`${option} `))).toEqual([])
})

it('points only to files, and headings, that exist', () => {
  const links = [
    ...Array.from(readme.matchAll(/\]\((?!https?:)([^)#]+)(?:#([^)]+))?\)/g)),
    ...Array.from(readme.matchAll(/src(?:set)?="([^"]+)"/g))
  ]
  const toAnchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replace(/ /g, '-')
  const broken = links.filter(
    ([, path, anchor]) =>
      !existsSync(join(root, path)) ||
      (anchor && !Array.from(read(path).matchAll(/^#+ (.+)$/gm), ([, heading]) => toAnchor(heading)).includes(anchor))
  )
  expect(broken.map(([link]) => link)).toEqual([])
})

it('imports only what the package exports', () => {
  const [, names] = /const \{ (.+) \} = require/.exec(blocks('js')[0]) ?? []
  expect(Object.keys(publicApi)).toEqual(expect.arrayContaining(names.split(', ')))
})

it('shows the figures of the benchmark results, word for word', () => {
  const cellsOf = (page: string) =>
    Array.from(page.matchAll(/^(\|.+\| (?:met|\*\*missed\*\*)) .*\|$/gm), ([, cells]) => cells.replace(/ +/g, ' '))
  expect(cellsOf(readme)).not.toEqual([])
  expect(cellsOf(read('bench/RESULTS.md'))).toEqual(expect.arrayContaining(cellsOf(readme)))
})
