/** The definition for an endpoint on this machine: an emulator, a recorder, a test server. */
import type { DestinationDefinition } from '@segment/actions-core'
import destination from '../destinations/clevertap'
import { endpointChoices } from '../destinations/clevertap/endpoints'
import type { Settings } from '../destinations/clevertap/generated-types'

/** The shipped definition with an endpoint that it does not offer as one choice more; the original is not changed. */
export function withEndpoint(endpoint: string): DestinationDefinition<Settings> {
  const { authentication } = destination
  if (endpointChoices.some(({ value }) => value === endpoint) || authentication?.scheme !== 'custom') {
    return destination
  }
  const { clevertapEndpoint, ...fields } = authentication.fields
  const choices = [...(clevertapEndpoint.choices ?? []), { label: 'This machine', value: endpoint }]
  return {
    ...destination,
    // The framework keeps the settings' schema of each destination by its name, for as long as the process runs.
    name: `${destination.name} at ${endpoint}`,
    authentication: { ...authentication, fields: { ...fields, clevertapEndpoint: { ...clevertapEndpoint, choices } } }
  }
}
