/**
 * What the monorepo's snapshot template does to every action: random field values and random settings. Only that each
 * call is answered with success: the template's empty body is no answer of CleverTap's. Runs here and, copied by
 * `npm run check:dropin`, under the monorepo's toolchain.
 */
import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import type { InputField, JSONObject, JSONValue } from '@segment/actions-core'
import Chance from 'chance'
import nock from 'nock'
import destination from '../../src/destinations/clevertap'

type Field = Pick<InputField, 'type' | 'format' | 'choices' | 'properties' | 'required'>

/** The first two are the template's; the others only make success less of a coincidence. */
const seeds = ['clevertap#userUpload', 'clevertap#userDelete', 'a', 'b', 'c', 'd']

function randomValue(seed: string, { type, format, choices }: Field, useChoices: boolean): JSONValue {
  const chance = new Chance(seed)
  if (useChoices && choices) {
    const choice = chance.pickone<string | { value: string | number }>([...choices])
    return typeof choice === 'string' ? choice : choice.value
  }
  if (type === 'boolean') {
    return chance.bool()
  }
  if (type === 'number') {
    return chance.floating({ fixed: 2 })
  }
  if (type === 'object') {
    return { testType: chance.string() }
  }
  return format === 'uri' ? chance.url() : chance.string()
}

function randomValues(seed: string, fields: Record<string, Field>, onlyRequired: boolean, useChoices = true) {
  const values: JSONObject = {}
  for (const [key, field] of Object.entries(fields)) {
    if (!onlyRequired || field.required || key.includes('id')) {
      values[key] = field.properties
        ? randomValues(seed, field.properties as Record<string, Field>, onlyRequired)
        : randomValue(seed, field, useChoices)
    }
  }
  return values
}

describe.each(Object.keys(destination.actions))('%s', (key) => {
  const send = async (seed: string, onlyRequired: boolean, useChoices: boolean) => {
    nock(/.*/).persist().post(/.*/).reply(200, { status: 'success' })
    const mapping = randomValues(seed, destination.actions[key].fields, onlyRequired)
    // Random texts are no standard attributes, and to refuse them is what this choice asks for.
    if (mapping.invalidAttributes === 'reject' && !seed.startsWith('clevertap#')) {
      mapping.invalidAttributes = 'drop'
    }
    const settings = randomValues(seed, destination.authentication?.fields ?? {}, false, useChoices)
    return createTestIntegration(destination).testAction(key, {
      event: createTestEvent({ properties: mapping }),
      mapping,
      settings: settings as never
    })
  }

  describe.each([
    { fields: 'required fields', onlyRequired: true },
    { fields: 'all fields', onlyRequired: false }
  ])('$fields', ({ onlyRequired }) => {
    it.each(seeds)('takes random values (seed %s)', async (seed) => {
      for (const useChoices of [true, false]) {
        const [response] = await send(seed, onlyRequired, useChoices)
        expect(response.status).toBe(200)
      }
    })

    it('sends the same body for the same values', async () => {
      const [first] = await send('a', onlyRequired, true)
      const [second] = await send('a', onlyRequired, true)
      expect(first.options.json).toBeDefined()
      expect(second.options.json).toEqual(first.options.json)
    })
  })
})
