/**
 * `npm run bench`: every job, in rounds in which all take turns, each in a process of its own. Writes RESULTS.md.
 * `npm run bench -- --rounds 1` measures less often and only prints; `--against ../other` also measures Quick Setup of another
 * checkout of this project, which must be built.
 */
import { fork } from 'child_process'
import { once } from 'events'
import { writeFileSync } from 'fs'
import { cpus, type } from 'os'
import { join, resolve } from 'path'
import { format, resolveConfig } from 'prettier'
import { parseArgs } from 'util'
import { show } from './figures'
import { listJobs } from './jobs'
import type { Figures } from './jobs'
import { toReport } from './report'
import type { Results } from './report'

/** The process that measures gets the name of its job, and answers with the figures. */
async function measure(name: string, url: string, against: string): Promise<Figures> {
  const worker = fork(join(__dirname, 'worker.ts'), [name, url, against])
  const [figures] = await Promise.race([once(worker, 'message'), once(worker, 'exit')])
  if (typeof figures !== 'object') {
    throw new Error(`${name} was not measured.`)
  }
  return figures as Figures
}

async function measureAll(rounds: number, against: string): Promise<Results> {
  const server = fork(join(__dirname, 'server.ts'))
  const results: Results = new Map()
  try {
    const [url] = (await once(server, 'message')) as [string]
    for (let round = 1; round <= rounds; round++) {
      for (const name of listJobs(url, against).keys()) {
        process.stderr.write(`round ${round} of ${rounds}: ${name}`.padEnd(70) + '\r')
        results.set(name, [...(results.get(name) ?? []), await measure(name, url, against)])
      }
    }
  } finally {
    server.disconnect()
  }
  return results
}

async function write(report: string, minutes: number): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const machine = `Node ${process.versions.node} · ${cpus().length} vCPU ${type()} ${process.arch}`
  const text = `# Benchmark results

<!-- Made by npm run bench; do not edit. -->

${date} · ${machine} · ${show(minutes)} minutes · loopback

Figures are medians of interleaved rounds, with the least and the most in brackets. Compare ratios, which were taken in
one run: absolute figures differ from machine to machine and from hour to hour. Ratios are per round, so they need not
equal the ratio of two medians. Events are identify events with twelve traits, and deletions; the default mapping is that of Quick Setup, the old one has three fields. The incumbent
(\`@segment/action-destinations\` 3.497.0) has no batches, so it gets events one by one, 16 at a time. The stand-in server
has a process of its own, and its CPU is not counted.

${report}
`
  const path = join(__dirname, 'RESULTS.md')
  writeFileSync(path, format(text, { ...(await resolveConfig(path)), parser: 'markdown' }))
}

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string' }, against: { type: 'string' } } })
  const startedAt = Date.now()
  const against = values.against === undefined ? '' : resolve(values.against)
  const report = toReport(await measureAll(Number(values.rounds ?? 3), against))
  console.log(report)
  if (values.rounds === undefined) {
    await write(report, (Date.now() - startedAt) / 60_000)
  }
}

void start()
