/** What the page says of an event. */
import type { Delivery, EventResult, ProfileChange } from '../../protocol'
import { showValue, toConditionWords, toProfileState, toVerdict } from '../wording'

const delivery = (fate: Delivery['outcome']['fate'], more: Partial<Delivery> = {}): Delivery => ({
  subscription: 0,
  name: 'Identify',
  action: 'User Upload',
  identity: 'ada-1',
  sentAs: 'profile',
  outcome: { fate, reason: 'The reason.', warnings: [] },
  mapped: [],
  attributes: [],
  exchanges: [],
  ...more
})

const event = (fate: EventResult['fate'], deliveries: Delivery[], warnings: string[] = []): EventResult => ({
  fate,
  reason: fate === 'delivered' || fate === 'notSubscribed' ? '' : 'The reason.',
  warnings,
  triggers: [],
  deliveries
})

const warned = { outcome: { fate: 'delivered' as const, reason: '', warnings: ['A.', 'B.'] } }
const absent: ProfileChange = { identity: 'ada-1', existed: false, exists: false, attributes: [] }
const created: ProfileChange = { ...absent, exists: true }
const gone: ProfileChange = { ...absent, existed: true }

const verdict = (events: EventResult[], profiles: ProfileChange[] = []) =>
  toVerdict({ events, profiles, recorded: [], unusable: [], tookMs: 1 })

describe('the verdict on one event', () => {
  it.each([
    ['delivered', event('delivered', [delivery('delivered')]), [created], 'Delivered', 'good', ''],
    [
      'delivered with warnings',
      event('delivered', [delivery('delivered', warned)], ['A.', 'B.']),
      [created],
      'Delivered, with 2 warnings',
      'care',
      ''
    ],
    [
      'a deletion',
      event('delivered', [delivery('delivered', { sentAs: 'deletion' })]),
      [gone],
      'Deleted: profile ada-1 is gone',
      'good',
      ''
    ],
    [
      'a deletion of nobody',
      event('delivered', [delivery('delivered', { sentAs: 'deletion' })]),
      [absent],
      'Nothing to delete: CleverTap has no profile ada-1',
      'good',
      ''
    ],
    [
      'no mapping',
      event('notSubscribed', []),
      [],
      'Not subscribed: no mapping takes this event',
      'none',
      'Nothing is sent. Below is what each trigger asks for.'
    ],
    [
      'not valid',
      event('invalid', [delivery('invalid', { sentAs: undefined })]),
      [],
      'Not sent: this event is not valid',
      'bad',
      'The reason.'
    ],
    ['refused', event('rejected', [delivery('rejected')]), [absent], 'Refused by CleverTap', 'bad', 'The reason.'],
    [
      'credentials',
      event('unauthorized', [delivery('unauthorized')]),
      [absent],
      'Refused: the credentials are wrong',
      'bad',
      'The reason.'
    ],
    [
      'later',
      event('transient', [delivery('transient')]),
      [absent],
      'Not delivered yet: Segment will try again',
      'care',
      'The reason.'
    ],
    [
      'later, though it was applied',
      event('transient', [delivery('transient')]),
      [created],
      'Not delivered yet: Segment will try again',
      'care',
      'The reason. The emulator applied it, which Segment cannot know.'
    ],
    ['no event', event('malformed', []), [], 'Not sent: this is no event', 'bad', 'The reason.']
  ] as const)('%s', (_name, result, profiles, headline, tone, reason) => {
    expect(verdict([result], [...profiles])).toEqual({ headline, tone, reason, warnings: result.warnings, parts: [] })
  })

  it('that several mappings take is theirs together', () => {
    const deliveries = [delivery('delivered'), delivery('invalid', { name: 'By email' })]
    expect(verdict([event('invalid', deliveries)], [created])).toEqual({
      headline: 'Sent 2 times: 2 mappings take this event',
      tone: 'bad',
      reason: 'The reason.',
      warnings: [],
      parts: ['Identify: Delivered', 'By email: Not sent: this event is not valid']
    })
  })
})

it('the verdict on several events counts them', () => {
  const events = [
    event('delivered', [delivery('delivered')]),
    event('delivered', [delivery('delivered', warned)], ['A.', 'B.']),
    event('notSubscribed', [])
  ]
  expect(verdict(events)).toEqual({
    headline: '3 events: 2 delivered, 1 not subscribed, 2 warnings',
    tone: 'care',
    reason: '',
    warnings: [],
    parts: []
  })
})

it.each([
  ['created', created],
  ['deleted', gone],
  ['absent', absent],
  [
    'unchanged',
    { ...created, existed: true, attributes: [{ key: 'a', before: 1, after: 1, change: 'same' as const }] }
  ],
  ['updated', { ...created, existed: true, attributes: [{ key: 'a', after: 1, change: 'new' as const }] }]
])('a profile is %s', (state, profile) => {
  expect(toProfileState(profile)).toBe(state)
})

it.each([
  [{ text: 'a', holds: true, actual: 'x' }, 'holds'],
  [{ text: 'a', holds: false, actual: 'Product Viewed' }, 'does not hold: it is "Product Viewed"'],
  [{ text: 'a', holds: false }, 'does not hold: it is absent'],
  [{ text: 'a', holds: false, group: { joined: 'or' as const, conditions: [] } }, 'does not hold']
])('a condition %j is put in words', (condition, words) => {
  expect(toConditionWords(condition)).toBe(words)
})

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['+442079460958', '+442079460958'],
  ['1990-12-10', '1990-12-10'],
  ['40', '"40"'],
  [40, '40'],
  ['true', '"true"'],
  [true, 'true'],
  ['', '""'],
  [' a', '" a"'],
  ['[1]', '"[1]"'],
  [['a', 1], '["a",1]'],
  [null, 'null'],
  ['<b>x</b>', '<b>x</b>'],
  ['a\u0000b\u202ec\nd', 'a\\u0000b\\u202ec\\u000ad'],
  ['x'.repeat(1234), `${'x'.repeat(200)}… (1,234 characters)`]
])('a value %j is shown so that it cannot be taken for another', (value, shown) => {
  expect(showValue(value)).toBe(shown)
})
