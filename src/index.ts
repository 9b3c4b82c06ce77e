/** The package's public API: the destination, the framework that runs it, and the emulator to try it on. */
import destination from './destinations/clevertap'

/**
 * The framework's own class, which turns settings and events into calls of the destination. Use this one: another copy
 * of the framework does not recognise the results of a batch, and would report refused records as delivered.
 */
export { Destination } from '@segment/actions-core'
export { startEmulator } from './emulator'
export { withEndpoint } from './segment/with-endpoint'
export { destination }
export default destination

export type { DestinationDefinition, SegmentEvent } from '@segment/actions-core'
export type { Settings } from './destinations/clevertap/generated-types'
export type { Payload as AudienceMembershipPayload } from './destinations/clevertap/audienceMembership/generated-types'
export type { Payload as EventUploadPayload } from './destinations/clevertap/eventUpload/generated-types'
export type { Payload as UserDeletePayload } from './destinations/clevertap/userDelete/generated-types'
export type { Payload as UserUploadPayload } from './destinations/clevertap/userUpload/generated-types'
export type {
  Counters,
  Emulator,
  EmulatorOptions,
  FaultKind,
  Faults,
  OneShotFault,
  Profile,
  StoredEvent
} from './emulator'
