/** Asks the destination's own builders what they make of an action's input. Pure. */
import { buildAudienceRecord } from '../../destinations/clevertap/audienceMembership/record'
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

/** @param action key of one of the destination's actions */
export const builderOf = (action: string): Builder => builders[action]

/** By action; a test holds that each has one. */
export const builders: { [action: string]: Builder } = {
  userUpload: {
    build: ({ payload }) => {
      const built = buildProfileRecord(payload as never, Date.now())
      if (built.fate === 'invalid') {
        return { reason: built.reason }
      }
      const { identity, profileData } = built.record
      return { identity, sentAs: 'profile', data: profileData as JsonObject, warnings: built.warnings }
    },
    object: 'profileData',
    keyValue: 'standardAttributes',
    standardNames: new Set(standardAttributes.map(({ name }) => name))
  },
  userDelete: {
    build: ({ payload }) => {
      const built = buildDeleteRecord(payload, Date.now())
      return built.fate === 'invalid'
        ? { reason: built.reason }
        : { identity: built.record.identity, sentAs: 'deletion', data: {}, warnings: built.warnings }
    },
    standardNames: new Set()
  },
  eventUpload: {
    build: ({ payload }) => {
      const built = buildEventRecord(payload as never, Date.now())
      if (built.fate === 'invalid') {
        return { reason: built.reason }
      }
      const { identity, evtName: name, ts } = built.record
      const data = built.record.evtData as JsonObject
      const recorded = { identity, name, ...(ts !== undefined && { ts }), data }
      return { identity, sentAs: 'event', data, warnings: built.warnings, recorded }
    },
    object: 'eventData',
    keyValue: 'chargedData',
    standardNames: new Set(chargedProperties.map(({ name }) => name))
  },
  audienceMembership: {
    build: ({ payload, isMember }) => {
      const built = buildAudienceRecord(payload as never, Date.now(), isMember)
      if (built.fate === 'invalid') {
        return { reason: built.reason }
      }
      const { identity, profileData } = built.record
      return { identity, sentAs: 'profile', data: profileData as JsonObject, warnings: built.warnings }
    },
    audience: 'audience',
    standardNames: new Set()
  }
}
