/** Writes a file of events, and delivers it with the built `deliver` in a process of its own, which tells what it used. */
import { spawn } from 'child_process'
import { once } from 'events'
import { createWriteStream } from 'fs'
import { join } from 'path'
import { pipeline } from 'stream/promises'

export const program = join(__dirname, '..', 'dist', 'deliver', 'cli.js')

export type Usage = { seconds: number; cpuSeconds: number; peakMegabytes: number }

/** One event per line. */
export async function writeEvents(path: string, events: Iterable<object>): Promise<void> {
  function* toLines() {
    for (const event of events) {
      yield `${JSON.stringify(event)}\n`
    }
  }
  await pipeline(toLines, createWriteStream(path))
}

/** The process tells its own use as it exits: its CPU time, of all threads, in microseconds, and its peak in kilobytes. */
const tell = `process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  process.stderr.write('used ' + (userCPUTime + systemCPUTime) + ' ' + maxRSS + '\\n')
})`

/**
 * @param path the file of events
 * @param environment the credentials and the endpoint, as the command reads them
 * @throws Error with the command's own words if an event was not delivered
 */
export async function deliverFile(path: string, environment: Record<string, string>): Promise<Usage> {
  const hook = `data:text/javascript,${encodeURIComponent(tell)}`
  const startedAt = Date.now()
  const child = spawn(process.execPath, ['--import', hook, program, 'deliver', path], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let printed = ''
  child.stderr.on('data', (chunk) => (printed += chunk))
  const [exitCode] = await once(child, 'close')
  const [, cpuMicroseconds, peakKilobytes] = /used (\d+) (\d+)/.exec(printed) ?? []
  if (exitCode !== 0 || peakKilobytes === undefined) {
    throw new Error(`deliver ended with exit code ${exitCode}: ${printed}`)
  }
  return {
    seconds: (Date.now() - startedAt) / 1000,
    cpuSeconds: Number(cpuMicroseconds) / 1e6,
    peakMegabytes: Math.round(Number(peakKilobytes) / 1024)
  }
}
