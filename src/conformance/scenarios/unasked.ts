/** Claims that no request may settle: it would be load, or beyond the limits, or cannot be brought about from outside. */
import { sources } from '../calls'
import type { Scenario, UnaskedScenario } from '../scenario'

const { errors, profiles, events, deletion } = sources

const beyondLimits = 'it takes a request beyond the documented limits'
const load = 'it takes load'
const notFromOutside = 'no request brings it about'
const settings = 'it depends on the settings of the account'

type Row = [
  id: string,
  claim: string,
  believed: string,
  notAsked: string,
  source: string,
  more?: Partial<UnaskedScenario>
]

const rows: Row[] = [
  [
    'q02-records',
    'More than 1,000 records in one upload.',
    'the whole request is refused',
    beyondLimits,
    profiles,
    { question: 2 }
  ],
  [
    'q02-deletions',
    'More than 100 identities in one deletion.',
    '"Max 100 are allowed"',
    beyondLimits,
    deletion,
    { question: 2 }
  ],
  [
    'q07-retry-after',
    'A 429 says when to come back.',
    'it may not',
    load,
    'developer.clevertap.com "API Request Limit"',
    { question: 7 }
  ],
  ['q07-403', 'A 403 means that the credentials are not accepted.', 'it does', notFromOutside, errors, { question: 7 }],
  [
    'q17-bodies',
    'Bodies of 2.5 MB and 6 MB are taken.',
    'smaller ones are sent',
    beyondLimits,
    'a weak hint at 2 MB',
    { question: 17 }
  ],
  [
    'code-404',
    'A record about nothing that exists: code 404.',
    'refused for good',
    notFromOutside,
    'no page or recording has it',
    { confidence: 'inferred' }
  ],
  [
    'code-522',
    'An event with more properties than the account takes: 522.',
    'refused for good',
    `${settings}; see q16`,
    errors
  ],
  [
    'code-527',
    'A time outside what the account takes: 527.',
    'refused for good',
    `${settings}; see q13`,
    'nammayatri/shared-kernel',
    { confidence: 'observed' }
  ],
  ['code-528', 'An event that the account discards: 528.', 'refused for good', settings, errors],
  [
    'code-534',
    'A device token of a type that does not fit: 534.',
    'refused for good',
    "it takes a person's device",
    errors
  ],
  [
    'code-535',
    'A device token that is not valid: 535.',
    'refused for good',
    'nobody says how it differs from 531',
    errors
  ],
  ['code-555', 'Trouble of CleverTap with one record: 555.', 'sent again', notFromOutside, errors],
  [
    'status-3xx',
    'CleverTap redirects nothing.',
    'a redirect is not followed',
    notFromOutside,
    'no page has one',
    { confidence: 'inferred' }
  ],
  [
    'status-408-423',
    'CleverTap answers neither 408 nor 423.',
    'sent again',
    notFromOutside,
    'RFC 9110, RFC 4918',
    { confidence: 'inferred' }
  ],
  ['status-409', 'A request at odds with another: 409.', 'refused for good', notFromOutside, errors],
  ['status-429', 'Too many requests at once: 429.', 'sent again', load, errors],
  ['status-5xx', 'Trouble of CleverTap: 500 or 503.', 'sent again', notFromOutside, errors],
  [
    'credentials-expired',
    'A passcode that has expired: 401.',
    'refused',
    'it takes a passcode that has expired',
    sources.authentication
  ],
  [
    'credentials-token',
    "The account's token in place of a passcode: 401.",
    'refused',
    'the token is not known here',
    sources.authentication
  ],
  ['delete-time', 'A deleted profile is gone within 48 hours.', 'it is', 'the answer takes two days', deletion],
  [
    'limit-attributes',
    'An account has at most 256 custom attributes.',
    'the rest is dropped',
    'attributes stay in the account',
    profiles
  ],
  ['limit-values', 'Names above 120 and values above 512 bytes are dropped.', 'with a success', beyondLimits, profiles],
  [
    'limit-event-names',
    'An account has at most 512 event names.',
    'the rest is dropped',
    'event names stay in the account',
    events
  ]
]

export const unasked: Scenario[] = rows.map(([id, claim, believed, notAsked, source, more]) => ({
  id,
  claim,
  believed,
  notAsked,
  source,
  confidence: more?.question === undefined ? 'documented' : 'unknown',
  ...more
}))
