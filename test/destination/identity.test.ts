import type { JSONObject, JSONValue, SegmentEvent } from '@segment/actions-core'
import {
  deliverSingle,
  identify,
  interceptClevertap
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import {
  deliverAmongGood,
  profileOf,
  quickSetup,
  recordOf,
  warningsOf
} from '../../src/destinations/clevertap/userUpload/__tests__/__helpers__/upload'

const missing = 'Identity is missing or blank. Map it to an id that every person has, such as the user ID.'
const placeholder =
  'Identity is a placeholder such as "null", "guest" or "0", which belongs to no person. Map it to an id that belongs to one person.'
const tooLong = 'Identity is longer than the 1,024 characters that CleverTap takes. Map it to a shorter id.'

const placeholders = [
  'null',
  'undefined',
  'na',
  'n/a',
  '0',
  'nil',
  '-1',
  'nan',
  '-nan',
  'inf',
  '-inf',
  'infinity',
  '-infinity',
  '(none)',
  'none',
  'empty',
  'xxxxxx',
  '[object Object]',
  'true',
  'false',
  'guest',
  'anonymous',
  '00000000-0000-0000-0000-000000000000'
]

describe('an identity that stands for nobody', () => {
  it.each(placeholders)('%j refuses its event, and nothing is sent', async (userId) => {
    const requests = interceptClevertap([{}])
    await expect(deliverSingle(identify(userId), quickSetup)).rejects.toMatchObject({
      status: 400,
      code: 'PAYLOAD_VALIDATION_FAILED',
      message: placeholder
    })
    expect(requests).toEqual([])
  })

  it('refuses its event alone in a batch, in any letter case and with spaces', async () => {
    const spellings = placeholders.flatMap((text) => [text, text.toUpperCase(), ` ${text}\n`])
    const { nodes, records } = await deliverAmongGood(spellings.map((userId) => identify(userId)))
    expect(nodes).toMatchObject(spellings.map(() => ({ status: 400, errormessage: placeholder })))
    expect(records).toEqual([])
  })

  it.each(['00', '01', '-2', 'nobody', 'nulls', 'n.a.', 'object', 'xxxxx', 'xxxxxxx', 'null null', 'нет'])(
    'is not seen in %j',
    async (userId) => {
      expect((await recordOf(identify(userId))).record.identity).toBe(userId)
    }
  )
})

describe('an identity of any other form', () => {
  it.each([
    ['nothing', 'null', "The root value is missing the required field 'identity'."],
    ['blank text', '""', missing],
    ['spaces', '" \\t\\n"', missing],
    ['more than 1,024 characters', `"${'x'.repeat(1025)}"`, tooLong],
    ['10 MB', `"${'x'.repeat(10_000_000)}"`, tooLong],
    ['an object', '{"id":"u-1"}', 'Identity must be a string but it was an object.'],
    ['an object with a toString of its own', '{"toString":1}', 'Identity must be a string but it was an object.'],
    ['a list', '["u-1","u-2"]', 'Identity must be a string but it was an array.']
  ])('%s refuses its event alone', async (_name, json, errormessage) => {
    const event = JSON.parse(`{"type":"identify","userId":${json},"traits":{"plan":"gold"}}`) as SegmentEvent
    const { nodes, records } = await deliverAmongGood([event])
    expect(nodes).toMatchObject([{ status: 400, errormessage }])
    expect(records).toEqual([])
  })

  it.each([
    ['a number', 42 as unknown as string, '42'],
    ['spaces around', '\t u-1 \n', 'u-1'],
    ['1,024 characters', 'x'.repeat(1024), 'x'.repeat(1024)],
    ['an address', 'ada@example.com', 'ada@example.com'],
    ['a phone number', '+442079460958', '+442079460958'],
    ['another script', '用户-1', '用户-1']
  ])('%s is taken', async (_name, userId, identity) => {
    expect((await recordOf(identify(userId))).record.identity).toBe(identity)
  })
})

const warningOf = (key: string) =>
  `The attribute "${key}" was left out: CleverTap may take it for one more identity of the person. If it is meant as an attribute, give it another name.`

describe('an attribute named identity', () => {
  it.each([
    [{ identity: 'u-1' }],
    [{ Identity: ' u-1\n' }],
    [{ IDENTITY: ['u-1'] }],
    [{ identity: null }],
    [{ identity: {} }]
  ])('is left out in silence where it says nothing new: %j', async (traits) => {
    expect(await profileOf(traits as JSONObject)).toEqual({})
    expect(await warningsOf(traits as JSONObject)).toBeUndefined()
  })

  it.each([['identity'], ['Identity'], ['iDENTITY']])('is left out with a warning: %s', async (key) => {
    const values: JSONValue[] = ['u-2', 'U-1', '', 7, true, { id: 'u-1' }, ['u-1', 'u-2'], { $delete: 1 }]
    for (const value of values) {
      const traits: JSONObject = { [key]: value, plan: 'gold' }
      expect(await profileOf(traits)).toEqual({ plan: 'gold' })
      expect(await warningsOf(traits)).toEqual([warningOf(key)])
    }
  })

  it.each(['json', 'native', 'flattenKeepLists', undefined])(
    'is never sent, with Nested Attributes %s',
    async (nestedData) => {
      const changes = { nestedData, invalidAttributes: 'send' }
      expect(await profileOf({ identity: { id: 1 }, plan: 'gold' }, changes)).toEqual({ plan: 'gold' })
    }
  )

  it('is never sent from Standard Attributes or without them', async () => {
    const mapped = { standardAttributes: { Identity: 'u-2', Email: 'ada@example.com' } }
    expect(await profileOf({}, mapped)).toEqual({ Email: 'ada@example.com' })
    expect(await warningsOf({}, mapped)).toEqual([warningOf('Identity')])
    expect(await profileOf({ identity: 'u-2', plan: 'gold' }, { standardAttributes: undefined })).toEqual({
      plan: 'gold'
    })
  })

  it('does not refuse the event on request', async () => {
    expect(await profileOf({ identity: 'u-2' }, { invalidAttributes: 'reject' })).toEqual({})
  })

  it('is an attribute like any other within an object', async () => {
    expect(await profileOf({ account: { identity: 'u-2', id: 'u-1' } })).toEqual({
      account_identity: 'u-2',
      account_id: 'u-1'
    })
  })
})

describe('id, userId and user_id', () => {
  it.each([
    [{ id: 'u-1', userId: 'u-1', user_id: 'u-1' }, {}],
    [{ id: ' u-1 ', userId: ['u-1'] }, {}],
    [
      { id: 'U-1', userId: 'u-2', user_id: { id: 'u-1' } },
      { id: 'U-1', userId: 'u-2', user_id_id: 'u-1' }
    ],
    [
      { ID: 'u-1', userid: 'u-1', UserId: 'u-1', _id: 'u-1' },
      { ID: 'u-1', userid: 'u-1', UserId: 'u-1', _id: 'u-1' }
    ]
  ])('%j are sent only where they say something else', async (traits, profile) => {
    expect(await profileOf(traits as JSONObject)).toEqual(profile)
    expect(await warningsOf(traits as JSONObject)).toBeUndefined()
  })

  it('are compared as text with a number', async () => {
    const { record } = await recordOf(identify('42', { id: 42, userId: 42.5, user_id: '042' }))
    expect(record.profileData).toEqual({ userId: 42.5, user_id: '042' })
  })

  it('are left out of a mapping without Standard Attributes too', async () => {
    expect(await profileOf({ id: 'u-1', plan: 'gold' }, { standardAttributes: undefined })).toEqual({ plan: 'gold' })
  })
})
