/** The handlers of the Destination Function, by the names that Segment calls. */
import { deliverEvents } from './deliver'
import { settle, toBatchResult } from './fate'
import type { BatchResult, FunctionEvent, FunctionSettings } from './segment'

async function deliverOne(event: FunctionEvent, settings: FunctionSettings): Promise<void> {
  const [fate] = await deliverEvents([event], settings)
  settle(fate)
}

/** Creates or updates a profile. */
export const onIdentify = deliverOne

/** Deletes a profile for the event Delete User; sends any other if the customer wants events. */
export const onTrack = deliverOne

/** Segment's deletion requests. */
export const onDelete = deliverOne

/** @returns one result per event, in order */
export async function onBatch(events: FunctionEvent[], settings: FunctionSettings): Promise<BatchResult[]> {
  return (await deliverEvents(events, settings)).map(toBatchResult)
}
