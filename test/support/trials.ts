/** Runs many trials side by side, as a program. */
import { createFolder } from '../../src/deliver/__tests__/__helpers__/command'

/** How each process ended, and what was wrong. */
export type Outcome = { ends: string[]; problems: string[] }

/** Trials wait more than they compute. */
const atOnce = 6

/** Prints the trials that found a problem, and the ends of all processes; the exit code is 1 if one did. */
export async function runTrials<Setting extends object>(
  settings: Setting[],
  run: (setting: Setting, folder: ReturnType<typeof createFolder>) => Promise<Outcome>
): Promise<void> {
  // A program that ends before it is done has shown nothing.
  process.exitCode = 1
  const startedAt = performance.now()
  const folder = createFolder()
  const waiting = settings.slice()
  const counts: Record<string, number> = {}
  let failed = 0
  const runNext = async () => {
    for (let setting = waiting.shift(); setting; setting = waiting.shift()) {
      const { ends, problems } = await run(setting, folder)
      ends.forEach((end) => (counts[end] = (counts[end] ?? 0) + 1))
      if (problems.length > 0) {
        failed++
        console.log(JSON.stringify({ ...setting, ends, problems: problems.slice(0, 5), of: problems.length }))
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, runNext))
  } finally {
    folder.remove()
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(`${settings.length} trials in ${seconds} s, ${failed} failed, processes by their end:`, counts)
  process.exitCode = failed === 0 ? 0 : 1
}
