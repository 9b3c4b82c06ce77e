/** The table of what is in CleverTap. */
import type { Delivery, EventResult, Origin, ProfileChange } from '../../protocol'
import { toDateWords, toEventRows, toProfileRows, toSentRows } from '../rows'

const event = (attributes: Origin[], sentAs: Delivery['sentAs'] = 'profile'): EventResult => ({
  fate: 'delivered',
  reason: '',
  warnings: [],
  notices: [],
  profiles: [],
  recorded: [],
  triggers: [],
  deliveries: [
    {
      name: 'M',
      action: 'A',
      identity: 'ada-1',
      sentAs,
      outcome: { fate: 'delivered', reason: '', warnings: [] },
      mapped: [],
      attributes,
      exchanges: [],
      tries: []
    }
  ]
})

const profile = (attributes: ProfileChange['attributes'], existed = true): ProfileChange => ({
  identity: 'ada-1',
  existed,
  exists: true,
  attributes
})

const attributes: Origin[] = [
  { attribute: 'plan', sent: 'gold', from: ['traits.plan'] },
  { attribute: 'id', from: ['traits.id'] },
  { attribute: 'Phone', leftOut: 'Why.', from: ['traits.phone'], original: '12' },
  { attribute: 'seen', sent: 5, from: ['traits.seen'], original: '5' }
]

it('shows what was left out first, then what changed, what is new, and what the event is not about', () => {
  const changes = profile([
    { key: 'points', before: 40, after: 40, change: 'same' },
    { key: 'plan', before: 'free', after: 'gold', change: 'changed' },
    { key: 'seen', after: 5, change: 'new' },
    { key: 'old', before: 1, change: 'removed' }
  ])
  expect(toProfileRows(changes, event(attributes))).toEqual([
    { attribute: 'Phone', kind: 'leftOut', from: ['traits.phone'], original: '12' },
    { attribute: 'plan', kind: 'changed', value: 'gold', was: 'free', from: ['traits.plan'] },
    { attribute: 'old', kind: 'removed', was: 1, from: [] },
    { attribute: 'seen', kind: 'new', value: 5, from: ['traits.seen'], original: '5' },
    { attribute: 'id', kind: 'repeated', from: ['traits.id'] },
    { attribute: 'points', kind: 'kept', value: 40, from: [] }
  ])
})

it('marks nothing of a new profile as new', () => {
  const changes = profile([{ key: 'plan', after: 'gold', change: 'new' }], false)
  expect(toProfileRows(changes, event(attributes.slice(0, 1)))).toEqual([
    { attribute: 'plan', kind: 'sent', value: 'gold', from: ['traits.plan'] }
  ])
})

it('shows what was sent and is not there', () => {
  expect(toProfileRows(profile([]), event(attributes.slice(0, 1)))).toEqual([
    { attribute: 'plan', kind: 'notStored', value: 'gold', from: ['traits.plan'] }
  ])
})

it('shows what was refused first', () => {
  const [delivery] = event(attributes).deliveries
  expect(toSentRows(delivery, ['seen']).map(({ attribute, kind }) => [attribute, kind])).toEqual([
    ['Phone', 'leftOut'],
    ['seen', 'refused'],
    ['plan', 'sent'],
    ['id', 'repeated']
  ])
})

it('shows an event with where each property comes from', () => {
  const origins: Origin[] = [
    { attribute: 'Amount', sent: 27.5, from: ['properties.total'], original: '27.5' },
    { attribute: 'Items', leftOut: 'Why.', from: ['properties.items'] }
  ]
  const recorded = { identity: 'ada-1', name: 'Charged', data: { Amount: 27.5, source: 'web' } }
  expect(toEventRows(recorded, event(origins, 'event'))).toEqual([
    { attribute: 'Items', kind: 'leftOut', from: ['properties.items'] },
    { attribute: 'Amount', kind: 'sent', value: 27.5, from: ['properties.total'], original: '27.5' },
    { attribute: 'source', kind: 'sent', value: 'web', from: [] }
  ])
})

it.each([
  [{ attribute: 'DOB', value: '$D_660787200' }, '10 Dec 1990'],
  [{ attribute: 'lastSeenAt', value: 1709544135 }, '4 Mar 2024, 09:22:15 UTC'],
  [{ attribute: 'createdAt', value: 1622534400 }, '1 Jun 2021, 08:00 UTC'],
  [{ attribute: 'seen', value: 1709544135, original: '2024-03-04T09:22:15Z' }, '4 Mar 2024, 09:22:15 UTC'],
  [{ attribute: 'score', value: 1709544135 }, undefined],
  [{ attribute: 'at', value: '1709544135' }, undefined],
  [{ attribute: 'DOB', value: { a: 1 } }, undefined]
])('%j is a time, if it is one', (row, words) => {
  expect(toDateWords(row)).toBe(words)
})
