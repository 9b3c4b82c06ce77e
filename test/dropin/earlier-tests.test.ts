/**
 * Holds the list of the earlier destination's tests to the truth. Runs here and, copied by `npm run check:dropin`, under
 * the monorepo's toolchain.
 */
import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import { existsSync } from 'fs'
import nock from 'nock'
import { join } from 'path'
import destination from '../../src/destinations/clevertap'
import { generateTestData } from '../../src/lib/test-data'
import { earlierTests } from './earlier-tests'
import type { EarlierTest } from './earlier-tests'

type Snapshot = { actionSlug: string; seed: string; isRequiredOnly: boolean }

const settings = {
  clevertapAccountId: 'test-account-id',
  clevertapPasscode: 'test-account-passcode',
  clevertapEndpoint: 'https://sk1.api.clevertap.com'
}

/** The values that the test sends through the action, and the body that leaves. */
async function sendDrawn({ actionSlug, seed, isRequiredOnly }: Snapshot, answer: object | undefined): Promise<unknown> {
  const [mapping, drawn] = generateTestData(seed, destination, destination.actions[actionSlug], isRequiredOnly)
  nock(/.*/).post(/.*/).reply(200, answer)
  const event = createTestEvent({ properties: mapping })
  const [response] = await createTestIntegration(destination).testAction(actionSlug, {
    event,
    mapping,
    settings: drawn as never
  })
  return response.options.json
}

/** Does what the test does, and rejects where it fails. `isAnswered`: its CleverTap answers as CleverTap does. */
async function run({ asks }: EarlierTest, isAnswered: boolean): Promise<void> {
  const integration = createTestIntegration(destination)
  if (asks.kind === 'credentials') {
    const path = isAnswered ? '/1/profile.json' : '/1/upload'
    nock(settings.clevertapEndpoint).get(path).query(true).reply(200, {})
    await integration.testAuthentication(settings)
  } else if (asks.kind === 'defaults') {
    nock(settings.clevertapEndpoint).post(/.*/).reply(200, {})
    const event = createTestEvent({ event: 'Test Event', userId: 'qwqw' })
    const responses = await integration.testAction(asks.actionSlug, { event, useDefaultMappings: true, settings })
    expect(responses.map(({ status }) => status)).toEqual([200])
  } else {
    expect(await sendDrawn(asks, isAnswered ? { status: 'success' } : undefined)).toEqual(asks.body)
  }
}

const passing = (...passes: EarlierTest['passes'][]) => earlierTests.filter((test) => passes.includes(test.passes))

it('lists all of them', () => {
  expect(earlierTests.length).toBe(11)
})

it.each(Array.from(new Set(earlierTests.map(({ file }) => file))))('keeps the file %s', (file) => {
  expect(existsSync(join(__dirname, '../../src/destinations/clevertap', file))).toBe(true)
})

it.each(passing('yes'))('$file: $name passes as it stands', (test) => run(test, false))

it.each(passing('answered', 'no'))('$file: $name fails as it stands', async (test) => {
  await expect(run(test, false)).rejects.toThrow(/answered with nothing|could not be checked/)
})

it.each(passing('yes', 'answered'))('$file: $name passes when CleverTap answers', (test) => run(test, true))

it.each(passing('no'))('$file: $name differs only by the object of attributes', async ({ asks }) => {
  const { body, ...snapshot } = asks as Snapshot & { body: { d: object[] } }
  const sent = await sendDrawn(snapshot, { status: 'success' })
  expect(sent).toEqual({ d: [{ ...body.d[0], profileData: {} }] })
})
