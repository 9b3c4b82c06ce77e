/** Claims about credentials, regions and addresses. All of them only read. */
import { endpointChoices, profileUrl, uploadUrl } from '../../destinations/clevertap/endpoints'
import { read, sources } from '../calls'
import type { AskedScenario, Cast, Scenario, WrongCredentials } from '../scenario'

/** Europe's documented address; the one that the destination offers is its alias. */
const bareEurope = 'https://api.clevertap.com'

/** The first scenario of a run: unless it agrees, nothing else can be asked. */
const right: AskedScenario = {
  id: 'credentials-right',
  claim: 'The account ID and a passcode, in their headers, open the account.',
  source: sources.authentication,
  confidence: 'documented',
  level: 'read',
  isProof: true,
  calls: ({ endpoint, person }) => [read(endpoint, { identity: person() }, { kind: 'authorized' })]
}

const wrongWays: [credentials: WrongCredentials, id: string, mistake: string, words?: string][] = [
  ['none', 'credentials-none', 'No credentials'],
  ['noAccount', 'credentials-no-account', 'A passcode without an account ID'],
  ['noPasscode', 'credentials-no-passcode', 'An account ID without a passcode'],
  ['wrongAccount', 'credentials-wrong-account', 'An account ID that is none', 'Account ID is not valid'],
  ['wrongPasscode', 'credentials-wrong-passcode', 'A passcode that is none']
]

const wrong = wrongWays.map(
  ([credentials, id, mistake, words]): Scenario => ({
    id,
    claim: `${mistake}: refused with 401.`,
    source: words === undefined ? sources.errors : sources.recordings,
    confidence: words === undefined ? 'documented' : 'recorded',
    level: 'read',
    calls: ({ endpoint, person }) => [
      { ...read(endpoint, { identity: person() }, { kind: 'status', status: 401, words }), credentials }
    ]
  })
)

/** A region that is not the account's. */
function foreignEndpoint(endpoint: string): string {
  const others = endpointChoices.map(({ value }) => value).filter((value) => /\/\/(in1|us1)\./.test(value))
  return others.find((value) => value !== endpoint) ?? others[0]
}

/** Nothing but its existence is asked of a host, so it gets no credentials. */
const knock = (endpoint: string, { person }: Cast) => ({
  ...read(endpoint, { identity: person() }),
  credentials: 'none' as const
})

const prefixOf = (endpoint: string) => new URL(endpoint).hostname.split('.')[0]

const regions = endpointChoices.map(({ value }): Scenario => {
  const prefix = prefixOf(value)
  if (prefix === 'eu1' || prefix === 'sk1') {
    return {
      id: `q09-${prefix}`,
      question: 9,
      claim: `${new URL(value).hostname} answers.`,
      source: prefix === 'eu1' ? "CleverTap's own clients" : 'docs.clevertap.com "Amplitude Import"',
      confidence: 'unknown',
      believed: 'it does: 401 without credentials',
      level: 'read',
      calls: (cast) => [knock(value, cast)]
    }
  }
  return {
    id: `region-${prefix}`,
    claim: `${new URL(value).hostname} is a region of CleverTap.`,
    source: sources.hosts,
    confidence: 'documented',
    level: 'read',
    calls: (cast) => [{ ...knock(value, cast), expects: { kind: 'status', status: 401 } }]
  }
})

const addresses: Scenario[] = [
  {
    id: 'region-eu',
    claim: 'api.clevertap.com is the region Europe.',
    source: sources.hosts,
    confidence: 'documented',
    level: 'read',
    calls: (cast) => [{ ...knock(bareEurope, cast), expects: { kind: 'status', status: 401 } }]
  },
  ...regions,
  {
    id: 'region-wrong',
    claim: 'The credentials of an account are refused with 401 in another region.',
    source: `${sources.errors}; a third-party note`,
    confidence: 'inferred',
    level: 'read',
    calls: ({ endpoint, person }) => [
      read(foreignEndpoint(endpoint), { identity: person() }, { kind: 'status', status: 401 })
    ]
  },
  {
    id: 'q08-connect',
    question: 8,
    claim: '/v1/connect answers a partner who is not registered.',
    source: 'developer.clevertap.com "Authorize Partners"',
    confidence: 'unknown',
    believed: 'not used, because this is unknown',
    level: 'read',
    calls: ({ endpoint }) => [{ method: 'GET', url: `${endpoint}/v1/connect?partner=conform-nobody` }]
  },
  {
    id: 'status-404',
    claim: 'An address that does not exist: 404.',
    source: sources.errors,
    confidence: 'documented',
    level: 'read',
    calls: ({ endpoint }) => [
      { method: 'GET', url: `${endpoint}/1/conform-nothing.json`, expects: { kind: 'status', status: 404 } }
    ]
  },
  {
    id: 'status-405',
    claim: 'A method that an address does not have: 405.',
    source: sources.errors,
    confidence: 'documented',
    level: 'read',
    calls: ({ endpoint }) => [{ method: 'GET', url: uploadUrl(endpoint), expects: { kind: 'status', status: 405 } }]
  }
]

const reading: Scenario[] = [
  {
    id: 'read-no-key',
    claim: 'Reading a profile without saying whose: 400.',
    source: sources.errors,
    confidence: 'documented',
    level: 'read',
    calls: ({ endpoint }) => [{ method: 'GET', url: profileUrl(endpoint), expects: { kind: 'status', status: 400 } }]
  },
  ...['identity', 'email', 'objectId'].map(
    (key): Scenario => ({
      id: `read-${key.toLowerCase()}`,
      claim: `Reading by an ${key} that is nobody's: no profile.`,
      source: `${sources.reading} for the key; code of clients for the answer`,
      confidence: 'observed',
      level: 'read',
      calls: ({ endpoint, person }) => [
        read(endpoint, { [key]: key === 'email' ? `${person()}@example.com` : person() }, { kind: 'nobody' })
      ]
    })
  )
]

export const access: Scenario[] = [right, ...wrong, ...addresses, ...reading]
