/** The JSON that the page and its server exchange, and the limits that both keep. docs/try.md documents it for scripts. */

/** Carries the token that stands after `#` in the address. */
export const tokenHeader = 'x-page-token'

/** Segment allows 50 mappings per destination. The framework's own recursion ends at a depth of some 3,000. */
export const limits = {
  caseBytes: 1024 * 1024,
  events: 50,
  subscriptions: 50,
  depth: 1000,
  /** Of the name of an attribute. CleverTap takes no longer name. */
  nameBytes: 120,
  /** At how many tries a fault can be simulated. */
  times: 9
}

/** For how long Segment repeats a delivery that may work later. */
export const retryHours = 4

/** What CleverTap can be asked to answer instead of judging the record. */
export const faults = [
  { fault: '401', title: '401, wrong credentials', note: 'Account ID, passcode or region are not right.' },
  { fault: '429', title: '429, too many requests', note: 'Too many at once for this account.' },
  { fault: '503', title: '503, not available', note: 'CleverTap has a problem of its own.' },
  {
    fault: 'cutAfter',
    title: 'The connection is cut',
    note: 'CleverTap saved the profile, but Segment gets no answer.'
  },
  { fault: 'html', title: 'A web page instead of an answer', note: 'Status 200 with HTML, as a proxy may send.' }
] as const

/** CleverTap's codes for a record that it refuses (documented: developer.clevertap.com "API Errors"). */
export const refusalCodes = { first: 509, last: 555 }

export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** As Segment keeps it: which action, for which events, with which mapping. `enabled: false` is left out of a run. */
export type Subscription = {
  partnerAction: string
  subscribe: string
  mapping: JsonObject
  name?: string
  enabled?: boolean
}

export type Fault = typeof faults[number]['fault']

/**
 * How CleverTap answers. Absent: the emulator judges the record. A fault is simulated at each try, or with `times` at the
 * first tries of a delivery; the emulator judges the later ones. `refuse`: it refuses the records of the case with this code.
 */
export type Answer = Fault | { fault: Fault; times: number } | { refuse: number }

/** One question: what becomes of these events? */
export type Case = {
  /** A list runs in order, in batches as Segment makes them. */
  event: JsonObject | JsonObject[]
  subscriptions: Subscription[]
  /** Profiles that CleverTap holds already, by identity. */
  before?: { [identity: string]: JsonObject }
  answer?: Answer
  /** The country of the browser that asks, such as `IN`. It changes no result, only which country a fix proposes. */
  region?: string
}

export type Explanation = {
  /** One per event of the case, in order. */
  events: EventResult[]
  /** What all events together changed, after the last try. */
  profiles: ProfileChange[]
  /** What Event Upload left in CleverTap. `ts` is in epoch seconds. */
  recorded: RecordedEvent[]
  /** Mappings that cannot be used, whatever the event. */
  unusable: { subscription: number; field: string; problem: string }[]
  /** How many events of the case each mapping takes that is switched on. */
  mappings: { subscription: number; takes: number }[]
  tookMs: number
}

/** See `outcome.ts` of the destination. */
export type Fate = 'delivered' | 'transient' | 'invalid' | 'rejected' | 'unauthorized'

export type EventResult = {
  /** The worst of its deliveries, as `deliver` reports it. */
  fate: Fate | 'notSubscribed' | 'malformed'
  reason: string
  /** As Segment gets them. */
  warnings: string[]
  /** What a person should know of it, and the remedies. */
  notices: Notice[]
  triggers: Trigger[]
  deliveries: Delivery[]
  /** If no mapping takes it: the action that would. */
  suggest?: Suggestion
  /** What this event changed, and what it left in CleverTap. */
  profiles: ProfileChange[]
  recorded: RecordedEvent[]
}

/**
 * `leftOut`, `warned`: of an attribute. `refused`: by CleverTap, with its `code` if it gave one. `invalid`: not sent.
 * `unusable`: a mapping that takes the event. `literal`: fixed text that looks like a path. `noMapping`: see `suggest`.
 * `optedOut`: the event's integrations switch this destination off.
 */
export type NoticeKind =
  | 'leftOut'
  | 'warned'
  | 'refused'
  | 'invalid'
  | 'unusable'
  | 'literal'
  | 'nearMiss'
  | 'noMapping'
  | 'optedOut'

/**
 * One thing to say of an event. `parts` are the words of `text`, each with its kind. `attribute`: CleverTap's name. `field`: key
 * of the field of `subscription` that it is about. `value`: what the event has there. `from`: where the event has it.
 */
export type Notice = {
  kind: NoticeKind
  text: string
  parts: Part[]
  attribute?: string
  subscription?: number
  field?: string
  value?: Json
  from?: string[]
  code?: number
  fixes: Fix[]
}

/** Words, the name of a thing, or what is literally in the event or in a mapping. `marks`: the letters that matter. */
export type Part = string | { name: string } | { literal: string; marks?: Span[] }

/** From the first character to the one after the last. */
export type Span = [number, number]

/**
 * A remedy, as a person would edit the case. `effect`: what it sets, in words. Without `patch` a person has to choose one
 * of the alternatives. `entry`: where a value goes that a person types instead.
 */
export type Fix = {
  label: string
  effect: string
  patch?: Patch
  alternatives?: { label: string; effect: string; patch: Patch }[]
  entry?: { label: string; path: string }
}

/**
 * Changes of a case, in order; `applyPatch` in patch.ts makes them. `path` is a JSON pointer (RFC 6901) within the case;
 * `-` is the place after the last of a list. `set` makes the objects that are missing on the way.
 */
export type Patch = ({ op: 'set'; path: string; value: Json } | { op: 'unset'; path: string })[]

export type Suggestion = { action: string; why: string; fix: Fix }

/**
 * One subscription's condition and what the event has for it. `subscription` counts from 0 in the case. `problem`: it is
 * no condition, so it takes no event.
 */
export type Trigger = Joined & {
  subscription: number
  name: string
  action: string
  subscribe: string
  matches: boolean
  problem?: string
  /** Takes the event if the conditions that are near held. */
  near?: true
}

export type Joined = { conditions: Condition[]; joined: 'and' | 'or' }

/** `actual` is the value that the event has there, absent if it has none. `group`: what stands in the brackets. */
export type Condition = { text: string; holds: boolean; actual?: Json; group?: Joined; near?: Near }

/**
 * What the event has differs from what the condition asks for by letter case, by spaces, or by a letter or two. `spans`:
 * the letters that differ.
 */
export type Near = {
  why: 'case' | 'space' | 'spelling'
  expected: string
  spans: { expected: Span[]; actual: Span[] }
}

/** What one action did with the event. `subscription` is absent for a deletion request. */
export type Delivery = {
  subscription?: number
  name: string
  action: string
  outcome: { fate: Fate; reason: string; warnings: string[] }
  /** Whose profile it is about; empty if the event has no valid identity. */
  identity: string
  /** What kind of record was sent; absent if nothing was. */
  sentAs?: 'profile' | 'event' | 'deletion'
  /** The fields of the action with the values that the mapping gives for this event, and where the event has them. */
  mapped: { key: string; label: string; value: Json; from?: string[] }[]
  /** Empty unless a record was sent. */
  attributes: Origin[]
  /** The requests that held this event's record, in order. */
  exchanges: Exchange[]
  /** One per time that Segment delivers it. The last one's fate is that of the outcome. */
  tries: Try[]
  /** The answer was simulated. */
  simulated?: true
}

/** `status` is absent if there was no answer. */
export type Try = { status?: number; fate: Fate }

/** The exact texts on the wire, the passcode masked. `status` and `reply` are absent if there was no answer. `try` counts from 1. */
export type Exchange = {
  try: number
  method: string
  url: string
  headers: [string, string][]
  body: string
  status?: number
  reply?: string
}

/**
 * One attribute, under CleverTap's name. `sent`: its value on the wire. `leftOut`: why it is not there. Neither: it
 * repeats the identity. `from`: where the event has it, as people write it (`traits.phone`). `original`: the event's
 * value where it differs from what was sent. `field`: key of the field that it is mapped by. `isStandard`: CleverTap
 * knows it by this name.
 */
export type Origin = {
  attribute: string
  sent?: Json
  leftOut?: string
  from: string[]
  original?: Json
  field?: string
  isStandard?: true
}

export type ProfileChange = { identity: string; existed: boolean; exists: boolean; attributes: AttributeChange[] }

export type AttributeChange = {
  key: string
  before?: Json
  after?: Json
  change: 'new' | 'changed' | 'same' | 'removed'
}

export type RecordedEvent = { identity: string; name: string; ts?: number; data: JsonObject }

/** What the page starts with. `first` is the example that it shows, counted from 0. */
export type Start = {
  version: string
  examples: JsonObject[]
  first: number
  subscriptions: Subscription[]
  actions: { [key: string]: Action }
}

/** `trigger` is what a new mapping of this action starts with. */
export type Action = { title: string; trigger: string; fields: Field[] }

/** A field as the mapping editor of Segment shows it. `isHidden`: the editor does not show it. */
export type Field = {
  key: string
  label: string
  description: string
  type: string
  isRequired: boolean
  isKeyValue: boolean
  isHidden: boolean
  choices?: { label: string; value: string | number }[]
  default?: Json
  /** The field is shown while each of these fields has this value. */
  shownWhile?: { key: string; value: Json }[]
}
