/**
 * `npm run trial:page`: what the page costs, each state of it at each size in both themes, and its answers against those
 * of `deliver`. Prints each figure beside its budget, and fails when one is exceeded.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { gzipSync } from 'zlib'
import { bundledEvents } from '../src/deliver/files/source'
import { presetSubscriptions } from '../src/segment/subscriptions'
import { startPageServer } from '../src/try/server'
import { startEngine } from '../src/try/engine/explain'
import type { Subscription } from '../src/try/protocol'
import { launchBrowser } from '../test/page/browser'
import { compare } from '../test/page/compare'
import { readEvents } from '../test/page/events'
import { type, verdictOf } from '../test/page/locators'
import { lookAtAll } from '../test/page/matrix'
import { pack } from './pack'

const root = join(__dirname, '..')
const built = join(root, 'dist', 'try', 'page')

/** Rounds of each measurement; the best counts, since a busy machine makes every other one slower. */
const rounds = 5

let failed = false

function report(what: string, figure: number, budget: number, unit: string): void {
  const isWithin = figure <= budget
  failed = failed || !isWithin
  console.log(
    `${isWithin ? 'ok  ' : 'FAIL'} ${what}: ${Math.round(figure * 10) / 10} ${unit} (at most ${budget} ${unit})`
  )
}

const toKilobytes = (bytes: number) => bytes / 1000

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

function measureSizes(packed: string): void {
  const script = readFileSync(join(built, 'page.js'))
  report('page.js', toKilobytes(script.length), 420, 'kB')
  report('page.js, gzip', toKilobytes(gzipSync(script).length), 140, 'kB')
  report('page.css, gzip', toKilobytes(gzipSync(readFileSync(join(built, 'page.css'))).length), 10, 'kB')
  report('the package, packed', toKilobytes(statSync(packed).size) / 1000, 2.8, 'MB')
}

async function measureRuns(): Promise<void> {
  const engine = await startEngine()
  const examples = readEvents(bundledEvents)
  const presets = presetSubscriptions() as Subscription[]
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const ofRound: number[] = []
    for (const event of examples) {
      ofRound.push((await engine.explain({ event, subscriptions: presets })).tookMs)
    }
    times.push(percentile(ofRound, 0.95))
  }
  await engine.close()
  report('a run on the server, p95', Math.min(...times), 50, 'ms')
}

async function measureBrowser(): Promise<void> {
  const browser = await launchBrowser()
  const pageServer = await startPageServer({
    port: 0,
    folder: built,
    version: '0.0.0',
    examples: readEvents(bundledEvents),
    first: 3,
    subscriptions: presetSubscriptions()
  })
  const firstViews: number[] = []
  const edits: number[] = []
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    const opened = performance.now()
    await page.goto(pageServer.url)
    await verdictOf(page, 'Delivered, but Phone was left out').waitFor()
    firstViews.push(performance.now() - opened)
    for (const [userId, headline] of [
      ['ada-1', 'Delivered'],
      ['nil', /Not sent/]
    ] as const) {
      const edited = performance.now()
      await type(page, JSON.stringify({ type: 'identify', userId, traits: { plan: 'gold' } }))
      await verdictOf(page, headline).waitFor()
      edits.push(performance.now() - edited)
    }
    await page.close()
  }
  report('the first view', Math.min(...firstViews), 1000, 'ms')
  report('from edit to verdict', Math.min(...edits), 400, 'ms')
  for (const { what, found } of [...(await lookAtAll(browser, pageServer.url)), ...(await compare(pageServer.url))]) {
    report(what, found.length, 0, '')
    found.slice(0, 10).forEach((one) => console.log(`     ${one}`))
  }
  await pageServer.close()
  await browser.close()
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'measure-page-'))
  try {
    // Builds the page, too.
    measureSizes(await pack(folder))
    await measureRuns()
    await measureBrowser()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  process.exitCode = failed ? 1 : 0
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
