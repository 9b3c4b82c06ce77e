/** The table of what is in CleverTap. */
import type { Delivery, EventResult, Origin, ProfileChange } from '../../protocol'
import { toEventRows, toRows } from '../profile-rows'

const event = (identity: string, attributes: Origin[], sentAs: Delivery['sentAs'] = 'profile'): EventResult => ({
  fate: 'delivered',
  reason: '',
  warnings: [],
  triggers: [],
  deliveries: [
    {
      name: 'M',
      action: 'A',
      identity,
      sentAs,
      outcome: { fate: 'delivered', reason: '', warnings: [] },
      mapped: [],
      attributes,
      exchanges: []
    }
  ]
})

const profile = (attributes: ProfileChange['attributes']): ProfileChange => ({
  identity: 'ada-1',
  existed: true,
  exists: true,
  attributes
})

it('shows what was left out first, then what came from the event, then what it is not about', () => {
  const attributes: Origin[] = [
    { attribute: 'plan', sent: 'gold', from: ['traits.plan'] },
    { attribute: 'id', from: ['traits.id'] },
    { attribute: 'Phone', leftOut: 'Phone was left out: it is bad.', from: ['traits.phone'], original: '12' }
  ]
  const changes = profile([
    { key: 'points', before: 40, after: 40, change: 'same' },
    { key: 'plan', before: 'free', after: 'gold', change: 'changed' },
    { key: 'old', before: 1, change: 'removed' }
  ])
  expect(toRows(changes, { events: [event('ada-1', attributes)] })).toEqual([
    {
      attribute: 'Phone',
      kind: 'leftOut',
      rule: 'Phone was left out: it is bad.',
      from: ['traits.phone'],
      original: '12'
    },
    { attribute: 'plan', kind: 'sent', value: 'gold', was: 'free', from: ['traits.plan'] },
    { attribute: 'old', kind: 'removed', was: 1, from: [] },
    { attribute: 'id', kind: 'repeated', from: ['traits.id'] },
    { attribute: 'points', kind: 'kept', value: 40, from: [] }
  ])
})

it('shows what was sent and is not there', () => {
  const attributes: Origin[] = [{ attribute: 'plan', sent: 'gold', from: ['traits.plan'] }]
  expect(toRows(profile([]), { events: [event('ada-1', attributes)] })).toEqual([
    { attribute: 'plan', kind: 'notStored', from: ['traits.plan'] }
  ])
})

it('of several events the last that says something of an attribute counts, and only those of this person', () => {
  const events = [
    event('ada-1', [{ attribute: 'plan', sent: 'free', from: ['traits.tier'] }]),
    event('grace-2', [{ attribute: 'plan', sent: 'x', from: ['traits.x'] }]),
    event('ada-1', [{ attribute: 'plan', sent: 'gold', from: ['traits.plan'] }]),
    event('ada-1', [{ attribute: 'price', sent: 1, from: ['properties.price'] }], 'event')
  ]
  expect(toRows(profile([{ key: 'plan', after: 'gold', change: 'new' }]), { events })).toEqual([
    { attribute: 'plan', kind: 'sent', value: 'gold', from: ['traits.plan'], event: 3 }
  ])
})

it('shows a recorded event with the origins of the record that it was', () => {
  const events = [
    event('ada-1', [{ attribute: 'Amount', sent: 1, from: ['properties.other'] }], 'event'),
    event(
      'ada-1',
      [
        { attribute: 'coupon', leftOut: 'coupon was left out: it is bad.', from: ['properties.coupon'] },
        { attribute: 'Amount', sent: 27.5, from: ['properties.total'], original: '27.5' }
      ],
      'event'
    )
  ]
  const recorded = { identity: 'ada-1', name: 'Charged', data: { Amount: 27.5, added: true } }
  expect(toEventRows(recorded, { events })).toEqual([
    {
      attribute: 'coupon',
      kind: 'leftOut',
      rule: 'coupon was left out: it is bad.',
      from: ['properties.coupon'],
      event: 2
    },
    { attribute: 'Amount', kind: 'sent', value: 27.5, from: ['properties.total'], original: '27.5', event: 2 },
    { attribute: 'added', kind: 'sent', value: true, from: [] }
  ])
})
