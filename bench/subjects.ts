/** Who takes part: each gets the same events and is asked for the same thing, to deliver them. */
import { createRequestClient, defaultValues, Destination } from '@segment/actions-core'
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { createRequire } from 'module'
import { join } from 'path'
import type { Settings } from '../src/destinations/clevertap/generated-types'
import { withEndpoint } from '../src/segment/with-endpoint'
import { oldMapping } from './events'
import type { Action } from './events'

type Definition = DestinationDefinition<Settings>
type Deliver = (events: SegmentEvent[]) => Promise<unknown>

/** An action, with the mapping that customers saved long ago or the one that a new customer begins with. */
export type Subject = { action: Action; mapping: 'old' | 'default' }

/** Loaded only where it takes part: it is large. */
const requireIncumbent = createRequire(join(__dirname, 'incumbent', 'package.json'))

/** The built destination of a checkout of this project. */
const readBuilt = (folder: string): Definition =>
  (createRequire(join(folder, 'dist', 'index.js'))('./destinations/clevertap') as { default: Definition }).default

const destination = readBuilt(join(__dirname, '..'))

const mappingOf = ({ action, mapping }: Subject, { actions }: Definition): JSONObject =>
  mapping === 'old' ? oldMapping : (defaultValues(actions[action].fields) as JSONObject)

const settingsFor = (url: string): Settings => ({
  clevertapAccountId: 'ACCOUNT',
  clevertapPasscode: 'PASSCODE',
  clevertapEndpoint: url
})

/** The framework never forgets responses, so they are cleared. */
function createBatches(definition: Definition, settings: JSONObject): Deliver {
  const subject = new Destination(definition)
  return async (events) => {
    await subject.onBatch(events, settings)
    subject.responses.length = 0
  }
}

/** One by one, sixteen at a time. */
function createSingles(subject: Destination<Settings>, settings: JSONObject): Deliver {
  return (events) => {
    const queue = events.values()
    const work = async () => {
      for (const event of queue) {
        await subject.onEvent(event, settings)
        subject.responses.length = 0
      }
    }
    return Promise.all(Array.from({ length: 16 }, work))
  }
}

/** The bodies that this destination sends, made beforehand, through the framework's request client. */
async function createPosts(definition: Definition, settings: JSONObject, events: SegmentEvent[]): Promise<Deliver> {
  const source = new Destination(definition)
  await source.onBatch(events, settings)
  const sent = source.responses.map(({ request, options: { json, body } }) => ({ url: request.url, json, body }))
  const request = createRequestClient({ skipResponseCloning: true, headers: { 'X-CleverTap-Account-Id': 'ACCOUNT' } })
  return async () => {
    for (const { url, json, body } of sent) {
      await request(url, { method: 'post', json, body })
    }
  }
}

/** `against`: another checkout of this project, by its folder. */
export type Participant = 'this' | 'no-op' | 'bare POST' | 'incumbent' | { against: string }

/**
 * @param url the stand-in for CleverTap
 * @param events what the bare POST has its bodies of
 */
export async function createParticipant(
  participant: Participant,
  subject: Subject,
  url: string,
  events: SegmentEvent[]
): Promise<Deliver> {
  const { action } = subject
  const definition = typeof participant === 'string' ? destination : readBuilt(participant.against)
  const { defaultSubscription = '', ...declared } = definition.actions[action]
  const subscription = {
    partnerAction: action,
    subscribe: defaultSubscription,
    mapping: mappingOf(subject, definition)
  }
  const settings = { ...settingsFor(url), subscription } as JSONObject
  const built = withEndpoint(url, definition)
  if (typeof participant !== 'string') {
    return createBatches(built, settings)
  }
  switch (participant) {
    case 'this':
      return createBatches(built, settings)
    case 'no-op': {
      const idle = { ...declared, perform: () => undefined, performBatch: () => undefined }
      return createBatches({ ...built, name: 'No-op', actions: { [action]: idle } }, settings)
    }
    case 'bare POST':
      return createPosts(built, settings, events)
    case 'incumbent': {
      const path = '@segment/action-destinations/dist/destinations/clevertap'
      const incumbent = (requireIncumbent(path) as { default: Definition }).default
      // With the copy of the framework that it has beside it.
      const core = requireIncumbent('@segment/actions-core') as { Destination: typeof Destination }
      return createSingles(new core.Destination(withEndpoint(url, incumbent)), settings)
    }
  }
}
