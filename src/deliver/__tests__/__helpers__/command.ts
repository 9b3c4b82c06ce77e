/** A terminal for tests: arguments in, what was printed and the exit code out. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { PassThrough, Readable } from 'stream'
import { setTimeout as delay } from 'timers/promises'
import { startEmulator } from '../../../emulator'
import type { Emulator, Faults } from '../../../emulator'
import { main } from '../../main'
import type { Start } from './program'

export type Printed = { exitCode: number; stdout: string; stderr: string }

export type Options = {
  environment?: Record<string, string>
  stdin?: Readable
  interruption?: AbortController
  /** Whether the output goes to a terminal, of 80 columns. */
  isTerminal?: boolean
}

/** Runs one command as the program would. */
export async function runCommand(args: string[], options: Options = {}): Promise<Printed> {
  const { environment = {}, stdin = Readable.from([]), interruption = new AbortController() } = options
  const terminal = options.isTerminal ? { isTTY: true, columns: 80 } : {}
  const stdout = Object.assign(new PassThrough(), terminal)
  const stderr = Object.assign(new PassThrough(), terminal)
  const texts = { stdout: '', stderr: '' }
  stdout.on('data', (chunk) => (texts.stdout += chunk))
  stderr.on('data', (chunk) => (texts.stderr += chunk))
  const exitCode = await main(args, { environment, stdin, stdout, stderr, signal: interruption.signal })
  await new Promise(setImmediate)
  return { exitCode, ...texts }
}

/** Starts one command in this process, which cannot be killed: every signal asks it to stop, as Ctrl-C does. */
export const startHere: Start = (args, environment) => {
  const interruption = new AbortController()
  const ended = runCommand(args, { environment, interruption }).then((printed) => ({ ...printed, signal: null }))
  return { kill: () => interruption.abort(), ended }
}

/** What may work later is sent again at once in each of these tests: how long to wait is a random part of a bound. */
export function useNoWaits() {
  beforeEach(() => void jest.spyOn(Math, 'random').mockReturnValue(0))
  afterEach(() => jest.restoreAllMocks())
}

/** Resolves once this is so. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await delay(1)
  }
}

export const environmentOf = ({ url, accountId, passcode }: Emulator) => ({
  CLEVERTAP_ACCOUNT_ID: accountId,
  CLEVERTAP_PASSCODE: passcode,
  CLEVERTAP_ENDPOINT: url
})

/** A folder of its own for each test file. */
export function createFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'actions-clevertap-'))
  return {
    path: (name: string) => join(folder, name),
    write: (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    },
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    bytes: (name: string) => readFileSync(join(folder, name)),
    /** The lines that a file of undelivered events is about. */
    linesIn: (name: string): number[] => {
      const entries = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)
      return entries.map((entry) => JSON.parse(entry).line)
    },
    json: (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')),
    names: (name = '.') => readdirSync(join(folder, name)),
    mode: (name: string) => statSync(join(folder, name)).mode & 0o777,
    remove: () => rmSync(folder, { recursive: true })
  }
}

/** A folder for a test file, removed after its tests. */
export function useFolder() {
  const folder = createFolder()
  afterAll(() => folder.remove())
  return folder
}

/** An emulator for a test file, as new for each of its tests, and the command `deliver` with its credentials. */
export function useEmulator() {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await startEmulator()
  })
  beforeEach(() => emulator.reset())
  afterAll(() => emulator.close())
  return {
    emulator: () => emulator,
    deliver: (args: string[], options: Options = {}) =>
      runCommand(['deliver', ...args], { environment: environmentOf(emulator), ...options }),
    /** What the emulator holds: attributes by identity. */
    profiles: () =>
      Object.fromEntries(
        Array.from(emulator.profiles().values(), ({ identity, profileData }) => [identity, profileData])
      )
  }
}

/** The first request is the credential test. */
export const afterCredentialTest = (next: NonNullable<Faults['next']>): Faults => ({
  next: [{ kind: 'status', status: 404 }, ...next]
})

export const identify = (userId: string, traits: object = { plan: 'gold' }) => ({
  type: 'identify',
  timestamp: '2024-03-04T05:06:07.000Z',
  userId,
  traits
})

export const deleteUser = (userId: string) => ({
  type: 'track',
  event: 'Delete User',
  timestamp: '2024-03-04T05:06:07.000Z',
  userId
})

/** What `deliver` prints on standard error after the line that names the endpoint. */
export const afterTarget = (stderr: string) =>
  stderr.replace(/^Delivering to http:\S+, account EMULATED-ACCOUNT\.\n/, '')

export const toLines = (events: object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')
