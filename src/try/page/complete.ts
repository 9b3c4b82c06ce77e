/** Says the warnings of an event where the engine has no notices yet. Pure. */
import type { EventResult, Explanation, Notice } from '../protocol'

export const complete = (explanation: Explanation): Explanation => ({
  ...explanation,
  events: explanation.events.map(completeEvent)
})

const completeEvent = ({ warnings, ...event }: EventResult): EventResult => ({
  notices: warnings.map((text): Notice => ({ kind: 'warned', text, parts: [text], fixes: [] })),
  ...event,
  warnings
})
