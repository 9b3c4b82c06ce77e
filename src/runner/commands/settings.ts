/** Where to deliver and with which credentials: from the environment, never from arguments. */
import { endpointChoices } from '../../destinations/clevertap/endpoints'
import type { Settings } from '../../destinations/clevertap/generated-types'
import { Failure } from '../failure'

export type Environment = Record<string, string | undefined>

const variables = {
  clevertapAccountId: 'CLEVERTAP_ACCOUNT_ID',
  clevertapPasscode: 'CLEVERTAP_PASSCODE',
  clevertapEndpoint: 'CLEVERTAP_ENDPOINT'
}

const regions = endpointChoices.map(({ value }) => value)

/**
 * @param endpoint goes before CLEVERTAP_ENDPOINT
 * @returns undefined if none of the settings is there
 * @throws Failure that names the missing ones if only some are there, or if the endpoint is neither region nor loopback
 */
export function readSettings(environment: Environment, endpoint?: string): Settings | undefined {
  const found: Settings = {
    clevertapAccountId: environment[variables.clevertapAccountId]?.trim() ?? '',
    clevertapPasscode: environment[variables.clevertapPasscode]?.trim() ?? '',
    clevertapEndpoint: endpoint ?? environment[variables.clevertapEndpoint]?.trim() ?? ''
  }
  const keys = Object.keys(variables) as (keyof typeof variables)[]
  const missing = keys.filter((key) => found[key] === '').map((key) => variables[key])
  if (missing.length === keys.length) {
    return undefined
  }
  if (missing.length > 0) {
    throw new Failure(`Missing in the environment: ${missing.join(', ')}.`)
  }
  return { ...found, clevertapEndpoint: parseEndpoint(found.clevertapEndpoint) }
}

/** The settings of `deliver`, all of which must be there. */
export function requireSettings(environment: Environment, endpoint?: string): Settings {
  const settings = readSettings(environment, endpoint)
  if (!settings) {
    throw new Failure(`Missing in the environment: ${Object.values(variables).join(', ')}.`)
  }
  return settings
}

/**
 * The passcode goes to CleverTap or stays on this machine.
 * @returns the endpoint without a path
 * @throws Failure for any other address
 */
export function parseEndpoint(text: string): string {
  const url = parseUrl(text)
  const isPlain = url && url.username === '' && url.password === '' && url.pathname === '/' && !url.search && !url.hash
  if (url && isPlain && (regions.includes(url.origin) || isLoopback(url))) {
    return url.origin
  }
  throw new Failure(`The endpoint must be a loopback address or a region of CleverTap: ${regions.join(', ')}.`)
}

/** Whether an endpoint is on this machine, and so not CleverTap. */
export const isLoopback = ({ protocol, hostname }: URL) =>
  /^https?:$/.test(protocol) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
