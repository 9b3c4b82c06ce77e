/** A dry run of the input: each record as it would be sent, next to its line; the connection ends on this machine. */
import { once } from 'events'
import { withEndpoint } from '../segment/with-endpoint'
import { Books } from './run/books'
import type { OpenEvent } from './run/books'
import { createSend } from '../segment/destination'
import type { Send } from '../segment/destination'
import type { Lane } from '../segment/lanes'
import { Failure } from './failure'
import { parseLine } from './files/event'
import { toPlaceText } from './files/input'
import type { Input, Line } from './files/input'
import { toPrintable, toPrintableJson } from './printable'
import { startRecorder } from './recorder'
import type { Recorded, Recorder } from './recorder'
import type { World } from './io'

export type DryRunOptions = {
  lanes: Lane[]
  input: Input
  skip: number
  /** Stand-ins where the environment has none. */
  accountId: string
  passcode: string
}

/** Lines that go through the destination together: fast enough, and little memory. */
const linesAtOnce = 500

/** @returns the counts; `delivered` is what would have been sent, `failure` what ended the input early */
export async function runDry(
  options: DryRunOptions,
  { stdout, signal }: World
): Promise<{ books: Books; failure?: Failure }> {
  const { lanes, input, skip, accountId, passcode } = options
  const recorder = await startRecorder()
  const settings = { clevertapAccountId: accountId, clevertapPasscode: passcode, clevertapEndpoint: recorder.url }
  const send = createSend(withEndpoint(recorder.url), settings)
  let texts: { line: number; text: string }[] = []
  const books = new Books({
    start: { settledThrough: skip, allDelivered: true },
    giveUpAfterMs: 0,
    keepsUndelivered: false,
    onSettled: ({ line, fate, reason, warnings }) => {
      const notes = [...(reason === '' ? [] : [`${fate}  ${reason}`]), ...warnings.map((text) => `warning  ${text}`)]
      texts.push(...notes.map((note) => ({ line, text: toPrintable(note) })))
    }
  })
  const show = async () => {
    texts.sort((left, right) => left.line - right.line)
    const place = (line: number) => (input.sources.length > 1 ? toPlaceText(input.locate(line)) : String(line))
    const shown = texts.map(({ line, text }) => `${toPrintable(place(line))}  ${text}\n`).join('')
    texts = []
    if (shown !== '' && !stdout.write(shown) && !signal.aborted) {
      // Nobody may be left to read it.
      await once(stdout, 'drain', { signal }).catch(() => undefined)
    }
  }
  const stop = () => input.stop()
  signal.addEventListener('abort', stop)
  try {
    for await (const lines of input.lines()) {
      for (let start = 0; start < lines.length && !signal.aborted; start += linesAtOnce) {
        const due = lines.slice(start, start + linesAtOnce).filter(({ number }) => number > skip)
        for (const [lane, events] of takeLines(due, lanes, books)) {
          await sendLane({ lane, events, send, recorder, books }, (line, text) => texts.push({ line, text }))
        }
        await show()
      }
    }
    return { books }
  } catch (error) {
    if (error instanceof Failure) {
      return { books, failure: error }
    }
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    await recorder.close()
  }
}

function takeLines(lines: Line[], lanes: Lane[], books: Books): Map<Lane, OpenEvent[]> {
  const byLane = new Map<Lane, OpenEvent[]>()
  for (const line of lines) {
    const parsed = parseLine(line)
    if (!parsed) {
      books.passLine(line.number)
      continue
    }
    const takers = 'event' in parsed ? lanes.filter(({ matches }) => matches(parsed.event)) : []
    if ('problem' in parsed || takers.length === 0) {
      books.closeLine(parsed)
      continue
    }
    const open = books.openEvent(parsed.line, parsed.bytes, parsed.event, takers)
    for (const lane of takers) {
      const events = byLane.get(lane) ?? []
      events.push(open)
      byLane.set(lane, events)
    }
  }
  return byLane
}

type LaneRun = { lane: Lane; events: OpenEvent[]; send: Send; recorder: Recorder; books: Books }

/** The records arrive in the order of the events that were not refused. */
async function sendLane({ lane, events, send, recorder, books }: LaneRun, add: (line: number, text: string) => void) {
  for (const batch of toBatches(lane, events)) {
    const { results, requests } = await send(
      lane,
      batch.map(({ event }) => event)
    )
    books.counts.requests += requests
    const records = recorder.take().flatMap(toRecords)
    results.forEach((result, index) => {
      const record = result.fate === 'delivered' ? records.shift() : undefined
      if (record) {
        add(batch[index].line, `POST ${record.path}  ${toPrintableJson(record.json)}`)
      }
      books.settle(batch[index], result)
    })
  }
}

/** As in a run, no batch holds a person twice: two deletions of one would be one record. */
function toBatches(lane: Lane, events: OpenEvent[]): OpenEvent[][] {
  const batches: OpenEvent[][] = []
  let people = new Set<string>()
  for (const open of events) {
    const identity = lane.identityOf(open.event)
    const batch = batches[batches.length - 1]
    if (batch === undefined || batch.length === lane.maxEvents || people.has(identity)) {
      batches.push([open])
      people = new Set()
    } else {
      batch.push(open)
    }
    people.add(identity)
  }
  return batches
}

/** An upload lists its records; a deletion lists identities. */
function toRecords({ path, body }: Recorded): { path: string; json: string }[] {
  const { d, identity } = JSON.parse(body) as { d?: unknown[]; identity?: unknown }
  const records = d ?? [identity].flat().map((one) => ({ identity: one }))
  return records.map((record) => ({ path, json: JSON.stringify(record) }))
}
