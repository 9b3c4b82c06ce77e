/** The law of a run: whatever CleverTap answers and however long it takes, order is kept, nothing is lost, all ends. */
import type { SegmentEvent } from '../../../segment/event'
import * as fc from 'fast-check'
import { deleteUser, identify } from '../../__tests__/__helpers__/command'
import { splitLines } from '../../files/input'
import { presetSubscriptions } from '../../../segment/subscriptions'
import { createSettledTest, settledThrough } from '../../settled'
import type { SettledLine } from '../../settled'
import type { Fate, Sent } from '../../../segment/destination'
import { toSubscribers } from '../../../segment/subscribers'
import type { Subscriber } from '../../../segment/subscribers'
import { Run } from '../run'

type Kind = 'identify' | 'deleteUser' | 'track' | 'delete' | 'page' | 'blank' | 'malformed'
type Written = { kind: Kind; person: string }
type Setup = {
  concurrency: number
  maxEvents: number
  linesAtOnce: number
  keepsUndelivered: boolean
  subscriptions: ReturnType<typeof presetSubscriptions>
}

/** One request under way: the lines in it, and the way to answer it. */
type Request = { subscriber: Subscriber; lines: number[]; answer: (fates: Fate[], retryAfterMs: number) => void }

jest.setTimeout(30_000)

const giveUpAfterMs = 10_000

const toEvent = ({ kind, person }: Written, line: number): object => ({
  ...(kind === 'identify' ? identify(person) : kind === 'deleteUser' ? deleteUser(person) : {}),
  ...(['track', 'delete', 'page'].includes(kind) ? { type: kind, userId: person, event: 'Viewed' } : {}),
  messageId: String(line)
})

const toText = (written: Written, line: number): string =>
  written.kind === 'blank' ? '' : written.kind === 'malformed' ? 'nonsense' : JSON.stringify(toEvent(written, line))

/** A run whose lines come, and whose requests end, when the test says so. Throws at the first request out of order. */
function startSimulation(
  written: Written[],
  { concurrency, maxEvents, linesAtOnce, keepsUndelivered, subscriptions }: Setup
) {
  const subscribers = toSubscribers(subscriptions).map((subscriber, index) => ({
    ...subscriber,
    action: `${subscriber.action} ${index}`,
    maxEvents: Math.min(subscriber.maxEvents, maxEvents)
  }))
  const actionsOf = (line: number) =>
    ['blank', 'malformed'].includes(written[line - 1].kind)
      ? []
      : subscribers
          .filter(({ matches }) => matches(toEvent(written[line - 1], line) as SegmentEvent))
          .map(({ action }) => action)
  const linesOf = (person: string) => written.flatMap((one, index) => (one.person === person ? [index + 1] : []))

  const requests: Request[] = []
  /** The last fate of each line in each action. */
  const fates = new Map<string, Fate>()
  const isDone = (line: number, action: string) =>
    ![undefined, 'transient'].includes(fates.get(`${line} ${action}`) as Fate | undefined)
  /**
   * What is of one person for one action may share a request, in order. Events do not wait for each other, and wait for
   * whatever changes the profile, as that does for them.
   */
  const checkOrder = (subscriber: Subscriber, lines: number[]) => {
    const waitsFor = subscribers
      .filter(({ keepsOrder }) => subscriber.keepsOrder || keepsOrder)
      .map(({ action }) => action)
    const peopleUnderway = requests
      .filter(({ subscriber: other }) => waitsFor.includes(other.action))
      .flatMap(({ lines: others }) => others.map((line) => written[line - 1].person))
    const people = lines.map((line) => written[line - 1].person)
    expect(people.filter((person) => peopleUnderway.includes(person))).toEqual([])
    lines.forEach((line, index) => {
      const earlier = linesOf(written[line - 1].person).filter((other) => other < line)
      const overtaken = earlier.filter(
        (other) =>
          !actionsOf(other).every(
            (action) =>
              isDone(other, action) ||
              !waitsFor.includes(action) ||
              (action === subscriber.action && lines.slice(0, index).includes(other))
          )
      )
      expect({ line, overtaken, isDone: isDone(line, subscriber.action) }).toEqual({
        line,
        overtaken: [],
        isDone: false
      })
    })
  }
  /** As the destination answers: of one person, nothing is taken after what may work later. */
  const inOrder = (subscriber: Subscriber, lines: number[], answers: Fate[]) => {
    const later = new Set<string>()
    return answers.map((fate, index) => {
      const { person } = written[lines[index] - 1]
      if (fate === 'transient' && subscriber.keepsOrder) {
        later.add(person)
      }
      return later.has(person) ? 'transient' : fate
    })
  }

  const settled: SettledLine[] = []
  const run = new Run({
    subscribers,
    pace: { concurrency, giveUpAfterMs, firstRetryMs: 500 },
    start: settledThrough(0),
    keepsUndelivered,
    send: (subscriber, events) =>
      new Promise<Sent>((resolve) => {
        const lines = events.map(({ messageId }) => Number(messageId))
        checkOrder(subscriber, lines)
        const answer = (chosen: Fate[], retryAfterMs: number) => {
          const answers = inOrder(subscriber, lines, chosen)
          lines.forEach((line, index) => fates.set(`${line} ${subscriber.action}`, answers[index]))
          const results = answers.map((fate) => ({ fate, reason: fate, warnings: [] }))
          resolve({ results, records: [], requests: 1, bytes: 0, retryAfterMs })
        }
        requests.push({ subscriber, lines, answer })
      }),
    onSettled: (line) => void settled.push(line),
    onProgress: () => undefined
  })

  let readOn = () => undefined as void
  async function* chunks() {
    const lines = written.map((one, index) => `${toText(one, index + 1)}\n`)
    while (lines.length > 0) {
      await new Promise<void>((resolve) => (readOn = resolve))
      yield Buffer.from(lines.splice(0, linesAtOnce).join(''))
    }
  }
  const simulation = { isEnded: false, readOn: () => readOn(), requests, settled, fates, actionsOf, run }
  return {
    simulation,
    done: run.deliver(splitLines(chunks()), () => undefined).finally(() => (simulation.isEnded = true))
  }
}

const written = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant<Kind>('identify') },
      {
        weight: 7,
        arbitrary: fc.constantFrom<Kind>(
          'deleteUser',
          'deleteUser',
          'track',
          'track',
          'delete',
          'page',
          'blank',
          'malformed'
        )
      }
    ),
    person: fc.constantFrom('a', 'a', 'b', 'c')
  }),
  { minLength: 1, maxLength: 40 }
)

const [upload, deletion] = presetSubscriptions()
const events = { ...upload, partnerAction: 'eventUpload', subscribe: 'event = "Viewed"' }
const setup: fc.Arbitrary<Setup> = fc.record({
  concurrency: fc.integer({ min: 1, max: 3 }),
  maxEvents: fc.integer({ min: 1, max: 4 }),
  linesAtOnce: fc.constantFrom(1, 10, 40),
  keepsUndelivered: fc.boolean(),
  subscriptions: fc.constantFrom([upload, deletion], [upload, deletion, upload], [events, upload, deletion])
})

const fate = fc.oneof(
  { weight: 40, arbitrary: fc.constant<Fate>('delivered') },
  { weight: 30, arbitrary: fc.constant<Fate>('transient') },
  { weight: 20, arbitrary: fc.constantFrom<Fate>('rejected', 'invalid') },
  { weight: 1, arbitrary: fc.constant<Fate>('unauthorized') }
)
/** None, as a rule; a short one; one longer than events are retried. */
const retryAfterMs = fc.oneof(
  { weight: 40, arbitrary: fc.constant(0) },
  { weight: 10, arbitrary: fc.constant(3000) },
  { weight: 1, arbitrary: fc.constant(20_000) }
)

const turn = () => new Promise((resolve) => setImmediate(resolve))

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }))
afterEach(() => jest.useRealTimers())

/** Every line has one end, and no other run could begin after one that was not delivered, refused or kept. */
function checkTracker(
  lines: Written[],
  { keepsUndelivered }: Setup,
  { settled, actionsOf, fates, run }: ReturnType<typeof startSimulation>['simulation']
): void {
  const numbers = settled.map(({ line }) => line)
  const fateOf = new Map(settled.map(({ line, fate: reported }) => [line, reported]))
  expect(fateOf.size).toBe(numbers.length)
  for (const [line, reported] of fateOf) {
    const known = actionsOf(line).map((action) => fates.get(`${line} ${action}`) ?? 'transient')
    expect(known.length === 0 ? ['malformed', 'notSubscribed'] : known).toContain(reported)
    expect(known).not.toContain('unauthorized')
    expect(keepsUndelivered ? [] : known).not.toContain('transient')
  }
  const settlement = run.tracker.settlement()
  const isSettled = createSettledTest(settlement)
  const open: number[] = []
  lines.forEach(({ kind }, index) => {
    const line = index + 1
    if (kind !== 'blank' && isSettled(line) !== fateOf.has(line)) {
      throw new Error(`line ${line} is settled: ${fateOf.has(line)}`)
    }
    if (kind !== 'blank' && !fateOf.has(line)) {
      open.push(line)
    }
  })
  expect(run.stopped !== undefined || open.length === 0).toBe(true)
  expect(settlement.total.read).toBe(fateOf.size)
  expect(run.tracker.counts.read).toBe(fateOf.size + run.tracker.left)
  const { malformed, notSubscribed, duplicates, delivered, invalid, rejected, transient } = run.tracker.counts
  const sum = malformed + notSubscribed + duplicates + delivered + invalid + rejected + transient
  expect(sum).toBe(fateOf.size)
}

it('keeps the order of each person, loses nothing and ends, whatever the answers and delays', async () => {
  const law = fc.asyncProperty(written, setup, fc.gen(), async (lines, options, choose) => {
    const { simulation, done } = startSimulation(lines, options)
    for (let step = 0; !simulation.isEnded; step++) {
      await turn()
      const uploads = simulation.requests.filter(({ subscriber }) => subscriber.kind === 'upload').length
      expect(uploads).toBeLessThanOrEqual(options.concurrency)
      expect(simulation.requests.length - uploads).toBeLessThanOrEqual(3)
      // From some point on CleverTap takes everything, and the run has to end.
      const isCalm = step > 150
      expect(step).toBeLessThan(1000)
      const what = isCalm ? step % 3 : choose(fc.constantFrom, 0, 0, 0, 1, 2)
      if (what === 0) {
        simulation.readOn()
      } else if (what === 1 && simulation.requests.length > 0) {
        const [{ lines: sent, answer }] = simulation.requests.splice(
          choose(fc.nat, { max: simulation.requests.length - 1 }),
          1
        )
        const fates = sent.map(() => (isCalm ? 'delivered' : choose(() => fate)))
        answer(fates, isCalm ? 0 : choose(() => retryAfterMs))
      } else {
        jest.advanceTimersByTime(choose(fc.constantFrom, 1, 100, 700, 5000))
      }
    }
    await done

    checkTracker(lines, options, simulation)
  })
  // To shrink a counterexample would take minutes of simulated time.
  await fc.assert(law, { numRuns: 150, endOnFailure: true })
})
