/** Repeats, outages and long waits, in simulated time. */
import { fatesOf, startRun, turn } from '../../__tests__/__helpers__/run'
import type { Request } from '../../__tests__/__helpers__/run'
import { deleteUser, identify } from '../../__tests__/__helpers__/command'
import type { Fate } from '../../../segment/destination'
import { retryWaitMs } from '../sender'

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }))
afterEach(() => jest.useRealTimers())

const day = 86_400_000
const pace = { concurrency: 4, giveUpAfterMs: 60_000, firstRetryMs: 500 }

/** Lets time pass, and with it whatever is due, in steps that no repeat is shorter than. */
async function pass(ms: number, stepMs = 100): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    jest.advanceTimersByTime(stepMs)
    await turn()
  }
}

/** Answers what comes for as long as events are retried. @returns how many requests came */
async function answerAll(requests: Request[], fateOf: (person: string) => Fate): Promise<number> {
  let count = 0
  for (let passed = 0; passed <= pace.giveUpAfterMs; passed += 100) {
    await pass(100)
    for (const { people, answer } of requests.splice(0)) {
      count++
      answer(people.map(fateOf))
    }
  }
  return count
}

it.each([
  { tries: 1, atMostMs: 500 },
  { tries: 2, atMostMs: 1000 },
  { tries: 6, atMostMs: 16_000 },
  { tries: 7, atMostMs: 30_000 },
  { tries: 5000, atMostMs: 30_000 }
])('waits up to $atMostMs ms after $tries tries, at random', ({ tries, atMostMs }) => {
  const waits = Array.from({ length: 500 }, () => retryWaitMs(tries, 500))
  expect(Math.max(...waits)).toBeLessThanOrEqual(atMostMs)
  expect(Math.max(...waits)).toBeGreaterThan(atMostMs * 0.8)
  expect(Math.min(...waits)).toBeLessThan(atMostMs * 0.2)
})

it.each([{ keepsUndelivered: true }, { keepsUndelivered: false }])(
  'stops at an outage and settles none of its events: $keepsUndelivered',
  async ({ keepsUndelivered }) => {
    const events = [identify('a'), identify('b'), deleteUser('c'), identify('a')]
    const { run, requests, settled, done } = startRun(events, { pace, keepsUndelivered })
    const tries = await answerAll(requests, () => 'transient')
    await done
    expect(run.stopped).toEqual({ reason: 'outage' })
    expect(settled).toEqual([])
    expect(run.tracker.settlement()).toMatchObject({ settledThrough: 0, settled: [], total: { read: 0 } })
    expect(tries).toBeGreaterThan(8)
  }
)

describe('an event that CleverTap does not take while it takes others', () => {
  async function startPoisoned(keepsUndelivered: boolean) {
    const events = ['poison', 'a', 'poison', 'b', 'c'].map((id) => identify(id))
    const { run, requests, settled, done } = startRun(events, { pace, keepsUndelivered })
    await answerAll(requests, (id) => (id === 'poison' ? 'transient' : 'delivered'))
    await done
    return { run, settled }
  }

  it('is given up, and what came later for the same person with it, when there is a file that keeps it', async () => {
    const { run, settled } = await startPoisoned(true)
    expect(run.stopped).toBeUndefined()
    expect(fatesOf(settled)).toEqual([
      [2, 'delivered'],
      [4, 'delivered'],
      [5, 'delivered'],
      [1, 'transient'],
      [3, 'transient']
    ])
    expect(run.tracker.settlement()).toMatchObject({
      settledThrough: 5,
      settled: [],
      total: { delivered: 3, transient: 2 }
    })
  })

  it('ends the run when no file keeps it', async () => {
    const { run, settled } = await startPoisoned(false)
    expect(run.stopped).toEqual({ reason: 'givenUp' })
    expect(fatesOf(settled)).toEqual([
      [2, 'delivered'],
      [4, 'delivered'],
      [5, 'delivered']
    ])
    expect(run.tracker.settlement()).toMatchObject({
      settledThrough: 0,
      settled: [
        [2, 2],
        [4, 5]
      ],
      total: { read: 3, delivered: 3 }
    })
  })
})

it('takes no answer to an earlier request for evidence', async () => {
  const { run, next, requests, done } = startRun([identify('a'), identify('b')], {
    pace,
    maxEvents: 1,
    keepsUndelivered: true
  })
  const first = await next()
  const second = await next()
  jest.advanceTimersByTime(1)
  first.answer(['transient'])
  await turn()
  second.answer(['delivered'])
  await answerAll(requests, () => 'transient')
  await done
  expect(run.stopped).toEqual({ reason: 'outage' })
  expect(run.tracker.settlement()).toMatchObject({ settledThrough: 0, settled: [[2, 2]] })
})

it('waits as long as CleverTap asks, beyond what a timer can hold', async () => {
  const { run, next, requests, done } = startRun([identify('a')], { pace: { ...pace, giveUpAfterMs: 60 * day } })
  const first = await next()
  first.answer(['transient'], 30 * day)
  await turn()
  await pass(30 * day - 600_000, 60_000)
  expect(requests).toEqual([])
  await pass(1_200_000, 1000)
  expect(requests).toHaveLength(1)
  requests[0].answer(['delivered'])
  await done
  expect(run.stopped).toBeUndefined()
})
