/** What may be asked, and what is answered to anything else. */
import { parseCase } from '../case'

const actions = ['userUpload', 'userDelete']
const subscription = { partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: {} }
const valid = { event: { type: 'identify' }, subscriptions: [subscription] }

const nest = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)

it.each([
  ['the least', { event: {}, subscriptions: [] }],
  ['a list of events', { ...valid, event: [{}, {}] }],
  ['a list with what is no event', { ...valid, event: [1, null] }],
  ['50 events', { ...valid, event: Array(50).fill({}) }],
  ['50 subscriptions', { ...valid, subscriptions: Array(50).fill(subscription) }],
  ['profiles before', { ...valid, before: { 'ada-1': { plan: 'gold' } } }],
  ['an answer', { ...valid, answer: 'cutAfter' }],
  ['a refusal', { ...valid, answer: { refuse: 516 } }],
  ['a fault of the first tries', { ...valid, answer: { fault: '503', times: 3 } }],
  ['the country of the browser', { ...valid, region: 'IN' }],
  [
    'a subscription that is named and switched off',
    { ...valid, subscriptions: [{ ...subscription, name: 'A', enabled: false }] }
  ],
  ['a deep event', { ...valid, event: nest(900) }]
])('takes %s', (_name, input) => {
  expect(parseCase(input, actions)).toEqual({ case: input })
})

it('takes subscriptions in the form of the Public API', () => {
  const entry = { name: 'A', actionSlug: 'userUpload', trigger: 'type = "track"', settings: {}, enabled: false }
  const { name, enabled } = entry
  expect(parseCase({ ...valid, subscriptions: [entry] }, actions)).toEqual({
    case: { ...valid, subscriptions: [{ ...subscription, name, enabled, subscribe: 'type = "track"' }] }
  })
})

it.each([
  ['no object', [], 'A case must be a JSON object with event and subscriptions.'],
  [
    'an unknown key',
    { ...valid, evnt: {} },
    'A case has event, subscriptions, before, answer and region, but not "evnt".'
  ],
  ['a text as event', { ...valid, event: 'x' }, 'event must be a JSON object, or a list of them.'],
  ['no event', { subscriptions: [] }, 'event must be a JSON object, or a list of them.'],
  ['an empty list', { ...valid, event: [] }, 'event must be a list of 1 to 50 events.'],
  ['51 events', { ...valid, event: Array(51).fill({}) }, 'event must be a list of 1 to 50 events.'],
  ['no subscriptions', { event: {} }, 'subscriptions must be a list of 50 at most.'],
  [
    '51 subscriptions',
    { ...valid, subscriptions: Array(51).fill(subscription) },
    'subscriptions must be a list of 50 at most.'
  ],
  [
    'an unknown action',
    { ...valid, subscriptions: [subscription, { ...subscription, partnerAction: 'x' }] },
    'subscriptions[1].partnerAction must be userUpload or userDelete.'
  ],
  [
    'a name of JavaScript as action',
    { ...valid, subscriptions: [{ ...subscription, partnerAction: 'constructor' }] },
    'subscriptions[0].partnerAction must be userUpload or userDelete.'
  ],
  [
    'null as subscription',
    { ...valid, subscriptions: [null] },
    'subscriptions[0].partnerAction must be userUpload or userDelete.'
  ],
  [
    'no trigger',
    { ...valid, subscriptions: [{ ...subscription, subscribe: 1 }] },
    'subscriptions[0].subscribe must be a condition as text, such as type = "identify".'
  ],
  [
    'no mapping',
    { ...valid, subscriptions: [{ ...subscription, mapping: [] }] },
    'subscriptions[0].mapping must be an object, with one key for each field of userUpload.'
  ],
  [
    'a number as name',
    { ...valid, subscriptions: [{ ...subscription, name: 1 }] },
    'subscriptions[0].name must be text.'
  ],
  [
    'a text as switch',
    { ...valid, subscriptions: [{ ...subscription, enabled: 'no' }] },
    'subscriptions[0].enabled must be true or false.'
  ],
  [
    'a list of profiles',
    { ...valid, before: [{}] },
    'before must be an object from an identity to an object of attributes.'
  ],
  [
    'a text as profile',
    { ...valid, before: { a: 'x' } },
    'before must be an object from an identity to an object of attributes.'
  ],
  [
    'an unknown answer',
    { ...valid, answer: '500' },
    'answer must be 401, 429, 503, cutAfter, html, {"fault": one of these, "times": 1 to 9}, or {"refuse": a code from 509 to 555}.'
  ],
  [
    'a fault too often',
    { ...valid, answer: { fault: '503', times: 10 } },
    'answer must be 401, 429, 503, cutAfter, html, {"fault": one of these, "times": 1 to 9}, or {"refuse": a code from 509 to 555}.'
  ],
  ['a region that is no text', { ...valid, region: 91 }, 'region must be text, such as IN.'],
  [
    'null as answer',
    { ...valid, answer: null },
    'answer must be 401, 429, 503, cutAfter, html, {"fault": one of these, "times": 1 to 9}, or {"refuse": a code from 509 to 555}.'
  ],
  [
    'a code out of range',
    { ...valid, answer: { refuse: 404 } },
    'answer must be 401, 429, 503, cutAfter, html, {"fault": one of these, "times": 1 to 9}, or {"refuse": a code from 509 to 555}.'
  ],
  [
    'a refusal and more',
    { ...valid, answer: { refuse: 516, and: 1 } },
    'answer must be 401, 429, 503, cutAfter, html, {"fault": one of these, "times": 1 to 9}, or {"refuse": a code from 509 to 555}.'
  ],
  ['a bottomless event', { ...valid, event: nest(100_000) }, 'A case may be nested 1,000 deep at most.']
])('answers %s with what to do', (_name, input, error) => {
  expect(parseCase(input, actions)).toEqual({ error })
})
