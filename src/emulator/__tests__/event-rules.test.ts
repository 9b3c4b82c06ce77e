import type { Json } from '../json'
import { findBrokenRule } from '../rules'
import { codeOf, event, profile } from './__helpers__/records'

describe('event name (509, 513)', () => {
  it.each<[string, Json | undefined, number | undefined]>([
    ['a name', 'Signed Up', undefined],
    ['none', undefined, 509],
    ['null', null, 509],
    ['empty', '', 509],
    ['blank', ' \t', 509],
    ['a number', 12, 509],
    ['a list', ['Signed Up'], 509],
    ['Charged', 'Charged', undefined],
    ['a restricted name within a longer one', 'App Launched Again', undefined]
  ])('%s', (_name, evtName, code) => {
    const { evtName: _omitted, ...nameless } = event()
    expect(codeOf(evtName === undefined ? nameless : { ...nameless, evtName })).toBe(code)
  })

  it.each(['App Version Changed', 'Stayed', 'Web Page Viewed'])('refuses %s in any letter case and spacing', (name) => {
    const spellings = [
      name,
      name.toLowerCase(),
      name.toUpperCase(),
      name.replace(/ /g, ''),
      ` ${name.replace(/ /g, '  ')} `
    ]
    expect(spellings.map((evtName) => codeOf(event({ evtName })))).toEqual([513, 513, 513, 513, 513])
  })

  it('restricts no attribute of a profile', () => {
    expect(codeOf(profile({ evtName: 'App Launched' }))).toBeUndefined()
  })
})

describe('event data (512, 522)', () => {
  it.each<[string, Json, number | undefined]>([
    ['an empty object', {}, undefined],
    ['nested values and lists', { Items: [{ a: 1 }], address: { city: 'A' } }, undefined],
    ['null', null, 512],
    ['a list', [], 512],
    ['text', '{}', 512]
  ])('%s', (_name, evtData, code) => {
    expect(codeOf(event({ evtData }))).toBe(code)
  })

  it('must be there', () => {
    expect(codeOf({ type: 'event', identity: 'u-1', evtName: 'Signed Up' })).toBe(512)
  })

  it.each<[number, number | undefined, number | undefined]>([
    [99, undefined, undefined],
    [100, undefined, undefined],
    [101, undefined, 522],
    [256, 256, undefined],
    [257, 256, 522],
    [0, 0, undefined],
    [1, 0, 522]
  ])('with %i properties and a limit of %p: %p', (count, maxEventProperties, code) => {
    const evtData = Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, index]))
    expect(findBrokenRule(event({ evtData }), { maxEventProperties })?.code).toBe(code)
  })

  it('has no limit in a profile', () => {
    const profileData = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, index]))
    expect(codeOf(profile({ profileData }))).toBeUndefined()
  })
})

describe('discarded events (528)', () => {
  it.each([
    ['Product Viewed', 528],
    ['productviewed', 528],
    ['Product Viewed Again', undefined]
  ])('with Product Viewed discarded, %s gives %p', (evtName, code) => {
    expect(findBrokenRule(event({ evtName }), { discardedEvents: ['A', 'product  Viewed'] })?.code).toBe(code)
  })
})
