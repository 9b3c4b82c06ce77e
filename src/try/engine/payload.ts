/** What the framework hands an action for an event: mapped, checked and coerced as it does it. */
import { Destination, MultiStatusResponse } from '@segment/actions-core'
import type { JSONObject, SegmentEvent as FrameworkEvent } from '@segment/actions-core'
import destination from '../../destinations/clevertap'
import type { Settings } from '../../destinations/clevertap/generated-types'
import type { SegmentEvent } from '../../segment/event'
import type { JsonObject, Subscription } from '../protocol'

/** `isMember` is what the framework says of an audience; absent for an event of none. */
export type Input = { payload: JsonObject; isMember?: boolean }

/** One per event, in order: the action's input; undefined where the framework refuses the event. */
export type ReadInputs = (subscription: Subscription, events: SegmentEvent[]) => Promise<(Input | undefined)[]>

/** The framework checks that settings are there. */
const settings = {
  clevertapAccountId: 'none',
  clevertapPasscode: 'none',
  clevertapEndpoint: 'https://eu1.api.clevertap.com'
}

type Batch = { payload: JsonObject[]; audienceMembership?: (boolean | undefined)[] }

/** The shipped destination, but its actions only keep what they are given: nothing is sent. */
export function createReadInputs(): ReadInputs {
  let read: Input[] = []
  function performBatch(_request: unknown, { payload, audienceMembership = [] }: Batch) {
    const response = new MultiStatusResponse()
    payload.forEach((one, index) => {
      const isMember = audienceMembership[index]
      read.push({ payload: one, ...(typeof isMember === 'boolean' && { isMember }) })
      response.pushSuccessResponse({ status: 200, sent: {}, body: {} })
    })
    return response
  }
  const actions = Object.fromEntries(
    Object.entries(destination.actions).map(([key, action]) => [key, { ...action, performBatch }])
  )
  const readOnly = new Destination<Settings>({ ...destination, actions } as typeof destination)

  return async function readInputs(subscription, events) {
    read = []
    try {
      const options = { ...settings, subscription } as unknown as JSONObject
      const [{ multistatus = [] }] = await readOnly.onBatch(events as unknown as FrameworkEvent[], options)
      const inputs = read.values()
      return events.map((_event, index) => (multistatus[index]?.status === 200 ? inputs.next().value : undefined))
    } catch {
      // A mapping that throws for one event throws for all.
      const singles = events.length === 1 ? [] : events.map((event) => [event])
      const found: (Input | undefined)[] = []
      for (const single of singles) {
        found.push(...(await readInputs(subscription, single)))
      }
      return events.map((_event, index) => found[index])
    }
  }
}
