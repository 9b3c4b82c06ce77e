/** The definition for an endpoint on this machine: an emulator, a recorder, a test server. */
import type { DestinationDefinition } from '@segment/actions-core'
import destination from '../destinations/clevertap'
import type { Settings } from '../destinations/clevertap/generated-types'

/**
 * @param definition the shipped one if absent
 * @returns the definition with an endpoint that it does not offer as one choice more; the original is not changed
 */
export function withEndpoint(
  endpoint: string,
  definition: DestinationDefinition<Settings> = destination
): DestinationDefinition<Settings> {
  const { authentication } = definition
  if (authentication?.scheme !== 'custom') {
    return definition
  }
  const { clevertapEndpoint, ...fields } = authentication.fields
  const { choices = [] } = clevertapEndpoint
  if (choices.some((choice) => typeof choice === 'object' && choice.value === endpoint)) {
    return definition
  }
  const extended = { ...clevertapEndpoint, choices: [...choices, { label: 'This machine', value: endpoint }] }
  return {
    ...definition,
    // The framework keeps the settings' schema of each destination by its name, for as long as the process runs.
    name: `${definition.name} at ${endpoint}`,
    authentication: {
      ...authentication,
      fields: { ...fields, clevertapEndpoint: extended as typeof clevertapEndpoint }
    }
  }
}
