/**
 * Every combination of what an outage can be like, as a program: `npm run trial:outages`. It fails if an event
 * was lost, or exit code 0 came too early. Takes the seed to begin with, and with `--quarter` from 1 to 4 a quarter of
 * the combinations, in which each pair of values still meets.
 */
import { parseArgs } from 'util'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { runTrials } from '../support/trials'
import { runTrial } from './trial'
import type { Setting } from './trial'

const { values, positionals } = parseArgs({ options: { quarter: { type: 'string' } }, allowPositionals: true })
const seed = Number(positionals[0] ?? 1)
const quarter = values.quarter === undefined ? undefined : Number(values.quarter)
if (quarter !== undefined && ![1, 2, 3, 4].includes(quarter)) {
  throw new Error('--quarter must be 1, 2, 3 or 4.')
}

const statuses: Setting['status'][] = [408, 429, 500, 503, 'cut', 'garbage']
const retryAfters: Setting['retryAfter'][] = ['none', 'short', 'long', 'absurd']
/** One; some requests' worth; more than are held at once. */
const counts = [1, 3000, 12_000]
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

void runTrials(chosen, ({ setting, seed: own }, folder) => runTrial(setting, own, folder, startProgram))
