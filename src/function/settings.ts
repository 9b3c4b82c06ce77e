/** The settings of the function to those of the destination and of its mappings. Pure. */
import type { DestinationDefinition, InputField, JSONObject } from '@segment/actions-core'
import type { Settings } from '../destinations/clevertap/generated-types'
import { toText } from '../segment/event'
import type { FunctionSettings } from './segment'

export type ParsedSettings = {
  settings: Settings
  /** What the customer sets of the mappings, by the keys of the fields; a field that is not here keeps its default. */
  choices: JSONObject
  sendEvents: boolean
}

/** The fields that the function offers as settings; all others are mapped as the defaults map them. */
export const keysOfChoices = [
  'convertTimestamps',
  'timestampFormat',
  'nestedData',
  'invalidAttributes',
  'chargedOrders'
]

/** @throws ValidationError that names the setting and what it may be */
export function parseSettings(
  { authentication, actions }: DestinationDefinition<Settings>,
  settings: FunctionSettings
): ParsedSettings {
  const fields: { [key: string]: InputField } = Object.assign(
    {},
    ...Object.values(actions).map((action) => action.fields)
  )
  const choices: JSONObject = {}
  for (const key of keysOfChoices) {
    if (fields[key] !== undefined && !isBlank(settings[key])) {
      choices[key] = parseChoice(key, fields[key], settings[key])
    }
  }
  return {
    settings: {
      clevertapAccountId: parseText('accountId', settings.accountId),
      clevertapPasscode: parseText('passcode', settings.passcode),
      clevertapEndpoint: parseRegion(authentication?.fields.clevertapEndpoint.choices ?? [], settings.region)
    },
    choices,
    sendEvents: !isBlank(settings.sendEvents) && parseSwitch('sendEvents', settings.sendEvents)
  }
}

/** '' for what has no text: it is none of the values that a setting may have. */
const toTrimmed = (value: unknown) => toText(value)?.trim() ?? ''

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const toError = (name: string, what: string) => new ValidationError(`The setting ${name} must be ${what}.`)

function parseText(name: string, value: unknown): string {
  if (typeof value !== 'string' || isBlank(value)) {
    throw toError(name, 'filled in')
  }
  return value
}

/** Endpoints are `https://<region>.api.clevertap.com`. */
function parseRegion(choices: readonly { value: string | number }[], value: unknown): string {
  const endpoints = choices.map((choice) => `${choice.value}`)
  const regions = new Map(endpoints.map((endpoint) => [/\/\/(\w+)\./.exec(endpoint)?.[1], endpoint]))
  const endpoint = regions.get(toTrimmed(value))
  if (endpoint === undefined) {
    throw toError(
      'region',
      `the beginning of your dashboard's address, one of ${Array.from(regions.keys()).join(', ')}`
    )
  }
  return endpoint
}

function parseChoice(key: string, { type, choices = [] }: InputField, value: unknown): string | boolean {
  if (type === 'boolean') {
    return parseSwitch(key, value)
  }
  const text = toTrimmed(value)
  const known = choices.map((choice) => String(typeof choice === 'string' ? choice : choice.value))
  if (!known.includes(text)) {
    throw toError(key, `one of ${known.join(', ')}`)
  }
  return text
}

function parseSwitch(name: string, value: unknown): boolean {
  const text = toTrimmed(value).toLowerCase()
  if (text !== 'true' && text !== 'false') {
    throw toError(name, 'true or false')
  }
  return text === 'true'
}
