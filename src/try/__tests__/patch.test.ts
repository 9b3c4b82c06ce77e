import { applyPatch } from '../patch'
import type { Case, Patch } from '../protocol'

const input: Case = {
  event: [{ type: 'identify', traits: { phone: '98450 12345', 'a/b': { '~': 1 } } }, { type: 'track' }],
  subscriptions: [{ partnerAction: 'userUpload', subscribe: 'type = "identify"', mapping: {} }]
}

describe('applyPatch', () => {
  it.each<[string, Patch, Partial<Case> | undefined]>([
    [
      'sets a field of a mapping',
      [{ op: 'set', path: '/subscriptions/0/mapping/phoneCountry', value: 'IN' }],
      { subscriptions: [{ ...input.subscriptions[0], mapping: { phoneCountry: 'IN' } }] }
    ],
    [
      'makes the objects on the way',
      [{ op: 'set', path: '/before/ada-1/points', value: 40 }],
      { before: { 'ada-1': { points: 40 } } }
    ],
    [
      'adds to a list, and changes what it added',
      [
        { op: 'set', path: '/subscriptions/-', value: { partnerAction: 'userDelete', subscribe: '', mapping: {} } },
        { op: 'set', path: '/subscriptions/1/enabled', value: false }
      ],
      {
        subscriptions: [
          input.subscriptions[0],
          { partnerAction: 'userDelete', subscribe: '', mapping: {}, enabled: false }
        ]
      }
    ],
    ['takes out of a list', [{ op: 'unset', path: '/event/0' }], { event: [{ type: 'track' }] }],
    [
      'finds keys with slashes and tildes',
      [{ op: 'set', path: '/event/0/traits/a~1b/~0', value: 2 }],
      { event: [{ type: 'identify', traits: { phone: '98450 12345', 'a/b': { '~': 2 } } }, { type: 'track' }] }
    ],
    ['finds no place in another case', [{ op: 'set', path: '/event/5/type', value: 'track' }], undefined],
    ['finds no place within text', [{ op: 'set', path: '/event/1/type/name', value: 'track' }], undefined],
    ['takes out nothing that is not there', [{ op: 'unset', path: '/event/1/traits/phone' }], undefined]
  ])('%s', (_name, patch, changes) => {
    const before = JSON.stringify(input)
    expect(applyPatch(input, patch)).toEqual(changes && { ...input, ...changes })
    expect(JSON.stringify(input)).toBe(before)
  })

  it('takes a key of JavaScript for a key', () => {
    const patched = applyPatch(input, [{ op: 'set', path: '/before/__proto__/points', value: 40 }])
    expect(JSON.stringify(patched?.before)).toBe('{"__proto__":{"points":40}}')
  })
})
