/** The command `try`: a page on this machine that shows what becomes of an event. */
import { spawn } from 'child_process'
import type { JSONObject } from '@segment/actions-core'
import { allSubscriptions } from '../../segment/subscriptions'
import { Failure, toFailure } from '../failure'
import { parseLine } from '../files/event'
import { openInput } from '../files/input'
import { bundledEvents } from '../files/source'
import { subscriptionsOf } from '../files/subscriptions'
import type { AddCommand } from '../command'
import { wholeNumber } from '../options'
import { version } from '../package'
import { checkFormats, waitForStop } from '../waiting'
import type { Io } from '../io'

const examples = `Examples:
  actions-clevertap try
  actions-clevertap try my-events.ndjson --subscriptions mappings.json
`

export const addTry: AddCommand = (program, io, end) => {
  program
    .command('try')
    .description('Open a page that shows what becomes of an event. Nothing leaves this machine.')
    .argument('[file]', 'events to offer as examples, the first 200 (default: events that come with the program)')
    .option('--subscriptions <file>', 'mappings to start with, as for deliver (default: those of every action)')
    .option('--port <n>', 'the port, or 0 for any free one', wholeNumber(0, 65_535), 0)
    .option('--no-open', 'print the address, open no browser')
    .addHelpText('before', examples)
    .allowExcessArguments(false)
    .action(async (file: string | undefined, options: TryOptions) => end(await tryOut(file, options, io)))
}

export type TryOptions = {
  subscriptions?: string
  port: number
  open: boolean
  /** Where the built page is; that of the package if absent. */
  folder?: string
}

/** Of the bundled events, the one that teaches most: it is delivered, and one of its attributes is left out. */
const firstBundled = 3

const maxExamples = 200

/** A larger one cannot be asked about either. */
const maxExampleBytes = 1024 * 1024

/** @returns the exit code, once the person at the terminal ends it */
export async function tryOut(path: string | undefined, options: TryOptions, io: Io): Promise<number> {
  const { stdout, stderr, environment, signal } = io
  const examples = await readExamples(path ?? bundledEvents, io)
  if (!examples) {
    return 1
  }
  const subscriptions =
    options.subscriptions === undefined ? allSubscriptions() : await subscriptionsOf(options.subscriptions, io)
  // Only here, so that no other command loads it.
  const { startPageServer } = await import('../../try/server')
  const first = path === undefined ? firstBundled : 0
  const { port, folder } = options
  const onRenewed = (url: string) => {
    stderr.write('The address for the browser was opened twice, so the page has another one now.\n')
    stdout.write(`Open ${url}\n`)
  }
  const about = { version, examples, first, subscriptions }
  const server = await startPageServer({ port, folder, onRenewed, ...about }).catch((error) => {
    throw error instanceof Error && !('code' in error) ? new Failure(error.message) : toFailure('Cannot start', error)
  })
  stdout.write(`Open ${server.url}\n`)
  stderr.write('Ctrl-C ends it.\n')
  if (options.open && stdout.isTTY) {
    openBrowser(server.openingUrl, environment)
  }
  await waitForStop(signal)
  await server.close()
  return 0
}

/**
 * @returns nothing if the command is asked to stop meanwhile
 * @throws Failure if the file cannot be read, or has no event
 */
async function readExamples(path: string, io: Io): Promise<JSONObject[] | undefined> {
  const { signal } = io
  const input = await openInput([path], io.stdin)
  if (!(await checkFormats(input, io))) {
    input.stop()
    return undefined
  }
  signal.addEventListener('abort', input.stop, { once: true })
  const examples: JSONObject[] = []
  for await (const lines of input.lines()) {
    for (const line of lines) {
      const parsed = parseLine(line)
      if (parsed && 'event' in parsed && parsed.bytes.length <= maxExampleBytes && examples.length < maxExamples) {
        examples.push(parsed.event as unknown as JSONObject)
      }
    }
    if (examples.length === maxExamples) {
      input.stop()
      break
    }
  }
  if (examples.length === 0 && !signal.aborted) {
    throw new Failure(`${input.sources[0].name} has no events. It needs one JSON object per line.`)
  }
  return signal.aborted ? undefined : examples
}

/** What each platform opens an address with; on Windows that would need a shell. */
const openers: { [platform: string]: string | undefined } = { darwin: 'open', linux: 'xdg-open' }

/** Without a browser the address is on the terminal all the same. */
function openBrowser(url: string, environment: Io['environment']): void {
  const opener = openers[process.platform]
  if (opener !== undefined) {
    const child = spawn(opener, [url], { env: environment, detached: true, stdio: 'ignore' })
    child.on('error', () => undefined)
    child.unref()
  }
}
