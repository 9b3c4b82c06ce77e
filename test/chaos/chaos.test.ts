/** The small version of the trials: thousands of events over real sockets. `npm run trial:chaos` is the big one. */
import { runCommand, useFolder, useNoWaits } from '../../src/deliver/__tests__/__helpers__/command'
import { deliverKilled, deliverThroughFaults, everyFault } from './trials'

const folder = useFolder()
useNoWaits()

it('brings every profile to what its events say while a fifth of the requests fail in every way', async () => {
  const { expected, actual, disorders, counters, report } = await deliverThroughFaults(
    { seed: 1, events: 2500, files: 1, people: 500, uploads: 60, deletes: 10, faults: everyFault(1) },
    folder,
    (args, environment) => runCommand(args, { environment })
  )
  expect(actual).toEqual(expected)
  expect(disorders).toBe(0)
  expect(counters.peakConcurrency.upload).toBeLessThanOrEqual(4)
  expect(counters.peakConcurrency.delete).toBeLessThanOrEqual(3)
  expect(report).toMatchObject({ read: 2500, malformed: 0, invalid: 0, rejected: 0, unauthorized: 0, transient: 0 })
  expect(report.delivered + report.notSubscribed).toBe(2500)
  expect(report.retries).toBeGreaterThan(10)
})

it('respects a throttle that allows less than it asks for', async () => {
  const { expected, actual, counters } = await deliverThroughFaults(
    {
      seed: 2,
      events: 600,
      files: 3,
      people: 400,
      uploads: 40,
      deletes: 5,
      faults: { latencyMs: 5, throttle: { uploads: 2, deletes: 1 } }
    },
    folder,
    (args, environment) => runCommand(args, { environment })
  )
  expect(actual).toEqual(expected)
  expect(counters.throttled).toBeGreaterThan(0)
})

it('comes to the same profiles when it is killed on the way, and repeats nothing before its checkpoint', async () => {
  const { expected, actual, begunAfter, settledThrough, repeated, lastExitCode } = await deliverKilled(
    { seed: 3, events: 2000, files: 2, people: 400, uploads: 50, deletes: 10, faults: {} },
    folder,
    2,
    15
  )
  expect(actual).toEqual(expected)
  expect([repeated, lastExitCode, settledThrough]).toEqual([0, 0, 2000])
  expect(begunAfter).toHaveLength(3)
  expect(begunAfter[0]).toBe(0)
  expect(begunAfter[1]).toBeGreaterThan(0)
  expect(begunAfter[2]).toBeGreaterThan(begunAfter[1])
})
