/** What is tried for an event of a case: which mapping, what it was given, what was made of it. */
import type { ParsedEvent, SegmentEvent } from '../../segment/event'
import type { Subscriber } from '../../segment/subscribers'
import type { Explained, Trigger } from '../../segment/triggers'
import type { Subscription } from '../protocol'
import type { BuiltRecord } from './builders'
import type { Sent } from './delivery'
import type { Input } from './payload'

/** A subscription that is switched on. Without a `subscriber` it takes no event: its trigger or its mapping is unusable. */
export type Mapping = {
  index: number
  subscription: Subscription
  trigger: Trigger
  problems: Map<string, string>
  subscriber?: Subscriber
}

/**
 * One event on its way through one mapping, or through Segment's deletion of a user, which has none. `input` is what the
 * action was given, `built` what it made of it; both are absent where the framework refuses the event.
 */
export type Attempt = {
  event: SegmentEvent
  mapping?: Mapping
  subscriber?: Subscriber
  input?: Input
  built?: BuiltRecord | { reason: string }
  sent?: Sent
}

/** An event with what each mapping's trigger says of it, if it is an object, and what is to be done. */
export type Asked = { given: unknown; parsed: ParsedEvent; explained: Explained[]; attempts: Attempt[] }
