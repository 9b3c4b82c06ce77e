/** The big trials, as a program: `npm run trial:chaos`. Prints figures and ends with exit code 1 if anything is wrong. */
import { isDeepStrictEqual } from 'util'
import { startProgram } from '../../src/deliver/__tests__/__helpers__/program'
import { createFolder } from '../../src/deliver/__tests__/__helpers__/command'
import { deliverKilled, deliverThroughFaults, everyFault } from './trials'

const seed = Number(process.argv[2] ?? 1)
const events = 120_000
const people = 20_000
/** More than may be open at once. */
const files = 1500

const folder = createFolder()
const problems: string[] = []

function check(isRight: boolean, problem: string): void {
  if (!isRight) {
    problems.push(problem)
  }
}

async function throughFaults(): Promise<void> {
  const startedAt = Date.now()
  const faults = { ...everyFault(seed), silence: 0.001, throttle: { uploads: 15, deletes: 3 } }
  const trial = { seed, events, files, people, uploads: 200, deletes: 100, faults }
  const { expected, actual, disorders, counters, report } = await deliverThroughFaults(
    trial,
    folder,
    async (args, env) => {
      const { exitCode } = await startProgram([...args, '--concurrency', '8'], env, 'ulimit -n 200').ended
      check(exitCode === 0, `exit code ${exitCode}`)
    }
  )
  const { delivered, notSubscribed } = report
  check(isDeepStrictEqual(actual, expected), 'the profiles differ from what the events say')
  check(disorders === 0, `${disorders} records arrived out of order`)
  check(report.read === events && delivered + notSubscribed === events, 'the counts do not add up')
  // The emulator may see the next request of a client before it sees that the client gave up a silent one.
  const { peakConcurrency } = counters
  const givenUp = Math.min(counters.faults.silence, 1)
  check(peakConcurrency.upload <= 8 + givenUp, `${peakConcurrency.upload} uploads at once`)
  check(peakConcurrency.delete <= 3 + givenUp, `${peakConcurrency.delete} deletes at once`)
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  console.log(`through faults: ${events} events of ${people} people in ${seconds} s`, { report, counters })
}

async function killed(): Promise<void> {
  const startedAt = Date.now()
  const trial = { seed: seed + 1, events, files, people, uploads: 200, deletes: 100, faults: everyFault(seed) }
  const { expected, actual, begunAfter, settledThrough, repeated, lastExitCode } = await deliverKilled(
    trial,
    folder,
    12,
    150
  )
  check(lastExitCode === 0, `exit code ${lastExitCode}`)
  check(isDeepStrictEqual(actual, expected), 'after kills, the profiles differ from what the events say')
  check(settledThrough === events, `the last checkpoint says line ${settledThrough}`)
  check(repeated === 0, `${repeated} processes sent events from before their checkpoint`)
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  console.log(`killed: ${events} events, ${begunAfter.length - 1} kills, in ${seconds} s`, { begunAfter, repeated })
}

async function start(): Promise<void> {
  try {
    await Promise.all([throughFaults(), killed()])
  } finally {
    folder.remove()
  }
  console.log(problems.length === 0 ? 'Everything is as it should be.' : problems.join('\n'))
  process.exitCode = problems.length === 0 ? 0 : 1
}

// A program that ends before it is done has shown nothing.
process.exitCode = 1
void start()
