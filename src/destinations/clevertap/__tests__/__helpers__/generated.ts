/** What the snapshot tests send: generated values through one action, to a CleverTap that takes everything. */
import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import nock from 'nock'
import { generateTestData } from '../../../../lib/test-data'
import destination from '../..'

export const casesOfSnapshots = [
  { name: 'required fields', isRequiredOnly: true },
  { name: 'all fields', isRequiredOnly: false }
]

const context = { personas: { computation_class: 'audience', computation_key: 'audience' } }

/**
 * Answers with success, and not with the empty body of the monorepo's template: CleverTap never answers so, and an empty
 * answer is no evidence that it took anything.
 * @returns the body of the request
 */
export async function sendGenerated(seed: string, actionSlug: string, isRequiredOnly: boolean): Promise<unknown> {
  const [properties, settings] = generateTestData(seed, destination, destination.actions[actionSlug], isRequiredOnly)
  nock(/.*/).post(/.*/).reply(200, { status: 'success' })
  const [response] = await createTestIntegration(destination).testAction(actionSlug, {
    // Of an audience, since an event of none is no event for an action about audiences.
    event: createTestEvent({ properties: { ...properties, audience: true }, context }),
    mapping: properties,
    settings: settings as never
  })
  return JSON.parse(String(response.options.body))
}
