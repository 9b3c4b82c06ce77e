import type { JSONObject, JSONValue, SegmentEvent } from '@segment/actions-core'
import { subscriptionTo } from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { standardTraits } from './standard-traits'
import {
  deliverAmongGood,
  profileOf,
  warningsOf
} from '../../src/destinations/clevertap/userUpload/__tests__/__helpers__/upload'

const halves = [
  { trait: 'firstName', name: 'First Name', rule: 'text' },
  { trait: 'last_name', name: 'Last Name', rule: 'text' }
]

const traits = [...standardTraits.map(({ trait, name, rule }) => ({ trait, name, rule })), ...halves]

/** Parsed, as Segment does it: a literal cannot have `__proto__` as a key of its own. */
const eventOf = (trait: string, json: string): SegmentEvent =>
  JSON.parse(`{"type":"identify","userId":"of-${trait}","traits":{"${trait}":${json},"plan":"gold"}}`) as SegmentEvent

type Kind = {
  name: string
  json: string
  /** What is sent of a trait, where anything is. */
  sent: { [trait: string]: JSONObject }
  /** The traits of which nothing is said: they are taken, or say nothing. `all` for every one. */
  silent: string[] | 'all'
}

const kinds: Kind[] = [
  {
    name: 'a list',
    json: '["x","y"]',
    sent: { firstName: { firstName: '["x","y"]' }, last_name: { last_name: '["x","y"]' } },
    silent: []
  },
  {
    name: 'an empty list',
    json: '[]',
    sent: { firstName: { firstName: '[]' }, last_name: { last_name: '[]' } },
    silent: []
  },
  {
    name: 'an object',
    json: '{"a":{"b":1}}',
    sent: { firstName: { firstName_a_b: 1 }, last_name: { last_name_a_b: 1 } },
    silent: []
  },
  {
    name: 'a boolean',
    json: 'true',
    sent: {
      employed: { Employed: 'Y' },
      married: { Married: 'Y' },
      firstName: { firstName: true },
      last_name: { last_name: true }
    },
    silent: ['employed', 'married']
  },
  {
    name: 'a number',
    json: '7',
    sent: {
      name: { Name: '7' },
      birthday: { DOB: '$D_7' },
      age: { Age: 7 },
      customerType: { 'Customer Type': '7' },
      firstName: { firstName: 7 },
      last_name: { last_name: 7 }
    },
    silent: ['name', 'birthday', 'age', 'customerType', 'firstName', 'last_name']
  },
  {
    name: 'a number out of all range',
    json: '-1e300',
    sent: {
      name: { Name: '-1e+300' },
      customerType: { 'Customer Type': '-1e+300' },
      firstName: { firstName: -1e300 },
      last_name: { last_name: -1e300 }
    },
    silent: ['name', 'customerType', 'firstName', 'last_name']
  },
  {
    name: 'blank text',
    json: '" \\t\\n"',
    sent: { firstName: { firstName: ' \t\n' }, last_name: { last_name: ' \t\n' } },
    silent: 'all'
  },
  { name: 'null', json: 'null', sent: {}, silent: 'all' },
  { name: 'an object of nothing but null', json: '{"a":null,"b":{}}', sent: {}, silent: 'all' },
  {
    name: 'half a character',
    json: '"\\ud800"',
    sent: {
      name: { Name: '\ud800' },
      customerType: { 'Customer Type': '\ud800' },
      firstName: { firstName: '\ud800' },
      last_name: { last_name: '\ud800' }
    },
    silent: ['name', 'customerType', 'firstName', 'last_name']
  },
  {
    name: 'an object with a toString of its own',
    json: '{"toString":1}',
    sent: { firstName: { firstName_toString: 1 }, last_name: { last_name_toString: 1 } },
    silent: []
  },
  {
    name: 'an object with a valueOf and a toJSON of its own',
    json: '{"valueOf":{"a":1},"toJSON":2}',
    sent: {
      firstName: { firstName_valueOf_a: 1, firstName_toJSON: 2 },
      last_name: { last_name_valueOf_a: 1, last_name_toJSON: 2 }
    },
    silent: []
  },
  {
    name: 'an object with a constructor and hasOwnProperty of its own',
    json: '{"constructor":1,"hasOwnProperty":2}',
    sent: {
      firstName: { firstName_constructor: 1, firstName_hasOwnProperty: 2 },
      last_name: { last_name_constructor: 1, last_name_hasOwnProperty: 2 }
    },
    silent: []
  },
  {
    name: 'a list that holds such an object',
    json: '[{"toString":1}]',
    sent: { firstName: { firstName: '[{"toString":1}]' }, last_name: { last_name: '[{"toString":1}]' } },
    silent: []
  },
  // The framework's own mapping loses what is under this key.
  { name: 'an object with a __proto__ of its own', json: '{"__proto__":{"toString":1}}', sent: {}, silent: 'all' }
]

describe.each(kinds)('$name in any trait', ({ json, sent, silent }) => {
  const events = traits.map(({ trait }) => eventOf(trait, json))
  const isSilent = (trait: string) => silent === 'all' || silent.includes(trait)

  it('costs that attribute alone, and says so', async () => {
    const { nodes, records } = await deliverAmongGood(events)
    expect(records.map(({ profileData }) => profileData)).toEqual(
      traits.map(({ trait }) => ({ plan: 'gold', ...sent[trait] }))
    )
    expect(nodes.map(({ status, body }) => [status, body?.warnings])).toEqual(
      traits.map(({ trait, name, rule }) =>
        isSilent(trait) ? [200, undefined] : [200, [`${name} was left out: it must be ${rule}.`]]
      )
    )
  })

  it('costs its event alone on request', async () => {
    const { nodes } = await deliverAmongGood(events, subscriptionTo('userUpload', { invalidAttributes: 'reject' }))
    expect(nodes.map(({ status, errormessage }) => [status, errormessage])).toEqual(
      traits.map(({ trait, name, rule }) =>
        isSilent(trait)
          ? [200, undefined]
          : [
              400,
              `${name} is not valid: it must be ${rule}. Correct it at the source, or set Invalid Attributes to drop.`
            ]
      )
    )
  })

  it('never spoils the batch when it is sent unchecked', async () => {
    const { nodes } = await deliverAmongGood(events, subscriptionTo('userUpload', { invalidAttributes: 'send' }))
    expect(nodes.map(({ status }) => status)).toEqual(traits.map(() => 200))
  })
})

describe('what is sent unchecked goes out as it came', () => {
  it.each(['["x","y"]', '{"a":{"b":1}}', '{"toString":1}', '"\\ud800"', '-1e300'])('%s', async (json) => {
    const subscription = subscriptionTo('userUpload', { invalidAttributes: 'send' })
    const checked = standardTraits.filter(({ rule }) => rule !== 'text')
    const { records } = await deliverAmongGood(
      checked.map(({ trait }) => eventOf(trait, json)),
      subscription
    )
    const value = JSON.parse(json) as JSONValue
    expect(records.map(({ profileData }) => profileData)).toEqual(
      checked.map(({ name }) => ({ [name]: value, plan: 'gold' }))
    )
  })
})

describe.each(standardTraits)('$name from two places', ({ trait, name, rule, good, sent, bad }) => {
  const reject = { invalidAttributes: 'reject' }

  it('is the first one that is valid', async () => {
    const secondIsGood = { [trait]: good, [name]: bad }
    expect(await profileOf(secondIsGood)).toEqual({ [name]: sent })
    expect(await warningsOf(secondIsGood)).toEqual([
      `A value of ${name} was left out: it must be ${rule}. Another value was sent.`
    ])
    const firstIsGood = { [trait]: bad, [name]: good }
    expect(await profileOf(firstIsGood)).toEqual({ [name]: sent, [trait]: bad })
    expect(await warningsOf(firstIsGood)).toBeUndefined()
  })

  it('is not sent where both are bad, and said once', async () => {
    const both = { [trait]: bad, [name]: { a: 1 } }
    expect(await profileOf(both)).toEqual({})
    expect(await warningsOf(both)).toEqual([`${name} was left out: it must be ${rule}.`])
  })

  it('is refused on request only where a bad one was tried', async () => {
    expect(await profileOf({ [trait]: bad, [name]: good }, reject)).toEqual({ [name]: sent, [trait]: bad })
    await expect(profileOf({ [trait]: good, [name]: bad }, reject)).rejects.toMatchObject({
      status: 400,
      message: `${name} is not valid: it must be ${rule}. Correct it at the source, or set Invalid Attributes to drop.`
    })
  })

  it('is said once where both say the same', async () => {
    expect(await profileOf({ [trait]: good, [name]: good })).toEqual({ [name]: sent })
    expect(await profileOf({ [trait]: good, [name]: sent })).toEqual({ [name]: sent })
    expect(await profileOf({ [trait]: sent, [name]: good })).toEqual({ [name]: sent })
    expect(await warningsOf({ [trait]: good, [name]: sent })).toBeUndefined()
  })
})
