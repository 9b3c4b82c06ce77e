/** How CPU, rate and own code are measured; each runs in a process of its own. */
import { transform } from '@segment/actions-core'
import type { JSONObject, RequestClient, SegmentEvent } from '@segment/actions-core'
import { mkdtempSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { deliverFile, writeEvents } from '../scripts/deliver-file'
import { makeEvents } from './events'
import { median } from './figures'
import { createParticipant, destination, mappingOf, settingsFor } from './subjects'
import type { Participant, Subject } from './subjects'

export type Figures = { [name: string]: number }

/** Sets the latency of the stand-in; its count of requests starts anew. */
async function control(url: string, latencyMs = 0): Promise<{ requests: number }> {
  const reply = await fetch(`${url}/control/${latencyMs}`, { method: 'PUT' })
  return (await reply.json()) as { requests: number }
}

/** `isFresh`: new events for every call, not the same ones again. */
type Amount = { size: number; calls: number; warmUp: number; isFresh?: boolean }

/** CPU time of all threads, in µs per event. */
export async function measureCpu(
  participant: Participant,
  subject: Subject,
  url: string,
  { size, calls, warmUp, isFresh }: Amount
): Promise<Figures> {
  let batch = makeEvents(subject.action, size)
  const deliver = await createParticipant(participant, subject, url, batch)
  let spentUs = 0
  for (let call = -warmUp; call < calls; call++) {
    if (call === 0) {
      spentUs = 0
      await control(url)
    }
    if (isFresh) {
      batch = makeEvents(subject.action, size, (call + warmUp) * size)
    }
    const before = process.cpuUsage()
    await deliver(batch)
    const { user, system } = process.cpuUsage(before)
    spentUs += user + system
  }
  const events = size * calls
  const { requests } = await control(url)
  if (requests === 0 && participant !== 'no-op') {
    throw new Error(`Nothing of ${subject.action} was sent: do its events match its defaultSubscription?`)
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  return { us: spentUs / events, requestsPerThousand: (1000 * requests) / events, peakMegabytes }
}

/** Uploads per second at 20 ms latency: each stream sends its next batch (or event) when the last one is answered. */
export async function measureStreams(
  participant: Participant,
  mapping: Subject['mapping'],
  url: string,
  streams: number
): Promise<Figures> {
  const batch = makeEvents('userUpload', participant === 'incumbent' ? 1 : 1000)
  const deliver = await createParticipant(participant, { action: 'userUpload', mapping }, url, batch)
  const run = async (milliseconds: number) => {
    const start = performance.now()
    let count = 0
    const stream = async () => {
      while (performance.now() < start + milliseconds) {
        await deliver(batch)
        count += batch.length
      }
    }
    await Promise.all(Array.from({ length: streams }, stream))
    return (1000 * count) / (performance.now() - start)
  }
  await control(url, 20)
  await run(1500)
  return { perSecond: await run(2000) }
}

/** µs per event of the one and the other by turns, the middle of many; the first half warms the code up. */
async function takeTurns(size: number, work: { [name: string]: () => unknown }): Promise<Figures> {
  const turns = 200
  const times = Object.keys(work).map((name) => ({ name, taken: [] as number[] }))
  for (let turn = 0; turn < turns; turn++) {
    for (const { name, taken } of times) {
      const start = performance.now()
      await work[name]()
      taken.push(((performance.now() - start) * 1000) / size)
    }
  }
  return Object.fromEntries(times.map(({ name, taken }) => [name, median(taken.slice(turns / 2))]))
}

/** Payloads as the framework hands them over. */
function toPayload(mapping: JSONObject, event: SegmentEvent): JSONObject {
  const entries = Object.entries(transform(mapping, event as unknown as JSONObject))
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''))
}

/** Build, convert, check, plan, classify and settle one batch, against JSON.stringify of the same bodies. */
export async function measureOwnCode(subject: Subject, events: SegmentEvent[]): Promise<Figures> {
  const payload = events.map((event) => toPayload(mappingOf(subject), event))
  const { performBatch = () => undefined } = destination.actions[subject.action]
  const input = { payload, settings: settingsFor('https://stand-in.example') } as Parameters<typeof performBatch>[1]
  let bodies: unknown[] = []
  // Answers at once and serialises nothing.
  const request = (async (_url: string, { json }: { json: { d?: unknown[] } }) => {
    bodies.push(json)
    return { status: 200, content: JSON.stringify({ status: 'success', processed: json.d?.length }) }
  }) as unknown as RequestClient
  const own = () => {
    bodies = []
    return performBatch(request, input)
  }
  await own()
  const sent = bodies
  return takeTurns(events.length, { own, stringify: () => sent.map((body) => JSON.stringify(body)) })
}

export function measureParse(): Promise<Figures> {
  const lines = makeEvents('userUpload', 1000).map((event) => JSON.stringify(event))
  return takeTurns(lines.length, { us: () => lines.map((line) => JSON.parse(line)) })
}

/** CPU time of the command, its start included, in µs per event. */
export async function measureDeliver(url: string, events: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'actions-clevertap-bench-'))
  try {
    const path = join(folder, 'events.ndjson')
    await writeEvents(path, makeEvents('userUpload', events))
    await control(url)
    const environment = { CLEVERTAP_ACCOUNT_ID: 'A', CLEVERTAP_PASSCODE: 'P', CLEVERTAP_ENDPOINT: url }
    const { cpuSeconds, peakMegabytes } = await deliverFile(path, environment)
    return { us: (cpuSeconds * 1e6) / events, peakMegabytes }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
