/**
 * Every combination of what an outage can be like, as a program: `npm run trial:outages`. Prints what it found and ends
 * with exit code 1 if an event was lost, or exit code 0 was said too early. Takes the seed to begin with.
 */
import { startBuilt } from '../../src/deliver/__tests__/__helpers__/program'
import { createFolder } from '../../src/deliver/__tests__/__helpers__/world'
import { runTrial } from './trial'
import type { Setting } from './trial'

const seed = Number(process.argv[2] ?? 1)
const atOnce = 2

const settings: Setting[] = []
for (const status of [408, 429, 500, 503, 'cut', 'garbage'] as const) {
  for (const retryAfter of ['none', 'short', 'long', 'absurd'] as const) {
    for (const events of [1, 5000, 30_000]) {
      for (const keepsUndelivered of [true, false]) {
        for (const subscriptions of [1, 2] as const) {
          settings.push({ status, retryAfter, events, keepsUndelivered, subscriptions })
        }
      }
    }
  }
}

async function start(): Promise<void> {
  const startedAt = performance.now()
  const folder = createFolder()
  const ends: Record<string, number> = {}
  let failed = 0
  const work = settings.map((setting, index) => ({ setting, seed: seed * 1000 + index }))
  const workOff = async () => {
    for (let next = work.shift(); next; next = work.shift()) {
      const { lives, problems } = await runTrial(next.setting, next.seed, folder, startBuilt)
      lives.forEach((end) => (ends[end] = (ends[end] ?? 0) + 1))
      if (problems.length > 0) {
        failed++
        console.log(JSON.stringify({ ...next, lives, problems: problems.slice(0, 5), of: problems.length }))
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, workOff))
  } finally {
    folder.remove()
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(`${settings.length} trials in ${seconds} s, processes by their end:`, ends)
  console.log(
    failed === 0 ? 'No event was lost, and none was called delivered that was not.' : `${failed} trials failed.`
  )
  process.exitCode = failed === 0 ? 0 : 1
}

// A program that ends before it is done has shown nothing.
process.exitCode = 1
void start()
