/** The engine: one case through the shipped destination to the emulator, and what became of it. */
import { randomBytes } from 'crypto'
import { performance } from 'perf_hooks'
import { startEmulator } from '../../emulator'
import type { Emulator } from '../../emulator'
import { createSend } from '../../segment/destination'
import { withEndpoint } from '../../segment/with-endpoint'
import type { Case, Explanation, JsonObject } from '../protocol'
import { builders } from './builders'
import { deliverAll, listRecorded } from './delivery'
import type { Sent } from './delivery'
import { createReadInputs } from './payload'
import type { ReadInputs } from './payload'
import { toProfileChanges } from './profile-change'
import { toAsked, toEventResult, toMappings } from './results'
import type { Attempt, Mapping } from './attempt'

/** Each delivery comes with its whole requests, which hold other events, too, so an answer may grow far beyond its case. */
const maxToldCharacters = 64 * 1024 * 1024

/** The case cannot be explained; the message says why. */
export class CaseProblem extends Error {}

export type Engine = {
  /**
   * Runs one case on an emulator as new; the caller waits for it before the next.
   * @throws CaseProblem if the explanation would be too large
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
  const readInputs = createReadInputs()
  return { explain: (input) => explain(input, emulator, readInputs), secret, close: emulator.close }
}

async function explain(input: Case, emulator: Emulator, readInputs: ReadInputs): Promise<Explanation> {
  const startedAt = performance.now()
  emulator.reset()
  emulator.seed(input.before ?? {})
  const before = profilesOf(emulator)
  const mappings = toMappings(input.subscriptions)
  const events = Array.isArray(input.event) ? input.event : [input.event]
  const asked = events.map((event) => toAsked(event, mappings))
  const attempts = asked.flatMap((one) => one.attempts)
  await addInputs(attempts, mappings, readInputs)
  await addSent(attempts, input, emulator)
  const concerned = attempts.flatMap(({ sent }) => (sent && sent.exchanges.length > 0 ? [sent.identity] : []))
  return {
    events: asked.map((one, index) => {
      const eventPath = Array.isArray(input.event) ? `/event/${index}` : '/event'
      return toEventResult(one, mappings, { eventPath, region: input.region }, input.subscriptions)
    }),
    profiles: toProfileChanges(before, profilesOf(emulator), concerned),
    recorded: listRecorded(emulator),
    unusable: mappings.flatMap(({ index, problems }) =>
      Array.from(problems, ([field, problem]) => ({ subscription: index, field, problem }))
    ),
    mappings: mappings.map(({ index }, position) => ({
      subscription: index,
      takes: asked.filter(({ explained }) => explained[position]?.matches).length
    })),
    tookMs: Math.round((performance.now() - startedAt) * 10) / 10
  }
}

const profilesOf = (emulator: Emulator): Map<string, JsonObject> =>
  new Map(Array.from(emulator.profiles(), ([identity, { profileData }]) => [identity, profileData]))

/** What each action is given and what it makes of it; the framework is asked once for each mapping. */
async function addInputs(attempts: Attempt[], mappings: Mapping[], readInputs: ReadInputs): Promise<void> {
  for (const mapping of mappings) {
    const own = attempts.filter((attempt) => attempt.mapping === mapping && attempt.subscriber)
    const { subscription } = mapping
    const inputs = await readInputs(
      subscription,
      own.map(({ event }) => event)
    )
    own.forEach((attempt, index) => {
      const input = inputs[index]
      attempt.input = input
      attempt.built = input && builders[subscription.partnerAction].build(input)
    })
  }
  for (const attempt of attempts.filter(({ mapping }) => !mapping)) {
    attempt.built = builders['userDelete'].build({ payload: { identity: attempt.event.userId ?? '' } })
  }
}

/** Delivers every attempt that can be made. */
async function addSent(attempts: Attempt[], { answer }: Case, emulator: Emulator): Promise<void> {
  const send = createSend(withEndpoint(emulator.url), {
    clevertapAccountId: emulator.accountId,
    clevertapPasscode: emulator.passcode,
    clevertapEndpoint: emulator.url
  })
  const tasks = attempts.flatMap((attempt) => {
    const { subscriber, event } = attempt
    const own = attempt.built && 'data' in attempt.built ? attempt.built : undefined
    return subscriber
      ? [{ attempt, event, subscriber, own, identity: own?.identity ?? subscriber.identityOf(event) }]
      : []
  })
  let told = 0
  await deliverAll(tasks, { emulator, send, answer }, ({ attempt }, sent) => {
    attempt.sent = sent
    told += lengthOf(sent)
    if (told > maxToldCharacters) {
      throw new CaseProblem('The answer would be larger than 64 MB. Ask about fewer events or mappings at once.')
    }
  })
}

/** Each attribute of a profile adds some forty characters to its name and value. */
const lengthOf = ({ exchanges, after }: Sent) =>
  exchanges.reduce((total, { body, reply = '' }) => total + body.length + reply.length, 0) +
  40 * Object.keys(after ?? {}).length
