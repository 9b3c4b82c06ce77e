/**
 * `npm run trial:memory [-- <events>,<events>]`: prints the peak memory of `deliver` for 100,000 and for 1,000,000
 * events, and its throughput next to that of a loop that only reads, parses and re-serialises the same file. The emulator
 * runs in a process of its own.
 */
import { spawn } from 'child_process'
import { once } from 'events'
import { createReadStream, mkdtempSync, rmSync } from 'fs'
import { tmpdir } from 'os'
import { join } from 'path'
import { createInterface } from 'readline'
import { deliverFile, program, writeEvents } from './deliver-file'

const sizes = (process.argv[2] ?? '100000,1000000').split(',').map(Number)

/** The most that a run of ten times the events may need. */
const maxRatio = 1.3

/** Realistic identifies; every person has a few, far apart. */
function* makeEvents(count: number) {
  for (let index = 0; index < count; index++) {
    const userId = `user-${(index * 7919) % Math.ceil(count / 5)}`
    yield {
      type: 'identify',
      messageId: `message-${index}`,
      timestamp: '2024-03-04T05:06:07.000Z',
      userId,
      context: { library: { name: 'analytics-node', version: '2.1.0' }, ip: '203.0.113.7' },
      traits: {
        name: `Person ${index}`,
        email: `${userId}@example.com`,
        plan: 'gold',
        createdAt: '2021-06-01T08:00:00Z'
      }
    }
  }
}

async function timeLoop(path: string): Promise<number> {
  const startedAt = Date.now()
  let bytes = 0
  for await (const line of createInterface({ input: createReadStream(path) })) {
    bytes += JSON.stringify(JSON.parse(line)).length
  }
  return bytes > 0 ? (Date.now() - startedAt) / 1000 : NaN
}

async function startEmulator() {
  const child = spawn(process.execPath, ['--max-old-space-size=8192', program, 'emulate'], { stdio: 'pipe' })
  let printed = ''
  child.stdout.on('data', (chunk) => (printed += chunk))
  while (!printed.includes('PASSCODE=')) {
    await once(child.stdout, 'data')
  }
  const environment = Object.fromEntries(
    printed
      .trim()
      .split('\n')
      .map((line) => line.split('='))
  )
  return { environment, stop: () => child.kill('SIGINT') }
}

async function start(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'actions-clevertap-memory-'))
  const peaks: number[] = []
  try {
    for (const count of sizes) {
      const path = join(folder, `${count}.ndjson`)
      await writeEvents(path, makeEvents(count))
      const { environment, stop } = await startEmulator()
      const { peakMegabytes, seconds } = await deliverFile(path, environment)
      stop()
      const loop = await timeLoop(path)
      peaks.push(peakMegabytes)
      console.log(
        `${count} events: peak ${peakMegabytes} MB, ${seconds.toFixed(1)} s, ${Math.round(
          count / seconds
        )} events/s, ` +
          `throughput ${(loop / seconds).toFixed(3)} of reading, parsing and re-serialising (${loop.toFixed(1)} s)`
      )
      rmSync(path)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const ratio = peaks[peaks.length - 1] / peaks[0]
  console.log(`peak memory, largest to smallest: ${ratio.toFixed(2)} (at most ${maxRatio})`)
  process.exitCode = ratio <= maxRatio ? 0 : 1
}

void start()
