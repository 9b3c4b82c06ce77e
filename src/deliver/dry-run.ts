/** `deliver --dry-run`: a run whose requests end on this machine, and each record next to the line that it comes from. */
import { once } from 'events'
import http from 'http'
import type { AddressInfo } from 'net'
import { createSend } from '../segment/destination'
import type { Send } from '../segment/destination'
import { toLanes } from '../segment/lanes'
import { withEndpoint } from '../segment/with-endpoint'
import { deliverInput } from './delivery'
import { Failure } from './failure'
import { openFiles } from './files/open'
import type { FileOptions } from './files/open'
import { toPlaceText } from './files/input'
import type { Input } from './files/input'
import { outputClosed } from './io'
import type { World } from './io'
import { toPrintable, toPrintableJson } from './printable'
import type { SettledLine } from './run/books'
import { parseEndpoint } from './settings'
import { subscriptionsOf } from './subscriptions'
import { createInOrder } from './terminal/in-order'
import { createPaint, toColumns, toFit } from './terminal/layout'
import { toSummary } from './terminal/report'
import { hasBegun } from './waiting'

type DryRunOptions = FileOptions & { skip: number; endpoint?: string; json?: boolean }

/** One after another, as nothing is gained by more. */
const pace = { concurrency: 1, giveUpAfterMs: 0, firstRetryMs: 0 }

/**
 * @param paths the files of events, `-` for standard input
 * @returns the exit code: 0 if every event that an action takes would be delivered, else 1
 */
export async function dryRun(paths: string[], options: DryRunOptions, world: World): Promise<number> {
  const { environment, stdout, stderr, signal } = world
  const { subscriptions, report: reportFile, undelivered, checkpoint, json, skip } = options
  if (reportFile !== undefined || undelivered !== undefined || checkpoint !== undefined || json) {
    throw new Failure(
      '--dry-run writes no report and no files: leave out --report, --undelivered, --checkpoint, --json.'
    )
  }
  const wanted = (options.endpoint ?? environment.CLEVERTAP_ENDPOINT ?? '').trim()
  const endpoint = wanted === '' ? 'CleverTap' : parseEndpoint(wanted)
  const lanes = toLanes(await subscriptionsOf(subscriptions, world))
  const { input, discard } = await openFiles(paths, { subscriptions }, world)
  const notice = `Dry run: nothing is sent. These records would go to ${endpoint}, each with its line number.`
  stderr.write(`${toFit(notice, stderr)}\n`)
  if (!(await hasBegun(input, world))) {
    discard()
    return 1
  }
  const recorder = await startRecorder(world)
  const texts = createInOrder((text) => stdout.write(text))
  const { report, failure } = await deliverInput(
    {
      send: recorder.send,
      endpoint,
      lanes,
      input,
      pace,
      start: { settledThrough: skip, allDelivered: true },
      keepsUndelivered: true,
      onSettled: (settled) => texts.add(settled.line, toText(settled, recorder.recordsOf(settled), input)),
      onProgress: ({ settledThrough }) => texts.print(settledThrough)
    },
    world
  )
  texts.print(Infinity)
  await recorder.close()
  if (signal.reason === outputClosed) {
    return 1
  }
  const look = { columns: toColumns(stderr), paint: createPaint(stderr, environment), isDryRun: true }
  stderr.write(`\n${toSummary({ ...report, skipped: 0 }, look)}\n\nThis was a dry run: nothing was sent.\n`)
  if (failure) {
    throw failure
  }
  return report.allDelivered && !report.stopped ? 0 : 1
}

function toText({ line, fate, reason, warnings }: SettledLine, records: string[], input: Input): string {
  const place = toPrintable(input.sources.length > 1 ? toPlaceText(input.locate(line)) : String(line))
  const notes = [
    ...records,
    ...(reason === '' ? [] : [toPrintable(`${fate}  ${reason}`)]),
    ...warnings.map((text) => toPrintable(`warning  ${text}`))
  ]
  return notes.map((note) => `${place}  ${note}\n`).join('')
}

/** Takes every request in the place of CleverTap, and keeps the records of each event until its line is settled. */
async function startRecorder({ environment, stdout, signal }: World) {
  let received: string[] = []
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      received.push(...toRecords(incoming.url ?? '', Buffer.concat(chunks).toString('utf8')))
      response.setHeader('content-type', 'application/json')
      response.end('{"status":"success"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deliver = createSend(withEndpoint(url), {
    // Stand-ins where the environment has none.
    clevertapAccountId: environment.CLEVERTAP_ACCOUNT_ID?.trim() || 'ACCOUNT-ID',
    clevertapPasscode: environment.CLEVERTAP_PASSCODE?.trim() || 'PASSCODE',
    clevertapEndpoint: url
  })
  const records = new WeakMap<object, string[]>()
  let isFree: Promise<unknown> = Promise.resolve()
  const record: Send = async (lane, events) => {
    if (stdout.writableNeedDrain) {
      // A reader that has gone away ends the wait.
      await once(stdout, 'drain', { signal }).catch(() => undefined)
    }
    received = []
    const sent = await deliver(lane, events)
    // They arrive in the order of the events that were not refused.
    sent.results.forEach(({ fate }, index) => {
      const own = fate === 'delivered' ? received.shift() : undefined
      if (own !== undefined) {
        records.set(events[index], [...(records.get(events[index]) ?? []), own])
      }
    })
    return sent
  }
  const send: Send = (lane, events) => {
    const sent = isFree.then(() => record(lane, events))
    isFree = sent.catch(() => undefined)
    return sent
  }
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { send, close, recordsOf: ({ event }: SettledLine) => (event && records.get(event)) ?? [] }
}

/** An upload lists its records; a deletion lists identities. */
function toRecords(path: string, body: string): string[] {
  const { d, identity } = JSON.parse(body) as { d?: unknown[]; identity?: unknown }
  const records = d ?? [identity].flat().map((one) => ({ identity: one }))
  return records.map((record) => `POST ${path}  ${toPrintableJson(JSON.stringify(record))}`)
}
