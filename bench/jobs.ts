/** What is measured, by the name under which the report finds its figures. Each job runs in a process of its own. */
import { mkdtempSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { deliverFile, writeEvents } from '../scripts/deliver-file'
import { makeEvents, makeFile } from './events'
import type { Order } from './events'
import { createParticipant } from './subjects'
import type { Participant, Subject } from './subjects'

export type Figures = { [name: string]: number }

export type Case = Subject & { name: string; batchSize: number }

const uploads = { action: 'userUpload', batchSize: 1000 } as const

/** The actions of the incumbent as a new customer begins with them, and uploads also as customers saved them long ago. */
export const cases: Case[] = [
  { name: 'User Upload, old mapping', mapping: 'old', ...uploads },
  { name: 'User Upload, default mapping', mapping: 'default', ...uploads },
  { name: 'User Delete, default mapping', mapping: 'default', action: 'userDelete', batchSize: 100 }
]

/** How many events `deliver` gets in each order. */
export const filesOf: { [O in Order]: number } = { shuffled: 60_000, sorted: 60_000, 'one person': 2000 }

/**
 * @param url the stand-in for CleverTap
 * @param against another checkout of this project, built, whose Quick Setup takes part; '' for none
 */
export function listJobs(url: string, against: string): Map<string, () => Promise<Figures>> {
  const jobs = new Map<string, () => Promise<Figures>>()
  for (const { name, ...subject } of cases) {
    const participants: Participant[] = ['this', 'no-op', 'bare POST']
    const isQuickSetup = subject.action === 'userUpload' && subject.mapping === 'default'
    for (const participant of isQuickSetup && against !== '' ? [...participants, { against }] : participants) {
      const who = typeof participant === 'string' ? participant : 'against'
      const amount = { size: 1000, calls: 40, warmUp: 20 }
      jobs.set(`cpu ${name} ${who}`, () => measureCpu(participant, subject, url, amount))
    }
  }
  for (const action of new Set(cases.map((one) => one.action))) {
    const amount = { size: 500, calls: 8, warmUp: 4 }
    jobs.set(`cpu ${action} incumbent`, () => measureCpu('incumbent', { action, mapping: 'old' }, url, amount))
  }
  for (const [order, count] of Object.entries(filesOf)) {
    jobs.set(`deliver ${order}`, () => measureDeliver(url, order as Order, count))
  }
  return jobs
}

/** Sets the latency of the stand-in; its count of requests starts anew. */
async function control(url: string, latencyMs = 0): Promise<{ requests: number }> {
  const reply = await fetch(`${url}/control/${latencyMs}`, { method: 'PUT' })
  return (await reply.json()) as { requests: number }
}

type Amount = { size: number; calls: number; warmUp: number }

/** CPU time of all threads, in µs per event. */
async function measureCpu(
  participant: Participant,
  subject: Subject,
  url: string,
  { size, calls, warmUp }: Amount
): Promise<Figures> {
  const batch = makeEvents(subject.action, size)
  const deliver = await createParticipant(participant, subject, url, batch)
  let spentUs = 0
  for (let call = -warmUp; call < calls; call++) {
    if (call === 0) {
      spentUs = 0
      await control(url)
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
  return { us: spentUs / events, requestsPerThousand: (1000 * requests) / events }
}

/** The command, its start included, against a CleverTap that takes 20 ms for each request. */
async function measureDeliver(url: string, order: Order, count: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'actions-clevertap-bench-'))
  try {
    const path = join(folder, 'events.ndjson')
    await writeEvents(path, makeFile(order, count))
    await control(url, 20)
    const environment = { CLEVERTAP_ACCOUNT_ID: 'A', CLEVERTAP_PASSCODE: 'P', CLEVERTAP_ENDPOINT: url }
    const { seconds, cpuSeconds } = await deliverFile(path, environment)
    const { requests } = await control(url)
    return { perSecond: count / seconds, us: (cpuSeconds * 1e6) / count, requests }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
