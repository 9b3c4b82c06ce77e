/** Claims about credentials, regions and addresses. All of them only read. */
import { endpointChoices } from '../../destinations/clevertap/endpoints'
import { read } from '../calls'
import { authorized, httpStatus, noProfile } from '../expectations'
import type { Call, Cast, Confidence, Credentials, Scenario } from '../scenario'

type Row = [id: string, confidence: Confidence, claim: string, call: (cast: Cast) => Call]

/** 401: developer.clevertap.com "API Errors"; the words of an account ID that is none: recorded by tradeo/clevertap-ruby. */
const mistakes: [id: string, mistake: string, credentials: Credentials, words?: string][] = [
  ['none', 'No credentials', {}],
  ['no-account', 'A passcode without an account ID', { passcode: 'wrong' }],
  ['no-passcode', 'An account ID without a passcode', { accountId: 'own' }],
  ['wrong-account', 'Another account ID', { accountId: 'wrong', passcode: 'wrong' }, 'Account ID is not valid'],
  ['wrong-passcode', 'Another passcode', { accountId: 'own', passcode: 'wrong' }]
]

const wrongCredentials = mistakes.map(
  ([id, mistake, credentials, words]): Row => [
    `credentials-${id}`,
    words === undefined ? 'documented' : 'recorded',
    `${mistake}: refused with 401.`,
    ({ endpoint, person }) => ({ ...read(endpoint, { identity: person() }, httpStatus(401, words)), credentials })
  ]
)

const hosts = endpointChoices.map(({ value }) => value)

/** Whether customers reach these is an open question. */
export const openHosts = hosts.filter((host) => /\/\/(eu1|sk1)\./.test(host))

/** Only the existence of a host is asked, so it gets no credentials. */
export const knock = (host: string, { person }: Cast): Call => ({
  ...read(host, { identity: person() }),
  credentials: {}
})

/** developer.clevertap.com "Common API Components"; Europe's documented address is `api`, of which `eu1` is an alias. */
const regions = ['https://api.clevertap.com', ...hosts.filter((host) => !openHosts.includes(host))].map(
  (host): Row => [
    `region-${new URL(host).hostname.split('.')[0]}`,
    'documented',
    `${new URL(host).hostname} is a region of CleverTap.`,
    (cast) => ({ ...knock(host, cast), expects: httpStatus(401) })
  ]
)

/** A region that is not the account's. */
const foreignHost = (own: string) => hosts.find((host) => host !== own && /\/\/(in1|us1)\./.test(host)) ?? own

/** Statuses: developer.clevertap.com "API Errors". No profile for an identity without one: code of clients. */
const rows: Row[] = [
  ...wrongCredentials,
  ...regions,
  [
    'region-wrong',
    'inferred',
    'The credentials of an account are refused with 401 in another region.',
    ({ endpoint, person }) => read(foreignHost(endpoint), { identity: person() }, httpStatus(401))
  ],
  [
    'status-404',
    'documented',
    'An address that does not exist: 404.',
    ({ endpoint }) => ({ method: 'GET', url: `${endpoint}/1/conform.json`, expects: httpStatus(404) })
  ],
  [
    'read-identity',
    'observed',
    'Reading by an identity that no profile has: no profile.',
    ({ endpoint, person }) => read(endpoint, { identity: person() }, noProfile)
  ]
]

export const access: Scenario[] = [
  {
    // developer.clevertap.com "API Authentication"
    id: 'credentials-right',
    confidence: 'documented',
    claim: 'The account ID and a passcode, in their headers, open the account.',
    level: 'read',
    isProof: true,
    calls: ({ endpoint, person }) => [read(endpoint, { identity: person() }, authorized)]
  },
  ...rows.map(
    ([id, confidence, claim, call]): Scenario => ({
      id,
      confidence,
      claim,
      level: 'read',
      calls: (cast) => [call(cast)]
    })
  )
]
