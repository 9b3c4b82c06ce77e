/** One measurement in a process of its own, which holds nothing else: gets the name of a job, answers with its figures. */
import { listJobs } from './jobs'

async function work([name, url, against]: string[]): Promise<void> {
  const figures = await listJobs(url, against).get(name)?.()
  process.send?.(figures, () => process.exit())
}

void work(process.argv.slice(2))
