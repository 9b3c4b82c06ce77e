/** Asks the destination's own builders what they make of an action's input. Pure. */
import { buildAudienceRecord } from '../../destinations/clevertap/audienceMembership/record'
import type { Built } from '../../destinations/clevertap/delivery/build'
import type { EventRecord, ProfileRecord } from '../../destinations/clevertap/delivery/wire'
import { chargedProperties } from '../../destinations/clevertap/eventUpload/charged'
import { buildEventRecord } from '../../destinations/clevertap/eventUpload/record'
import { buildDeleteRecord } from '../../destinations/clevertap/userDelete/record'
import { buildProfileRecord } from '../../destinations/clevertap/userUpload/record'
import { standardAttributes } from '../../destinations/clevertap/userUpload/standard-attributes'
import type { Warning } from '../../destinations/clevertap/values/warning'
import type { Delivery, JsonObject, RecordedEvent } from '../protocol'
import type { Input } from './payload'

/** `data`: the attributes of a profile or the properties of an event; a deletion has none. */
export type BuiltRecord = {
  identity: string
  sentAs: NonNullable<Delivery['sentAs']>
  data: JsonObject
  warnings: Warning[]
  /** What an event leaves in CleverTap. */
  recorded?: RecordedEvent
}

export type Build = (input: Input) => BuiltRecord | { reason: string }

/**
 * How an action makes its records. `object` is the field with attributes under any name, `keyValue` the one with those
 * under CleverTap's, of which `standardNames` are some. `audience` is the field that names the only attribute, whose
 * value is the person's membership.
 */
export type Builder = {
  build: Build
  object?: string
  keyValue?: string
  audience?: string
  standardNames: Set<string>
}

/** @param describe what the page needs of the record beside its warnings */
function toBuilt<Rec>(built: Built<Rec>, describe: (record: Rec) => Omit<BuiltRecord, 'warnings'>): ReturnType<Build> {
  return built.fate === 'invalid' ? { reason: built.reason } : { ...describe(built.record), warnings: built.warnings }
}

const toProfile = ({ identity, profileData }: ProfileRecord) =>
  ({ identity, sentAs: 'profile', data: profileData as JsonObject } as const)

function toEvent({ identity, evtName: name, ts, evtData }: EventRecord): Omit<BuiltRecord, 'warnings'> {
  const data = evtData as JsonObject
  return { identity, sentAs: 'event', data, recorded: { identity, name, ...(ts !== undefined && { ts }), data } }
}

/** By action; a test holds that each has one. */
export const builders: { [action: string]: Builder } = {
  userUpload: {
    build: ({ payload }) => toBuilt(buildProfileRecord(payload as never, Date.now()), toProfile),
    object: 'profileData',
    keyValue: 'standardAttributes',
    standardNames: new Set(standardAttributes.map(({ name }) => name))
  },
  userDelete: {
    build: ({ payload }) =>
      toBuilt(buildDeleteRecord(payload, Date.now()), ({ identity }) => ({ identity, sentAs: 'deletion', data: {} })),
    standardNames: new Set()
  },
  eventUpload: {
    build: ({ payload }) => toBuilt(buildEventRecord(payload as never, Date.now()), toEvent),
    object: 'eventData',
    keyValue: 'chargedData',
    standardNames: new Set(chargedProperties.map(({ name }) => name))
  },
  audienceMembership: {
    build: ({ payload, isMember }) => toBuilt(buildAudienceRecord(payload as never, Date.now(), isMember), toProfile),
    audience: 'audience',
    standardNames: new Set()
  }
}
