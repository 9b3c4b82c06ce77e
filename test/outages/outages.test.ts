/** Outages without kills, in this process; `npm run trial:outages` tries every combination, and kills processes. */
import { startHere, useFolder } from '../../src/deliver/__tests__/__helpers__/command'
import { runTrial } from './trial'
import type { Setting } from './trial'

const folder = useFolder()

const settings: (Setting & { seed: number })[] = [
  { seed: 1, status: 503, retryAfter: 'none', events: 1, keepsUndelivered: false, subscriptions: 1 },
  { seed: 2, status: 429, retryAfter: 'long', events: 1500, keepsUndelivered: true, subscriptions: 1 },
  { seed: 10, status: 'cut', retryAfter: 'none', events: 1500, keepsUndelivered: false, subscriptions: 2 },
  { seed: 4, status: 500, retryAfter: 'absurd', events: 1500, keepsUndelivered: false, subscriptions: 2 },
  { seed: 25, status: 'garbage', retryAfter: 'none', events: 1500, keepsUndelivered: true, subscriptions: 2 }
]

it.each(settings)(
  'loses nothing to outages and stops: $status, Retry-After $retryAfter, $events events, $subscriptions subscriptions',
  async ({ seed, ...setting }) => {
    const { ends, problems } = await runTrial(setting, seed, folder, startHere)
    expect(problems).toEqual([])
    expect(ends.length).toBeGreaterThan(2)
  }
)
