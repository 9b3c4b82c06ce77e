/**
 * 200 runs in which processes are killed, the disk fills and files vanish at random moments, as a program:
 * `npm run trial:disruptions`. Prints what it found and ends with exit code 1 if exit code 0 was said too early, an event
 * was lost, a process hung, or one ended in silence. Takes the seed to begin with, and `--runs`.
 */
import { parseArgs } from 'util'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { createFolder } from '../../src/deliver/__tests__/__helpers__/world'
import { disruptions, runTrial } from './trial'

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '200' } },
  allowPositionals: true
})
const [runs, firstSeed] = [Number(values.runs), Number(positionals[0] ?? 1)]
const atOnce = 2

async function start(): Promise<void> {
  const startedAt = performance.now()
  const folder = createFolder()
  const ends: Record<string, number> = {}
  let [run, failed] = [0, 0]
  const workOff = async () => {
    while (run < runs) {
      const index = run++
      const [disruption, seed] = [disruptions[index % disruptions.length], firstSeed * 1000 + index]
      const outcome = await runTrial(disruption, 1000, seed, folder, startProgram)
      outcome.ends.forEach((end) => (ends[end] = (ends[end] ?? 0) + 1))
      if (outcome.problems.length > 0) {
        failed++
        console.log(JSON.stringify({ disruption, seed, ...outcome }))
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, workOff))
  } finally {
    folder.remove()
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(`${runs} trials in ${seconds} s, processes by their end:`, ends)
  console.log(failed === 0 ? 'Nothing was lost, and nothing ended in silence.' : `${failed} trials failed.`)
  process.exitCode = failed === 0 ? 0 : 1
}

// A program that ends before it is done has shown nothing.
process.exitCode = 1
void start()
