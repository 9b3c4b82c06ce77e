/** What the page and its server say to each other, as JSON. Documented for scripts in docs/try.md. */
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

/**
 * How CleverTap answers each request of the case. Absent: the emulator judges the record. `cutAfter`: it applies the
 * request and cuts the connection. `html`: it applies the request and answers 200 with a page. `refuse`: it refuses the
 * profiles of the case with this code.
 */
export type Answer = '401' | '429' | '503' | 'cutAfter' | 'html' | { refuse: number }

/** One question: what becomes of these events? */
export type Case = {
  /** A list runs in order, in batches as Segment makes them. */
  event: JsonObject | JsonObject[]
  subscriptions: Subscription[]
  /** Profiles that CleverTap holds already, by identity. */
  before?: { [identity: string]: JsonObject }
  answer?: Answer
}

export type Explanation = {
  /** One per event of the case, in order. */
  events: EventResult[]
  profiles: ProfileChange[]
  /** What Event Upload left in CleverTap. `ts` is in epoch seconds. */
  recorded: RecordedEvent[]
  /** Mappings that cannot be used, whatever the event. */
  unusable: { subscription: number; field: string; problem: string }[]
  tookMs: number
}

/** See `outcome.ts` of the destination. */
export type Fate = 'delivered' | 'transient' | 'invalid' | 'rejected' | 'unauthorized'

export type EventResult = {
  /** The worst of its deliveries, as `deliver` reports it. */
  fate: Fate | 'notSubscribed' | 'malformed'
  reason: string
  warnings: string[]
  triggers: Trigger[]
  deliveries: Delivery[]
}

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
}

export type Joined = { conditions: Condition[]; joined: 'and' | 'or' }

/** `actual` is the value that the event has there, absent if it has none. `group`: what stands in the brackets. */
export type Condition = { text: string; holds: boolean; actual?: Json; group?: Joined }

/** What one action did with the event. `subscription` is absent for a deletion request. */
export type Delivery = {
  subscription?: number
  name: string
  action: string
  outcome: { fate: Fate; reason: string; warnings: string[] }
  /** Whose profile it is about; empty if the event is about nobody. */
  identity: string
  /** What kind of record was sent; absent if nothing was. */
  sentAs?: 'profile' | 'event' | 'deletion'
  /** The fields of the action with the values that the mapping gives for this event. */
  mapped: { key: string; label: string; value: Json }[]
  /** Empty unless a record was sent. */
  attributes: Origin[]
  /** The requests that held this event's record, in order. */
  exchanges: Exchange[]
}

/** The exact texts on the wire, the passcode masked. `status` and `reply` are absent if there was no answer. */
export type Exchange = {
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
 * value where it differs from what was sent.
 */
export type Origin = { attribute: string; sent?: Json; leftOut?: string; from: string[]; original?: Json }

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
