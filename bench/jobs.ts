/** What is measured, by the name under which the report finds its figures. */
import { makeEvents } from './events'
import { measureCpu, measureDeliver, measureOwnCode, measureParse, measureStreams } from './measurements'
import type { Figures } from './measurements'
import { destination, incumbentActions } from './subjects'
import type { Subject } from './subjects'

export type Case = Subject & { name: string; batchSize: number }

/** Each action as a new customer begins with it, and uploads also as customers saved them long ago. */
export const cases: Case[] = Object.entries(destination.actions).flatMap(([action, { title, fields }]) => {
  const batchSize = Number(fields.batch_size.default)
  const mappings = action === 'userUpload' ? (['old', 'default'] as const) : (['default'] as const)
  return mappings.map((mapping) => ({ name: `${title}, ${mapping} mapping`, action, mapping, batchSize }))
})

/** Numbers of events; the last takes as long as all other jobs of a round. */
export const growth = [1000, 10_000, 100_000, 1_000_000]

export function listJobs(url: string): Map<string, () => Promise<Figures>> {
  const jobs = new Map<string, () => Promise<Figures>>()
  for (const { name, ...subject } of cases) {
    for (const participant of ['this', 'no-op', 'bare POST'] as const) {
      const amount = { size: 1000, calls: 40, warmUp: 20 }
      jobs.set(`cpu ${name} ${participant}`, () => measureCpu(participant, subject, url, amount))
    }
    jobs.set(`own ${name}`, () => measureOwnCode(subject, makeEvents(subject.action, 1000)))
    if (subject.action === 'userUpload') {
      jobs.set(`own ${name}, no dates`, () => measureOwnCode(subject, makeEvents('withoutDates', 1000)))
      jobs.set(`stream this, ${subject.mapping} mapping`, () => measureStreams('this', subject.mapping, url, 1))
    }
  }
  for (const action of incumbentActions) {
    const amount = { size: 500, calls: 8, warmUp: 4 }
    jobs.set(`cpu ${action} incumbent`, () => measureCpu('incumbent', { action, mapping: 'old' }, url, amount))
  }
  for (const streams of [1, 16, 64]) {
    jobs.set(`stream incumbent, ${streams}`, () => measureStreams('incumbent', 'old', url, streams))
  }
  for (const events of growth) {
    const subject = { action: 'userUpload', mapping: 'default' } as const
    const amount = { size: 1000, calls: events / 1000, warmUp: 100, isFresh: true }
    jobs.set(`growth ${events}`, () => measureCpu('this', subject, url, amount))
  }
  jobs.set('parse', measureParse)
  jobs.set('deliver', () => measureDeliver(url, 200_000))
  return jobs
}
