/** The destination with one more region: an emulator on this machine. */
import { Destination } from '@segment/actions-core'
import type { Settings } from '../../src/destinations/clevertap/generated-types'
import type { Emulator } from '../../src/emulator'
import { withEndpoint } from '../../src/segment/with-endpoint'

export const createDestination = (endpoint: string): Destination<Settings> => new Destination(withEndpoint(endpoint))

export const settingsOf = ({ url, accountId, passcode }: Emulator) => ({
  clevertapAccountId: accountId,
  clevertapPasscode: passcode,
  clevertapEndpoint: url
})
