/**
 * Every combination of what an outage can be like, as a program: `npm run trial:outages`. Prints what it found and ends
 * with exit code 1 if an event was lost, or exit code 0 was said too early. Takes the seed to begin with, and with
 * `--quarter` from 1 to 4 a quarter of the combinations, in which each pair of values still meets.
 */
import { parseArgs } from 'util'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { createFolder } from '../../src/deliver/__tests__/__helpers__/world'
import { runTrial } from './trial'
import type { Setting } from './trial'

const { values, positionals } = parseArgs({ options: { quarter: { type: 'string' } }, allowPositionals: true })
const seed = Number(positionals[0] ?? 1)
const quarter = values.quarter === undefined ? undefined : Number(values.quarter)
if (quarter !== undefined && ![1, 2, 3, 4].includes(quarter)) {
  throw new Error('--quarter must be 1, 2, 3 or 4.')
}
const atOnce = 2

const statuses: Setting['status'][] = [408, 429, 500, 503, 'cut', 'garbage']
const retryAfters: Setting['retryAfter'][] = ['none', 'short', 'long', 'absurd']
const counts = [1, 5000, 30_000]
const choices = [true, false]
const subscriptionCounts: Setting['subscriptions'][] = [1, 2]

/** Each quarter has every pair of values, since those of `retryAfter`, or else of `status`, bring every remainder of 4. */
const settings: { setting: Setting; seed: number; quarter: number }[] = []
statuses.forEach((status, first) =>
  retryAfters.forEach((retryAfter, second) =>
    counts.forEach((events, third) =>
      choices.forEach((keepsUndelivered, fourth) =>
        subscriptionCounts.forEach((subscriptions, fifth) =>
          settings.push({
            setting: { status, retryAfter, events, keepsUndelivered, subscriptions },
            seed: seed * 1000 + settings.length,
            quarter: 1 + ((first + second + third + fourth + fifth) % 4)
          })
        )
      )
    )
  )
)
const chosen = settings.filter((one) => quarter === undefined || one.quarter === quarter)

async function start(): Promise<void> {
  const startedAt = performance.now()
  const folder = createFolder()
  const ends: Record<string, number> = {}
  let failed = 0
  const work = chosen.slice()
  const workOff = async () => {
    for (let next = work.shift(); next; next = work.shift()) {
      const { lives, problems } = await runTrial(next.setting, next.seed, folder, startProgram)
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
  console.log(`${chosen.length} trials in ${seconds} s, processes by their end:`, ends)
  console.log(
    failed === 0 ? 'No event was lost, and none was called delivered that was not.' : `${failed} trials failed.`
  )
  process.exitCode = failed === 0 ? 0 : 1
}

// A program that ends before it is done has shown nothing.
process.exitCode = 1
void start()
