/** What the page says of an event. */
import type { Delivery, EventResult, Fate, Json, Notice, Origin, ProfileChange, RecordedEvent } from '../../protocol'
import { toKind, toPlainText, toProfileState, toSummary, toVerdict, toWhy } from '../wording'

type About = {
  fate: EventResult['fate']
  sentAs?: Delivery['sentAs']
  profiles?: ProfileChange[]
  recorded?: RecordedEvent[]
  notices?: Notice[]
  attributes?: Origin[]
  tries?: Delivery['tries']
}

const result = ({ fate, sentAs = 'profile', attributes = [], tries = [], ...more }: About): EventResult => ({
  fate,
  reason: 'The reason.',
  warnings: [],
  notices: [],
  profiles: [],
  recorded: [],
  triggers: [],
  deliveries:
    fate === 'notSubscribed' || fate === 'malformed'
      ? []
      : [
          {
            subscription: 0,
            name: 'Identify',
            action: 'userUpload',
            identity: 'ada-1',
            sentAs,
            outcome: { fate: fate as Fate, reason: 'The reason.', warnings: [] },
            mapped: [],
            attributes,
            exchanges: [],
            tries
          }
        ],
  ...more
})

const notice = (kind: Notice['kind'], more: Partial<Notice> = {}): Notice => ({
  kind,
  text: 'Phone has no country code.',
  parts: [],
  fixes: [],
  ...more
})

const absent: ProfileChange = { identity: 'ada-1', existed: false, exists: false, attributes: [] }
const created: ProfileChange = { ...absent, exists: true, attributes: [{ key: 'plan', after: 'gold', change: 'new' }] }
const gone: ProfileChange = { ...absent, existed: true }
const updated: ProfileChange = {
  ...created,
  existed: true,
  attributes: [
    { key: 'plan', before: 'gold', after: 'platinum', change: 'changed' },
    { key: 'seen', after: 1, change: 'new' },
    { key: 'Name', before: 'Ada', after: 'Ada', change: 'same' },
    { key: 'Email', before: 'a', after: 'a', change: 'same' }
  ]
}
const unchanged: ProfileChange = { ...updated, attributes: updated.attributes.slice(2) }
const lost = (...names: string[]) => names.map((attribute) => ({ attribute, from: [], leftOut: 'Why.' }))
const order = (name: string, data: { [key: string]: Json }) => [{ identity: 'jun-4', name, data }]
const again = 'Nothing was saved, and Segment does not try again.'
const keeps = 'Segment keeps trying for up to 4 hours.'

it.each<[string, About, string, string, string]>([
  ['new', { fate: 'delivered', profiles: [created] }, 'good', 'Delivered', 'New profile ada-1 with 1 attribute.'],
  [
    'updated',
    { fate: 'delivered', profiles: [updated] },
    'good',
    'Delivered',
    'Profile ada-1 was updated: 1 attribute changed, 1 is new, 2 stay as they were.'
  ],
  [
    'unchanged',
    { fate: 'delivered', profiles: [unchanged] },
    'good',
    'Delivered',
    'Profile ada-1 is unchanged: it had these values already.'
  ],
  [
    'one attribute left out',
    { fate: 'delivered', profiles: [created], attributes: lost('Phone') },
    'care',
    'Delivered, but Phone was left out',
    'New profile ada-1 with 1 attribute.'
  ],
  [
    'several left out',
    { fate: 'delivered', attributes: lost('Phone', 'Age', 'Age') },
    'care',
    'Delivered, but 2 attributes were left out',
    ''
  ],
  [
    'an order',
    { fate: 'delivered', sentAs: 'event', recorded: order('Charged', { Amount: 27.5, Currency: 'EUR' }) },
    'good',
    'Delivered as Charged',
    'CleverTap recorded a purchase of 27.5 EUR by jun-4.'
  ],
  [
    'an event',
    { fate: 'delivered', sentAs: 'event', recorded: order('Product Viewed', {}) },
    'good',
    'Delivered',
    'CleverTap recorded Product Viewed by jun-4.'
  ],
  [
    'a deletion',
    { fate: 'delivered', sentAs: 'deletion', profiles: [gone] },
    'good',
    'Profile ada-1 is deleted',
    'New data for this person would create it again.'
  ],
  [
    'a deletion of no profile',
    { fate: 'delivered', sentAs: 'deletion', profiles: [absent] },
    'good',
    'CleverTap had no profile ada-1',
    'A deletion still succeeds.'
  ],
  [
    'no mapping',
    { fate: 'notSubscribed' },
    'none',
    'Not sent: no mapping takes this event',
    'No error: Segment counts it as “Filtered at destination”.'
  ],
  ['not valid', { fate: 'invalid' }, 'bad', 'Not sent: this event is not valid', 'The reason.'],
  [
    'not valid by an attribute',
    {
      fate: 'invalid',
      notices: [
        notice('invalid', { parts: [{ name: 'Identity' }, ' ', { literal: 'undefined' }, ' is a placeholder.'] })
      ]
    },
    'bad',
    'Not sent: Identity is a placeholder',
    ''
  ],
  [
    'a mapping of no use',
    { fate: 'invalid', notices: [notice('unusable')] },
    'bad',
    'Not sent: the mapping cannot be used',
    ''
  ],
  ['no event', { fate: 'malformed' }, 'bad', 'Not sent: this is no event', 'The reason.'],
  ['refused', { fate: 'rejected' }, 'bad', 'Refused by CleverTap', again],
  [
    'refused for an attribute',
    { fate: 'rejected', notices: [notice('refused', { attribute: 'Phone', code: 516 })] },
    'bad',
    'Refused by CleverTap: Phone is not valid',
    `Code 516. ${again}`
  ],
  ['credentials', { fate: 'unauthorized' }, 'bad', 'Refused by CleverTap: wrong credentials', `Code 401. ${again}`],
  [
    'later',
    { fate: 'transient', tries: [{ status: 503, fate: 'transient' }] },
    'care',
    'Not delivered yet: Segment tries again',
    `CleverTap answered 503, not available. ${keeps}`
  ],
  [
    'delivered in the end',
    {
      fate: 'delivered',
      tries: [
        { status: 503, fate: 'transient' },
        { status: 200, fate: 'delivered' }
      ],
      profiles: [created],
      attributes: lost('Phone')
    },
    'care',
    'Delivered at try 2, but Phone was left out',
    'New profile ada-1 with 1 attribute.'
  ],
  [
    'later, though it was saved',
    { fate: 'transient', tries: [{ fate: 'transient' }], profiles: [created] },
    'care',
    'Not delivered yet: Segment tries again',
    `No answer came. It may have saved it. ${keeps}`
  ]
])('the verdict on an event: %s', (_name, about, tone, headline, sub) => {
  const verdict = toVerdict(result(about))
  expect([verdict.tone, toPlainText(verdict.headline), toPlainText(verdict.sub)]).toEqual([tone, headline, sub])
})

it.each<[About, string, string]>([
  [{ fate: 'delivered', profiles: [created] }, 'Delivered', 'New profile, 1 attribute'],
  [{ fate: 'delivered', profiles: [updated] }, 'Delivered', 'Profile updated, 2 attributes'],
  [{ fate: 'delivered', profiles: [unchanged] }, 'Delivered', 'Unchanged'],
  [{ fate: 'delivered', profiles: [gone] }, 'Delivered', 'Profile deleted'],
  [{ fate: 'delivered', profiles: [absent] }, 'Delivered', 'No such profile'],
  [{ fate: 'delivered', recorded: order('Charged', {}) }, 'Delivered', 'Recorded as Charged'],
  [
    { fate: 'delivered', attributes: lost('Phone'), notices: [notice('leftOut')] },
    'Left out',
    'Phone has no country code.'
  ],
  [{ fate: 'notSubscribed' }, 'No mapping', 'No mapping takes track events'],
  [{ fate: 'invalid' }, 'Not sent', 'The reason.'],
  [{ fate: 'unauthorized' }, 'Refused', `Code 401. ${again}`],
  [{ fate: 'transient', notices: [notice('leftOut')] }, 'Retried', `No answer came. ${keeps}`]
])('a line of the list says why: %j', (about, kind, why) => {
  expect([toKind(result(about)), toWhy(result(about), { type: 'track' })]).toEqual([kind, why])
})

it.each<[About[], string, string]>([
  [[{ fate: 'delivered' }, { fate: 'delivered' }], 'good', '2 of 2 events delivered'],
  [[{ fate: 'delivered' }, { fate: 'notSubscribed' }], 'care', '1 of 2 events delivered'],
  [[{ fate: 'malformed' }, { fate: 'notSubscribed' }], 'bad', '0 of 2 events delivered']
])('several events are counted: %j', (events, tone, headline) => {
  const verdict = toSummary({ events: events.map(result) })
  expect([verdict.tone, toPlainText(verdict.headline)]).toEqual([tone, headline])
})

it.each([
  ['New profile', created],
  ['Deleted', gone],
  ['Not in CleverTap', absent],
  ['Unchanged', unchanged],
  ['Updated', updated]
])('a profile is %s', (state, profile) => {
  expect(toProfileState(profile)).toBe(state)
})
