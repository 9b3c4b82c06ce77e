/**
 * Stands in for the monorepo's file of this name: values for the fields of an action and the settings, drawn from a seed.
 * It draws what that file draws for the kinds of fields that this destination has, so that the snapshots hold there.
 */
import type { ActionDefinition, DestinationDefinition, InputField, JSONObject, JSONValue } from '@segment/actions-core'
import Chance from 'chance'

type Kind = Pick<InputField, 'choices' | 'format'> & { type: string }

/** Each value is the first that its seed gives. */
function drawValue(seed: string, { type, format, choices }: Kind): JSONValue {
  const chance = new Chance(seed)
  if (choices) {
    const choice = chance.pickone<string | { value: string | number }>([...choices])
    return typeof choice === 'string' ? choice : choice.value
  }
  switch (type) {
    case 'boolean':
      return chance.bool()
    case 'number':
      return chance.floating({ fixed: 2 })
    case 'object':
      return { testType: chance.string() }
    default:
      return format === 'uri' ? chance.url() : chance.string()
  }
}

function drawValues(seed: string, fields: [key: string, kind: Kind][]): JSONObject {
  return Object.fromEntries(fields.map(([key, kind]) => [key, drawValue(seed, kind)]))
}

/**
 * @param isRequiredOnly leaves out every field that is not required, but for those with `id` in their key
 * @returns values of the action's fields, and settings, whose choices are ignored
 */
export function generateTestData(
  seed: string,
  { authentication }: DestinationDefinition<never>,
  { fields }: ActionDefinition<never>,
  isRequiredOnly: boolean
): [values: JSONObject, settings: JSONObject] {
  const wanted = Object.entries(fields).filter(
    ([key, { required }]) => !isRequiredOnly || Boolean(required) || key.includes('id')
  )
  const settings = Object.entries(authentication?.fields ?? {}).map(([key, { type, format }]): [string, Kind] => [
    key,
    { type, format }
  ])
  return [drawValues(seed, wanted), drawValues(seed, settings)]
}
