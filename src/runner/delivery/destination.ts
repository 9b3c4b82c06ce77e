/** Hands events to the destination, as Segment's delivery would, and the credentials to its credential test. */
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import type { Settings } from '../../destinations/clevertap/generated-types'
import { openDestination } from './definition'
import type { Outcome } from './fate'
import type { Lane } from './lanes'
import { toDeletionOutcome, toFailedOutcome, toOutcome } from './results'
import { parseRetryAfter } from './retry-after'

/** One outcome per event, in order. */
export type Sent = { outcomes: Outcome[]; requests: number; retryAfterMs: number }

export type Send = (lane: Lane, events: SegmentEvent[]) => Promise<Sent>

/** `unknown`: CleverTap did not say. */
export type CredentialCheck = { verdict: 'accepted' | 'refused' | 'unknown'; message: string }

/** @returns a function that makes one request with the events of a lane, at most as many as the lane takes */
export function createSend(definition: DestinationDefinition<Settings>, settings: Settings): Send {
  return async function send(lane, events) {
    const { destination, traffic } = openDestination(definition)
    const finish = (outcomes: Outcome[]): Sent => ({
      outcomes,
      requests: traffic.requests,
      retryAfterMs: parseRetryAfter(traffic.retryAfter, Date.now())
    })
    const { subscription } = lane
    if (!subscription) {
      const [event] = events
      const outcome = destination.onDelete?.(event, { ...settings }).then(toDeletionOutcome, toFailedOutcome)
      return finish([outcome ? await outcome : toDeletionOutcome({ output: 'The destination deletes nothing' })])
    }
    try {
      // The framework coerces settings in place and writes into the mapping's values.
      const options = { ...settings, subscription } as unknown as JSONObject
      const [{ multistatus = [] }] = await destination.onBatch(events, options)
      return finish(events.map((_event, index) => toOutcome(multistatus[index])))
    } catch (error) {
      if (events.length === 1) {
        return finish([unmapped(error)])
      }
      // A mapping that fails for one event fails the whole batch, and does so before anything is sent.
      const singles: Sent[] = []
      for (const event of events) {
        singles.push(await send(lane, [event]))
      }
      return {
        outcomes: singles.flatMap(({ outcomes }) => outcomes),
        requests: singles.reduce((total, { requests }) => total + requests, 0),
        retryAfterMs: Math.max(...singles.map(({ retryAfterMs }) => retryAfterMs))
      }
    }
  }
}

/** The framework's words may quote the event, so they are not passed on, except what it says of credentials. */
function unmapped(error: unknown): Outcome {
  const { status, message } = error as { status?: number; message?: string }
  return status === 401
    ? { fate: 'unauthorized', reason: String(message), warnings: [] }
    : { fate: 'invalid', reason: 'The mapping cannot be applied to this event.', warnings: [] }
}

/** Asks CleverTap whether it takes the credentials, without touching a profile. Never throws. */
export async function checkCredentials(
  definition: DestinationDefinition<Settings>,
  settings: Settings
): Promise<CredentialCheck> {
  const { destination, traffic } = openDestination(definition)
  try {
    await destination.testAuthentication({ ...settings })
    return { verdict: 'accepted', message: '' }
  } catch (error) {
    const wasRefused = traffic.requests === 0 || traffic.lastStatus === 401 || traffic.lastStatus === 403
    const message = (error instanceof Error ? error.message : '').replace(/^Credentials are invalid:\s*\d*\s*/, '')
    return { verdict: wasRefused ? 'refused' : 'unknown', message }
  }
}
