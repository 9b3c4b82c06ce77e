/** The small version of the trial of outages; `npm run trial:outages` is the big one, with every combination. */
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { useFolder } from '../../src/deliver/__tests__/__helpers__/world'
import { runTrial } from './trial'
import type { Setting } from './trial'

jest.setTimeout(60_000)

const folder = useFolder()

const settings: (Setting & { seed: number })[] = [
  { seed: 1, status: 503, retryAfter: 'none', events: 1, keepsUndelivered: false, subscriptions: 1 },
  { seed: 2, status: 429, retryAfter: 'long', events: 3000, keepsUndelivered: true, subscriptions: 1 },
  { seed: 10, status: 'cut', retryAfter: 'none', events: 3000, keepsUndelivered: false, subscriptions: 2 },
  { seed: 4, status: 500, retryAfter: 'absurd', events: 3000, keepsUndelivered: false, subscriptions: 2 },
  { seed: 25, status: 'garbage', retryAfter: 'short', events: 3000, keepsUndelivered: true, subscriptions: 2 }
]

it.each(settings)(
  'loses nothing to outages and kills: $status, Retry-After $retryAfter, $events events, $subscriptions subscriptions',
  async ({ seed, ...setting }) => {
    const { lives, problems } = await runTrial(setting, seed, folder, startProgram)
    expect(problems).toEqual([])
    expect(lives.length).toBeGreaterThan(2)
  }
)
