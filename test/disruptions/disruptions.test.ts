/** Three disruptions, two of them in this process; `npm run trial:disruptions` tries all, with more events. */
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { startHere, useFolder, useNoWaits } from '../../src/deliver/__tests__/__helpers__/command'
import { runTrial } from './trial'
import type { Disruption } from './trial'

const folder = useFolder()
useNoWaits()

it.each<{ disruption: Disruption; seed: number; start: typeof startHere }>([
  { disruption: 'fullDisk', seed: 3, start: startProgram },
  { disruption: 'removedFolder', seed: 4, start: startHere },
  { disruption: 'secondRun', seed: 7, start: startHere }
])(
  'exits with 0 only when everything is delivered, and never without a message: $disruption',
  async ({ start, ...setting }) => {
    const { ends, problems } = await runTrial(setting.disruption, 200, setting.seed, folder, start)
    expect(problems).toEqual([])
    expect(ends.length).toBeGreaterThan(1)
  }
)
