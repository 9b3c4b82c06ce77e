/** Where to deliver and with which credentials: from the environment, never from arguments. */
import { endpointChoices } from '../destinations/clevertap/endpoints'
import type { Settings } from '../destinations/clevertap/generated-types'
import { attempt, Failure } from './failure'
import type { Io } from './io'

const variables = {
  clevertapAccountId: 'CLEVERTAP_ACCOUNT_ID',
  clevertapPasscode: 'CLEVERTAP_PASSCODE',
  clevertapEndpoint: 'CLEVERTAP_ENDPOINT'
}

/**
 * @param endpoint goes before CLEVERTAP_ENDPOINT
 * @throws Failure that names what is missing, or if the endpoint is neither region nor loopback
 */
export function requireSettings(environment: Io['environment'], endpoint?: string): Settings {
  const found: Settings = {
    clevertapAccountId: environment[variables.clevertapAccountId]?.trim() ?? '',
    clevertapPasscode: environment[variables.clevertapPasscode]?.trim() ?? '',
    clevertapEndpoint: endpoint ?? environment[variables.clevertapEndpoint]?.trim() ?? ''
  }
  const keys = Object.keys(variables) as (keyof typeof variables)[]
  const missing = keys.filter((key) => found[key] === '')
  if (missing.length > 0) {
    throw new Failure(
      `Missing in the environment: ${missing.map((key) => variables[key]).join(', ')}.` +
        (missing.includes('clevertapEndpoint') ? ' Instead of CLEVERTAP_ENDPOINT, --region in1 names the region.' : '')
    )
  }
  return { ...found, clevertapEndpoint: parseEndpoint(found.clevertapEndpoint) }
}

/** `in1` is short for `https://in1.api.clevertap.com`. */
export const regions = Object.fromEntries(
  endpointChoices.map(({ value }) => [new URL(value).hostname.split('.')[0], value])
)

/**
 * The passcode goes to CleverTap or stays on this machine.
 * @returns the endpoint without a path
 * @throws Failure for any other address
 */
export function parseEndpoint(text: string): string {
  const url = parseUrl(text)
  const isPlain = url && url.username === '' && url.password === '' && url.pathname === '/' && !url.search && !url.hash
  const endpoints = Object.values(regions)
  if (url && isPlain && (endpoints.includes(url.origin) || isLoopback(url))) {
    return url.origin
  }
  const meant = toMeantRegion(url?.hostname ? url : parseUrl(`https://${text}`))
  throw new Failure(
    meant === undefined
      ? `The endpoint must be a loopback address or a region of CleverTap: ${endpoints.join(', ')}.`
      : `This is not an endpoint. The endpoint of that region is ${regions[meant]}; --region ${meant} is short for it.`
  )
}

/** The region of an address of CleverTap, such as that of its dashboard, or of the region's name alone. */
function toMeantRegion(url: URL | undefined): string | undefined {
  const [, region, rest] = /^([a-z0-9]+)(\.(?:[a-z0-9-]+\.)*clevertap\.com)?$/.exec(url?.hostname ?? '') ?? []
  if (region === 'api' && rest === '.clevertap.com') {
    // Observed: Europe's address without a region.
    return 'eu1'
  }
  return Object.keys(regions).includes(region) ? region : undefined
}

/** Whether an endpoint is on this machine, and so not CleverTap. */
export const isLoopback = ({ protocol, hostname }: URL) =>
  /^https?:$/.test(protocol) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

const parseUrl = (text: string) => attempt(() => new URL(text))
