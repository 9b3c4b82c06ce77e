import type { JSONObject } from '@segment/actions-core'
import { subscriptionTo } from '../../__tests__/__helpers__/clevertap'
import { profileOf, recordOf, warningsOf } from './__helpers__/upload'

describe('standard attributes', () => {
  it.each([
    [{ email: 'a@b.co', Email: 'a@b.co', EMAIL: ' a@b.co' }, { Email: 'a@b.co' }],
    [{ birthday: '1990-05-17', dob: '1990-05-17', DoB: '$D_642902400' }, { DOB: '$D_642902400' }],
    [{ avatar: 'https://a.co/1', photo: 'https://a.co/1' }, { Photo: 'https://a.co/1' }],
    [{ DOB: '1990-05-17' }, { DOB: '$D_642902400' }],
    [{ 'MSG-email': 'false' }, { 'MSG-email': false }],
    [{ email: '', phone: '  ' }, {}],
    [{ Email: { $delete: 1 } }, { Email: { $delete: 1 } }]
  ])('of %j are sent once', async (traits, profile) => {
    expect(await profileOf(traits as JSONObject)).toEqual(profile)
  })

  it.each([
    [
      { email: 'a@b.co', EMAIL: 'e@f.co' },
      { Email: 'a@b.co', EMAIL: 'e@f.co' }
    ],
    [
      { birthday: '1990-05-17', dob: '1990-05-18' },
      { DOB: '$D_642902400', dob: 642988800 }
    ],
    [
      { avatar: 'https://a.co/1', photo: 'https://a.co/2' },
      { Photo: 'https://a.co/1', photo: 'https://a.co/2' }
    ]
  ])('leave traits with another value to the custom attributes: %j', async (traits, profile) => {
    expect(await profileOf(traits as JSONObject)).toEqual(profile)
  })

  it('set in the mapping win over those in Person Attributes', async () => {
    const mapped = { standardAttributes: { Email: { '@path': '$.traits.work' } } }
    const traits = { work: 'work@example.com', Email: 'home@example.com', email: 'x' }
    expect(await profileOf(traits, mapped)).toEqual({
      Email: 'work@example.com',
      work: 'work@example.com',
      email: 'x'
    })
    expect(await warningsOf(traits, mapped)).toEqual([
      'Email in Person Attributes was left out: Standard Attributes have another value for it.'
    ])
  })

  it('that are not mapped leave the traits to Person Attributes', async () => {
    expect(await profileOf({ email: 'ada@example.com', birthday: 'May' }, { standardAttributes: undefined })).toEqual({
      email: 'ada@example.com',
      birthday: 'May'
    })
  })

  it('never rename a custom attribute', async () => {
    expect(await profileOf({ 'first name': 'Ada', PLAN: 'gold', snake_case: 1, 'e-mail': 'x' })).toEqual({
      'first name': 'Ada',
      PLAN: 'gold',
      snake_case: 1,
      'e-mail': 'x'
    })
  })

  it.each([
    ['an object as phone', { phone: { mobile: '+442079460958' } }, 'Phone'],
    ['a list as name', { name: ['Ada', 'Lovelace'] }, 'Name'],
    ['a list of several as email', { email: ['ada@example.com', 'a@b.co'] }, 'Email'],
    ['an object with a key of every object as email', { email: { toString: 1 } }, 'Email'],
    ['an empty list as email', { email: [] }, 'Email'],
    ['an object as birthday', { birthday: { year: 1990 } }, 'DOB']
  ])('cost only themselves: %s', async (_name, traits, attribute) => {
    const all = { ...traits, plan: 'gold' } as JSONObject
    expect(await profileOf(all)).toEqual({ plan: 'gold' })
    expect(await warningsOf(all)).toEqual([expect.stringMatching(`^${attribute} was left out: it must be `)])
  })
})

describe('Name from halves that are mapped', () => {
  const map = (attributes: JSONObject) => ({ standardAttributes: attributes })
  const alone = (half: string, other: string) =>
    `${half} was left out: it is sent only together with ${other}, as Name.`
  const ownName = (half: string) => `${half} was left out: Name has a value of its own.`
  const notText = (half: string) => `${half} was left out: it must be text.`

  it.each<[string, JSONObject, JSONObject, JSONObject, string[] | undefined]>([
    ['both', { 'First Name': 'Ada', 'Last Name': 'King' }, {}, { Name: 'Ada King' }, undefined],
    ['lists of one', { 'First Name': ['Ada'], 'Last Name': ['King'] }, {}, { Name: 'Ada King' }, undefined],
    ['a number and text', { 'First Name': 7, 'Last Name': 'King' }, {}, { Name: '7 King' }, undefined],
    ['the first alone', { 'First Name': 'Ada' }, {}, {}, [alone('First Name', 'Last Name')]],
    ['the last alone', { 'Last Name': 'King' }, {}, {}, [alone('Last Name', 'First Name')]],
    ['one that is there under another name', { 'First Name': 'Ada' }, { called: 'Ada' }, { called: 'Ada' }, undefined],
    ['one and a blank one', { 'First Name': 'Ada', 'Last Name': ' ' }, {}, {}, [alone('First Name', 'Last Name')]],
    [
      'both beside a name',
      { Name: 'Ada Byron', 'First Name': 'Ada', 'Last Name': 'King' },
      {},
      { Name: 'Ada Byron' },
      [ownName('First Name'), ownName('Last Name')]
    ],
    [
      'both that the name is made of',
      { Name: 'Ada King', 'First Name': 'Ada', 'Last Name': 'King' },
      {},
      { Name: 'Ada King' },
      undefined
    ],
    [
      'one that is no text',
      { 'First Name': { en: 'Ada' }, 'Last Name': 'King' },
      {},
      {},
      [notText('First Name'), alone('Last Name', 'First Name')]
    ],
    [
      'both that are no text',
      { 'First Name': true, 'Last Name': ['King', 'Byron'] },
      {},
      {},
      [notText('First Name'), notText('Last Name')]
    ]
  ])('%s', async (_name, mapped, traits, profile, warnings) => {
    expect(await profileOf(traits, map(mapped))).toEqual(profile)
    expect(await warningsOf(traits, map(mapped))).toEqual(warnings)
  })

  it('is refused on request only for a half that is no text', async () => {
    const reject = { invalidAttributes: 'reject' }
    expect(await profileOf({}, { ...map({ 'First Name': 'Ada' }), ...reject })).toEqual({})
    await expect(
      profileOf({}, { ...map({ 'First Name': true, 'Last Name': 'King' }), ...reject })
    ).rejects.toMatchObject({
      status: 400,
      message: 'First Name is not valid: it must be text. Correct it at the source, or set Invalid Attributes to drop.'
    })
  })

  it('is never half a name, sent unchecked or not', async () => {
    const mapped = { ...map({ 'First Name': true, 'Last Name': 'King' }), invalidAttributes: 'send' }
    expect(await profileOf({}, mapped)).toEqual({})
    expect(await warningsOf({}, mapped)).toEqual([alone('First Name', 'Last Name'), alone('Last Name', 'First Name')])
  })
})

describe('any other key of Standard Attributes', () => {
  it('is a custom attribute, which wins over Person Attributes', async () => {
    const mapped = { standardAttributes: { Plan: 'gold', since: '2024-05-01', address: { city: 'London' } } }
    const traits = { Plan: 'silver', since: '2024-05-01', address: { city: 'Paris' }, other: 1 }
    expect(await profileOf(traits, mapped)).toEqual({
      Plan: 'gold',
      since: 1714521600,
      address_city: 'London',
      other: 1
    })
    expect(await warningsOf(traits, mapped)).toEqual([
      'The attribute "Plan" in Person Attributes was left out: Standard Attributes have another value for it.',
      'The attribute "address" in Person Attributes was left out: Standard Attributes have another value for it.'
    ])
  })

  it('leaves the attribute of Person Attributes where it has no value', async () => {
    const mapped = { standardAttributes: { Plan: { '@path': '$.traits.nothing' }, tier: {} } }
    expect(await profileOf({ Plan: 'silver', tier: 2 }, mapped)).toEqual({ Plan: 'silver', tier: 2 })
  })
})

describe('a standard attribute that is mapped but has no value', () => {
  const row = (properties: JSONObject, changes = {}) =>
    recordOf({ type: 'identify', userId: 'u-1', properties }, subscriptionTo('userUpload', changes))

  it.each<[JSONObject, string]>([
    [{ email: 'a@b.co' }, 'Email has no value, but Person Attributes have email: map it in Standard Attributes.'],
    [
      { dob: '1990-05-17', birthday: '1990-05-17', photo: 'x' },
      'DOB, Photo have no value, but Person Attributes have dob, photo: map them in Standard Attributes.'
    ],
    [
      { NAME: 'Ada', Timezone: 'GMT', customertype: 'Gold' },
      'Name, Tz, Customer Type have no value, but Person Attributes have NAME, Timezone, customertype: map them in Standard Attributes.'
    ]
  ])('is said once for %j', async (properties, warning) => {
    const { result } = await row(properties)
    expect(result.warnings).toEqual([warning])
    expect((await row(properties, { standardAttributes: {} })).result.warnings).toEqual([warning])
  })

  it.each<[string, JSONObject, { [key: string]: unknown }]>([
    ['without Standard Attributes', { email: 'a@b.co', phone: '1' }, { standardAttributes: undefined }],
    ['of blank text and null', { email: ' ', phone: null, gender: {} }, {}],
    ['where it has a value', { email: 'a@b.co', Email: 'c@d.co' }, {}],
    ['of other columns', { mail: 'a@b.co', mobile: '1', first_name: 'Ada' }, {}]
  ])('is not said %s', async (_name, properties, changes) => {
    expect((await row(properties, changes)).result.warnings).toBeUndefined()
  })

  it('refuses no event', async () => {
    const { record } = await row({ email: 'bad' }, { invalidAttributes: 'reject' })
    expect(record.profileData).toEqual({ email: 'bad' })
  })
})

describe('values that are sent unchecked', () => {
  const send = { invalidAttributes: 'send' }

  it('are the first that there is', async () => {
    const traits = { email: 'bad', Email: 'good@example.com', phone: { mobile: '1' }, Phone: '+442079460958' }
    expect(await profileOf(traits, send)).toEqual({ Email: 'bad', Phone: { mobile: '1' } })
    expect(await warningsOf(traits, send)).toEqual([
      'Email in Person Attributes was left out: Standard Attributes have another value for it.',
      'Phone in Person Attributes was left out: Standard Attributes have another value for it.'
    ])
  })

  it('are said of no attribute that is blank or null', async () => {
    expect(await profileOf({ email: ' ', phone: null, name: {}, plan: 'gold' }, send)).toEqual({ plan: 'gold' })
  })
})
