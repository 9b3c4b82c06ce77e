/** `deliver --dry-run`: a run whose requests end on this machine, and each record next to the line that it comes from. */
import { once } from 'events'
import http from 'http'
import { deleteUrl, uploadUrl } from '../destinations/clevertap/endpoints'
import { listen, readBody } from '../loopback'
import { createSend } from '../segment/destination'
import type { Send } from '../segment/destination'
import { toSubscribers } from '../segment/subscribers'
import { withEndpoint } from '../segment/with-endpoint'
import { stoppedExitCode } from './command'
import { deliverInput } from './delivery'
import { Failure } from './failure'
import { openFiles } from './files/open'
import type { FileOptions } from './files/open'
import { toLocationText } from './files/input'
import type { Input } from './files/input'
import { subscriptionsOf } from './files/subscriptions'
import { outputClosed } from './io'
import type { Io } from './io'
import { toPrintable, toPrintableJson } from './printable'
import { settledThrough } from './settled'
import type { SettledLine } from './settled'
import { parseEndpoint } from './settings'
import { toExitCode } from './terminal/result'
import { createInOrder } from './terminal/in-order'
import { createPaint, toColumns, toFit } from './terminal/layout'
import { toJson, toSummary } from './terminal/report'
import { checkFormats } from './waiting'

export type DryRunOptions = FileOptions & { skip: number; endpoint?: string; json?: boolean }

/** One after another, as nothing is gained by more. */
const pace = { concurrency: 1, giveUpAfterMs: 0, firstRetryMs: 0 }

/**
 * @param paths the files of events, `-` for standard input
 * @returns the exit code that delivering would have
 */
export async function dryRun(paths: string[], options: DryRunOptions, io: Io): Promise<number> {
  const { environment, stdout, stderr, signal } = io
  const { subscriptions, undelivered, checkpoint, json, skip } = options
  if (undelivered !== undefined || checkpoint !== undefined) {
    throw new Failure('--dry-run settles nothing: leave out --undelivered and --checkpoint.')
  }
  const wanted = (options.endpoint ?? environment.CLEVERTAP_ENDPOINT ?? '').trim()
  const endpoint = wanted === '' ? 'CleverTap' : parseEndpoint(wanted)
  const subscribers = toSubscribers(await subscriptionsOf(subscriptions, io))
  const { input, discard, writeReport } = await openFiles(paths, options, io)
  const notice = `Dry run: nothing is sent. These records would go to ${endpoint}, each with its line number.`
  stderr.write(`${toFit(notice, stderr)}\n`)
  if (!(await checkFormats(input, io))) {
    discard()
    return stoppedExitCode
  }
  const recorder = await startRecorder(io)
  const texts = createInOrder((text) => json || stdout.write(text))
  const { report: counts, failure } = await deliverInput(
    {
      send: recorder.send,
      endpoint,
      subscribers,
      input,
      pace,
      start: settledThrough(skip),
      keepsUndelivered: true,
      onSettled: (settled) => texts.add(settled.line, toText(settled, recorder.recordsOf(settled), input)),
      onProgress: (settlement) => texts.print(settlement().settledThrough)
    },
    io
  )
  texts.print(Infinity)
  await recorder.close()
  const content = toJson(counts)
  writeReport(content)
  if (json) {
    stdout.write(content)
  }
  if (signal.reason !== outputClosed) {
    const look = { columns: toColumns(stderr), paint: createPaint(stderr, environment), isDryRun: true }
    stderr.write(`\n${toSummary({ ...counts, skipped: 0 }, look)}\n\nThis was a dry run: nothing was sent.\n`)
  }
  if (failure) {
    throw failure
  }
  return toExitCode(counts)
}

function toText({ line, fate, reason, warnings }: SettledLine, records: string[], input: Input): string {
  const location = toPrintable(input.sources.length > 1 ? toLocationText(input.locate(line)) : String(line))
  const notes = [
    ...records,
    ...(reason === '' ? [] : [toPrintable(`${fate}  ${reason}`)]),
    ...warnings.map((text) => toPrintable(`warning  ${text}`))
  ]
  return notes.map((note) => `${location}  ${note}\n`).join('')
}

/** Answers every request instead of CleverTap, and keeps the records of each event until its line is settled. */
async function startRecorder({ environment, stdout, signal }: Io) {
  const server = http.createServer(async (incoming, response) => {
    await readBody(incoming)
    response.setHeader('content-type', 'application/json')
    response.end('{"status":"success"}')
  })
  const { url, close } = await listen(server)
  const deliver = createSend(withEndpoint(url), {
    // Stand-ins where the environment has none.
    clevertapAccountId: environment.CLEVERTAP_ACCOUNT_ID?.trim() || 'ACCOUNT-ID',
    clevertapPasscode: environment.CLEVERTAP_PASSCODE?.trim() || 'PASSCODE',
    clevertapEndpoint: url
  })
  const records = new WeakMap<object, string[]>()
  const send: Send = async (subscriber, events) => {
    if (stdout.writableNeedDrain) {
      // A reader that has gone away ends the wait.
      await once(stdout, 'drain', { signal }).catch(() => undefined)
    }
    const answer = await deliver(subscriber, events)
    const { pathname } = new URL(subscriber.kind === 'delete' ? deleteUrl(url) : uploadUrl(url))
    events.forEach((event, index) => {
      if (answer.results[index].fate === 'delivered') {
        const own = `POST ${pathname}  ${toPrintableJson(JSON.stringify(answer.records[index]))}`
        records.set(event, [...(records.get(event) ?? []), own])
      }
    })
    return answer
  }
  return { send, close, recordsOf: ({ event }: SettledLine) => (event && records.get(event)) ?? [] }
}
