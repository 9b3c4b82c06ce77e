/** What is the same for every action when a payload becomes a record: who it is about, and what is noticed. Pure. */
import { parseIdentity } from '../values/identity'
import { Warnings } from '../values/warning'
import type { Warning } from '../values/warning'
import type { Invalid } from './outcome'

/** The record of one event and what was noticed while building it, or why the event is refused. */
export type Built<Rec> = { fate: 'valid'; record: Rec; warnings: Warning[] } | Invalid

/** What a builder has beside the payload. */
export type Context = {
  /** Of the record: trimmed, and one that CleverTap takes. */
  identity: string
  /** Gets what is not sent, or may be dropped, by names and rules and never by values. */
  warnings: Warnings
  /** The time of sending, in epoch milliseconds. */
  nowMs: number
  /** What the framework says of an audience; undefined for an event of none. */
  isMember?: boolean
}

export type BuildRecord<Payload, Rec> = (payload: Payload, nowMs: number, isMember?: boolean) => Built<Rec>

/**
 * Nothing is built for an identity that no profile should have.
 * @param build makes the record of one payload, which it does not change, or says why the event is refused
 */
export const recordBuilder =
  <Payload extends { identity?: unknown }, Rec>(
    build: (payload: Payload, context: Context) => { record: Rec } | Invalid
  ): BuildRecord<Payload, Rec> =>
  (payload, nowMs, isMember) => {
    const parsed = parseIdentity(payload.identity)
    if ('reason' in parsed) {
      return invalid(parsed.reason)
    }
    const warnings = new Warnings(parsed.warnings)
    const built = build(payload, { identity: parsed.identity, warnings, nowMs, isMember })
    return 'record' in built ? { fate: 'valid', record: built.record, warnings: warnings.toList() } : built
  }

/** Refuses an event. @param reason whole sentences: what is wrong, in which field, and what to do */
export const invalid = (reason: string): Invalid => ({ fate: 'invalid', reason })
