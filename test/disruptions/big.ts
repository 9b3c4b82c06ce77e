/**
 * 200 runs in which processes are killed, the disk fills and files vanish at random moments, as a program:
 * `npm run trial:disruptions`. It fails if exit code 0 came too early, an event was lost, a process hung, or one ended
 * without a message. Takes the seed to begin with, and `--runs`.
 */
import { parseArgs } from 'util'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { runTrials } from '../support/trials'
import { disruptions, runTrial } from './trial'

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '200' } },
  allowPositionals: true
})
const firstSeed = Number(positionals[0] ?? 1) * 1000
const settings = Array.from({ length: Number(values.runs) }, (_, index) => ({
  disruption: disruptions[index % disruptions.length],
  seed: firstSeed + index
}))

void runTrials(settings, ({ disruption, seed }, folder) => runTrial(disruption, 1000, seed, folder, startProgram))
