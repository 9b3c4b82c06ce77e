/** The engine: one case through the shipped destination to the emulator, and what became of it. */
import { randomBytes } from 'crypto'
import { performance } from 'perf_hooks'
import type { Settings } from '../../destinations/clevertap/generated-types'
import { startEmulator } from '../../emulator'
import type { Emulator } from '../../emulator'
import { createSend } from '../../segment/destination'
import { withEndpoint } from '../../segment/with-endpoint'
import { planBatches } from '../../segment/batches'
import { toProfileChanges } from './profile-change'
import type { Case, Exchange, Explanation, JsonObject, RecordedEvent } from '../protocol'
import { toShownExchange } from './exchange'
import { parseRecords } from './records'
import { listAttempts, toDelivery, toEventResult, toMappings, toSegmentEvent } from './results'
import type { Attempt } from './results'
import { CaseProblem, setAnswer } from './stage'

/** Each delivery is told with the whole of its requests, which hold the events of the others too. */
const maxExchangeCharacters = 64 * 1024 * 1024

export type Engine = {
  /**
   * Runs one case on an emulator as new; the caller waits for it before the next.
   * @throws CaseProblem if there would be too much to tell
   */
  explain: (input: Case) => Promise<Explanation>
  /** The emulator's passcode, to be masked wherever it might be shown. */
  secret: string
  close: () => Promise<void>
}

export async function startEngine(): Promise<Engine> {
  // Random, so that masking it touches nothing else.
  const secret = randomBytes(24).toString('base64url')
  const emulator = await startEmulator({ passcode: secret, journalCharacters: Infinity })
  return { explain: (input) => explain(input, emulator), secret, close: emulator.close }
}

async function explain(input: Case, emulator: Emulator): Promise<Explanation> {
  const startedAt = performance.now()
  emulator.reset()
  emulator.seed(input.before ?? {})
  const before = profilesOf(emulator)
  const mappings = toMappings(input.subscriptions)
  const events = Array.isArray(input.event) ? input.event : [input.event]
  const attempts = events.map((event) => listAttempts(event, mappings))
  const exchanges = await deliverAll(attempts.flat(), input, emulator)
  checkLength(attempts.flat())
  return {
    events: events.map((event, index) => toEventResult(event, mappings, attempts[index])),
    profiles: toProfileChanges(before, profilesOf(emulator), identitiesIn(exchanges)),
    recorded: recordedIn(emulator),
    unusable: mappings.flatMap(({ index, problems }) =>
      Array.from(problems, ([field, problem]) => ({ subscription: index, field, problem }))
    ),
    tookMs: Math.round((performance.now() - startedAt) * 10) / 10
  }
}

function checkLength(attempts: Attempt[]): void {
  const told = attempts.flatMap(({ delivery }) => delivery?.exchanges ?? [])
  if (told.reduce((total, { body, reply = '' }) => total + body.length + reply.length, 0) > maxExchangeCharacters) {
    throw new CaseProblem('The answer would be larger than 64 MB. Ask about fewer events or mappings at once.')
  }
}

const profilesOf = (emulator: Emulator): Map<string, JsonObject> =>
  new Map(Array.from(emulator.profiles(), ([identity, { profileData }]) => [identity, profileData]))

const identitiesIn = (exchanges: Exchange[]) => exchanges.flatMap(parseRecords).map(({ identity }) => identity)

const recordedIn = (emulator: Emulator): RecordedEvent[] =>
  emulator.events().map(({ identity = '', evtName: name, evtData: data, ts }) => ({
    identity,
    name,
    ...(typeof ts === 'number' && { ts }),
    data
  }))

/** Sends every attempt that can be sent, and adds its delivery to it. @returns every exchange, in order */
async function deliverAll(attempts: Attempt[], input: Case, emulator: Emulator): Promise<Exchange[]> {
  const tasks = attempts.flatMap((attempt) => {
    const { lane, event } = attempt
    return lane ? [{ attempt, lane, identity: lane.identityOf(toSegmentEvent(event)) }] : []
  })
  setAnswer(
    emulator,
    input.answer,
    tasks.map(({ identity }) => identity)
  )
  const settings: Settings = {
    clevertapAccountId: emulator.accountId,
    clevertapPasscode: emulator.passcode,
    clevertapEndpoint: emulator.url
  }
  const send = createSend(withEndpoint(emulator.url), settings)
  const exchanges: Exchange[] = []
  for (const batch of planBatches(tasks)) {
    const events = batch.map(({ attempt }) => toSegmentEvent(attempt.event))
    const { results } = await send(batch[0].lane, events)
    const taken = emulator.journal.slice(exchanges.length).map(toShownExchange)
    exchanges.push(...taken)
    batch.forEach(({ attempt, identity }, index) => {
      attempt.delivery = toDelivery(attempt, identity, results[index], taken)
    })
  }
  return exchanges
}
