/** Delivers the events of a case as Segment would, try after try, and notes what each of them changed. */
import type { Emulator, Faults, StoredEvent } from '../../emulator'
import { planBatches } from '../../segment/batches'
import type { Result, Send } from '../../segment/destination'
import type { SegmentEvent } from '../../segment/event'
import type { Subscriber } from '../../segment/subscribers'
import { limits } from '../protocol'
import type { Answer, Exchange, Fault, RecordedEvent, Try } from '../protocol'
import type { BuiltRecord } from './builders'
import { findCode, listIdentities, toExchange } from './exchange'
import { splitStep } from './profile-change'
import type { Step } from './profile-change'

/** One event on its way to one subscriber. An identity of '' is that of no person. `own`: its record, if it has one. */
export type Task = { event: SegmentEvent; subscriber: Subscriber; identity: string; own?: BuiltRecord }

/** What became of a task. The step is that of the profile which its record is about, and the events that came with it. */
export type Sent = Step & {
  result: Result
  tries: Try[]
  exchanges: Exchange[]
  isSimulated: boolean
  /** CleverTap's, in its last answer. */
  code?: number
  recorded: RecordedEvent[]
}

/**
 * @param tasks in the order of the events
 * @param onSent is told of each task when its batch is done
 */
export async function deliverAll<T extends Task>(
  tasks: T[],
  { emulator, send, answer }: { emulator: Emulator; send: Send; answer?: Answer },
  onSent: (task: T, sent: Sent) => void
): Promise<void> {
  const plan = toPlan(
    answer,
    tasks.map(({ identity }) => identity)
  )
  for (const batch of planBatches(tasks)) {
    const people = Array.from(new Set(batch.map(({ identity }) => identity)))
    const before = new Map(people.map((identity) => [identity, emulator.profile(identity)?.profileData]))
    const eventsBefore = emulator.events().length
    const outcomes = await deliverBatch(batch)
    const events = emulator.events().slice(eventsBefore).map(toRecordedEvent)
    for (const identity of people) {
      const after = emulator.profile(identity)?.profileData
      const ofPerson = batch.flatMap((task, index) =>
        task.identity === identity ? [{ task, ...outcomes[index] }] : []
      )
      const whole = { identity, before: before.get(identity), after }
      const steps = splitStep(
        whole,
        ofPerson.map(({ task, result }) => (isTaken(result, whole) ? task.own?.data : undefined))
      )
      const recorded = shareOut(
        ofPerson.map(({ task }) => task.own?.recorded),
        events.filter((event) => event.identity === identity)
      )
      ofPerson.forEach(({ task, ...outcome }, index) => {
        const { exchanges } = outcome
        const isSimulated = answer !== undefined && exchanges.length > 0
        const code = lastCodeOf(exchanges, identity)
        onSent(task, { ...outcome, ...steps[index], code, isSimulated, recorded: recorded[index] })
      })
    }
  }

  /** Segment repeats only what may work later; here it repeats as often as the fault is simulated, and once more. */
  async function deliverBatch(batch: T[]): Promise<Pick<Sent, 'result' | 'tries' | 'exchanges'>[]> {
    const tries = batch.map((): Try[] => [])
    const exchanges = batch.map((): Exchange[] => [])
    const results: Result[] = []
    let waiting = batch.map((_task, index) => index)
    for (let attempt = 1; waiting.length > 0; attempt++) {
      emulator.setFaults(attempt <= plan.times ? plan.faults : {})
      const seen = emulator.journal.length
      const sent = await send(
        batch[0].subscriber,
        waiting.map((index) => batch[index].event)
      )
      const taken = emulator.journal.slice(seen).map((recorded) => ({
        exchange: toExchange(recorded, attempt),
        identities: listIdentities(recorded)
      }))
      waiting.forEach((index, position) => {
        const own = taken.filter(({ identities: found }) => found.has(batch[index].identity))
        results[index] = sent.results[position]
        exchanges[index].push(...own.map(({ exchange }) => exchange))
        const status = own[own.length - 1]?.exchange.status
        if (own.length > 0) {
          tries[index].push({ ...(status !== undefined && { status }), fate: results[index].fate })
        }
      })
      waiting = attempt < plan.tries ? waiting.filter((index) => results[index].fate === 'transient') : []
    }
    return results.map((result, index) => ({ result, tries: tries[index], exchanges: exchanges[index] }))
  }
}

/** CleverTap may have taken a record although its answer was lost or said nothing. */
const isTaken = ({ fate }: Result, { before, after }: Step) =>
  fate === 'delivered' || (fate === 'transient' && before !== after)

/**
 * @param own what each event of a person should have left
 * @param found what they left together, in order: the same one twice where it was sent twice
 */
function shareOut(own: (RecordedEvent | undefined)[], found: RecordedEvent[]): RecordedEvent[][] {
  const texts = own.map((event) => event && JSON.stringify(event))
  return texts.map((text, index) => {
    const alike = texts.filter((other) => other === text).length
    const rank = texts.slice(0, index).filter((other) => other === text).length
    return found
      .filter((event) => JSON.stringify(event) === text)
      .filter((_event, position) => position % alike === rank)
  })
}

const lastCodeOf = (exchanges: Exchange[], identity: string) =>
  exchanges.length > 0 ? findCode(exchanges[exchanges.length - 1], identity) : undefined

const toRecordedEvent = ({ identity = '', evtName: name, evtData: data, ts }: StoredEvent): RecordedEvent => ({
  identity,
  name,
  ...(typeof ts === 'number' && { ts }),
  data
})

export const listRecorded = (emulator: Emulator): RecordedEvent[] => emulator.events().map(toRecordedEvent)

/** The first `times` of all `tries` meet the faults. */
type Plan = { faults: Faults; times: number; tries: number }

/** Uses CleverTap's own words where they are recorded or documented, else none. */
function toStatus(status: number, error?: string): Faults {
  const body = error === undefined ? '' : JSON.stringify({ status: 'fail', error, code: status })
  const fault = { kind: 'status' as const, status, body, contentType: 'application/json' }
  // While none is taken, a batch makes at most one request for each event.
  return { next: Array.from({ length: limits.events }, () => fault) }
}

const faultsOf: { [Name in Fault]: Faults } = {
  '401': toStatus(401, 'Account ID is not valid'),
  '429': toStatus(429, 'Too many concurrent requests'),
  '503': toStatus(503),
  cutAfter: { cutAfter: 1 },
  html: { garbage: 1 }
}

function toPlan(answer: Answer | undefined, identities: string[]): Plan {
  if (answer === undefined) {
    return { faults: {}, times: 0, tries: 1 }
  }
  if (typeof answer === 'string') {
    return { faults: faultsOf[answer], times: 1, tries: 1 }
  }
  return 'refuse' in answer
    ? { faults: { refusals: identities.map((identity) => ({ identity, code: answer.refuse })) }, times: 1, tries: 1 }
    : { faults: faultsOf[answer.fault], times: answer.times, tries: answer.times + 1 }
}
