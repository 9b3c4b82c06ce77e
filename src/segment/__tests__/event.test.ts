/** What an event is, and what is made of one before anything reads it. */
import { isOptedOut, parseEvent, parseJson } from '../event'

describe('JSON', () => {
  it.each([
    ['a number that JavaScript knows', '{"id":9007199254740991}', { id: 9007199254740991 }],
    ['one beyond 2^53', '{"id":9007199254740993}', { id: '9007199254740993' }],
    ['one of 19 digits', '{"userId":1234567890123456789}', { userId: '1234567890123456789' }],
    ['a negative one', '[ -1234567890123456789 ]', ['-1234567890123456789']],
    ['a list', '[1,1234567890123456788,1234567890123456789]', [1, '1234567890123456788', '1234567890123456789']],
    ['a fraction', '[1234567890123456.75, 0.1234567890123456789]', [1234567890123456.75, 0.12345678901234568]],
    ['an exponent', '[1234567890123456789e2, 1e0000000000000000001]', [123456789012345680000, 10]],
    ['a text', '{"a":"x, 1234567890123456789","b":1}', { a: 'x, 1234567890123456789', b: 1 }],
    [
      'a text with quotation marks, and a number',
      '{"a":"\\\\\\": 1234567890123456789\\\\","b":1234567890123456789}',
      { a: '\\": 1234567890123456789\\', b: '1234567890123456789' }
    ],
    ['nothing else', ' null ', null]
  ])('keeps every digit of whole numbers: %s', (_name, text, value) => {
    expect(parseJson(text)).toEqual({ value })
  })

  it.each(['', '{', '{1234567890123456789:1}', '[01234567890123456789]', '[--1234567890123456789]', '{"a":"1}'])(
    'is refused when it is none: %s',
    (text) => {
      expect(parseJson(text)).toBeUndefined()
    }
  )
})

describe('an event', () => {
  it.each([
    ['text', 'u-1', { userId: 'u-1' }],
    ['a number', 17, { userId: '17' }],
    ['a boolean', true, { userId: 'true' }],
    ['null', null, {}],
    ['an object', { toString: 1 }, {}],
    ['a list of one', ['u-1'], { userId: 'u-1' }],
    ['a list', ['u-1', 'u-2'], {}]
  ])('has text or nothing for its userId and messageId: %s', (_name, value, { userId }: { userId?: string }) => {
    const event = { type: 'identify', userId: value, messageId: value, traits: { a: [1] } }
    const before = JSON.stringify(event)
    expect(parseEvent(event)).toEqual({ event: { type: 'identify', userId, messageId: userId, traits: { a: [1] } } })
    expect(JSON.stringify(event)).toBe(before)
  })

  it.each([
    ['null', null, undefined],
    ['null as personas', { ip: '1', personas: null }, { ip: '1' }],
    ['an audience that is an object', { personas: { computation_key: { toString: 1 } } }, { personas: {} }],
    ['an audience', { personas: { computation_key: 'vip' } }, { personas: { computation_key: 'vip' } }],
    ['text', 'x', 'x']
  ])('has a context that does no harm to others: %s', (_name, context, expected) => {
    expect(parseEvent({ type: 'track', context })).toEqual({ event: { type: 'track', context: expected } })
  })

  it.each([
    ['none', { originalTimestamp: '2024-01-02' }, '2024-01-02'],
    ['null', { timestamp: null, originalTimestamp: '2024-01-02' }, '2024-01-02'],
    ['its own', { timestamp: '2023-01-02', originalTimestamp: '2024-01-02' }, '2023-01-02'],
    ['neither', {}, undefined]
  ])('without a timestamp has its original one: %s', (_name, times, timestamp) => {
    expect(parseEvent({ type: 'track', ...times })).toMatchObject({ event: timestamp ? { timestamp } : {} })
  })

  it.each([
    ['no object', [], 'is not a JSON object'],
    ['null', null, 'is not a JSON object'],
    ['no type', { userId: 'u-1' }, 'has no type, such as "type": "identify"'],
    ['a type that is no text', { type: { toString: 1 } }, 'has no type, such as "type": "identify"']
  ])('is nothing else: %s', (_name, value, problem) => {
    expect(parseEvent(value)).toEqual({ problem })
  })
})

it.each([
  [undefined, false],
  [null, false],
  ['All', false],
  [{}, false],
  [{ All: false }, true],
  [{ All: 'false' }, false],
  [{ All: false, Mine: true }, false],
  [{ All: false, Mine: { key: 1 } }, false],
  [{ All: true, Mine: false }, true],
  [{ Other: false }, false]
])('an event is kept from a destination by its integrations: %j', (integrations, isOut) => {
  expect(isOptedOut({ type: 'track', integrations }, 'Mine')).toBe(isOut)
})
