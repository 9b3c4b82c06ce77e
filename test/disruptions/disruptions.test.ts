/** The small version of the trial of disruptions; `npm run trial:disruptions` is the big one, of every kind. */
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { useFolder } from '../../src/deliver/__tests__/__helpers__/world'
import { runTrial } from './trial'
import type { Disruption } from './trial'

jest.setTimeout(120_000)

const folder = useFolder()

const disruptions: { disruption: Disruption; seed: number }[] = [
  { disruption: 'fullDisk', seed: 3 },
  { disruption: 'removedFolder', seed: 4 },
  { disruption: 'secondRun', seed: 7 }
]

it.each(disruptions)(
  'says exit 0 only of what is delivered, and never ends in silence: $disruption',
  async ({ disruption, seed }) => {
    const { ends, problems } = await runTrial(disruption, 200, seed, folder, startProgram)
    expect(problems).toEqual([])
    expect(ends.length).toBeGreaterThan(1)
  }
)
