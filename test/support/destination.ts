/** The destination with one more region: an emulator on this machine. The shipped definition is not changed. */
import { Destination } from '@segment/actions-core'
import type { DestinationDefinition } from '@segment/actions-core'
import destination from '../../src/destinations/clevertap'
import type { Settings } from '../../src/destinations/clevertap/generated-types'
import type { Emulator } from '../../src/emulator'

/** The framework caches the settings' schema by name, so every address needs a name of its own. */
export function createDestination(endpoint: string): Destination<Settings> {
  const { authentication, ...definition } = destination
  if (authentication?.scheme !== 'custom') {
    throw new Error('the destination has no settings')
  }
  const { clevertapEndpoint, ...fields } = authentication.fields
  const choices = [...(clevertapEndpoint.choices ?? []), { label: 'Emulator', value: endpoint }]
  const local: DestinationDefinition<Settings> = {
    ...definition,
    name: `${definition.name} at ${endpoint}`,
    authentication: { ...authentication, fields: { ...fields, clevertapEndpoint: { ...clevertapEndpoint, choices } } }
  }
  return new Destination(local)
}

export const settingsOf = ({ url, accountId, passcode }: Emulator) => ({
  clevertapAccountId: accountId,
  clevertapPasscode: passcode,
  clevertapEndpoint: url
})
