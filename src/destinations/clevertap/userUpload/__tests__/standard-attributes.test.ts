import type { JSONObject } from '@segment/actions-core'
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
      { 'E-Mail': 'bad', email: 'a@b.co', EMAIL: 'worse' },
      { Email: 'a@b.co', EMAIL: 'worse' }
    ],
    [
      { gender: 'female', Gender: 'M', GENDER: 'male' },
      { Gender: 'M', gender: 'female' }
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

  it('of a mapping that has none of these fields leave the traits to Person Attributes', async () => {
    const mapping = { standardAttributes: undefined, recognizeStandardAttributes: undefined }
    expect(await profileOf({ email: 'ada@example.com', birthday: 'May' }, mapping)).toEqual({
      email: 'ada@example.com',
      birthday: 'May'
    })
  })

  it('never rename a custom attribute', async () => {
    expect(await profileOf({ 'first name': 'Ada', PLAN: 'gold', snake_case: 1, mail: 'x' })).toEqual({
      'first name': 'Ada',
      PLAN: 'gold',
      snake_case: 1,
      mail: 'x'
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
    [
      'an operator and text',
      { 'First Name': { $delete: 1 }, 'Last Name': 'King' },
      {},
      {},
      [alone('First Name', 'Last Name'), alone('Last Name', 'First Name')]
    ],
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

describe('Recognize Standard Attributes', () => {
  it.each<[string, JSONObject, JSONObject]>([
    ['name', { NAME: 'Ada' }, { Name: 'Ada' }],
    [
      'halves of a name',
      { FirstName: 'Ada', 'last-name': 'King' },
      { Name: 'Ada King', FirstName: 'Ada', 'last-name': 'King' }
    ],
    ['email', { 'E-Mail': 'a@b.co' }, { Email: 'a@b.co' }],
    ['phone', { PHONE: '+442079460958' }, { Phone: '+442079460958' }],
    ['phone number', { phoneNumber: '+442079460958' }, { Phone: '+442079460958' }],
    ['gender', { GENDER: 'f' }, { Gender: 'F' }],
    ['dob', { dob: '1990-05-17' }, { DOB: '$D_642902400' }],
    ['birthdate', { birth_date: '1990-05-17' }, { DOB: '$D_642902400' }],
    ['date of birth', { 'Date of Birth': '1990-05-17' }, { DOB: '$D_642902400' }],
    ['age', { AGE: 33 }, { Age: 33 }],
    ['photo', { photo: 'https://a.co/1' }, { Photo: 'https://a.co/1' }],
    ['education', { EDUCATION: 'college' }, { Education: 'College' }],
    ['employed and married', { EMPLOYED: true, MARRIED: 'no' }, { Employed: 'Y', Married: 'N' }],
    ['customer type', { customer_type: 'Gold' }, { 'Customer Type': 'Gold' }],
    ['timezone', { time_zone: 'Europe/Kyiv' }, { Tz: 'Europe/Kyiv' }]
  ])('finds %s, in a trait and in a column', async (_name, attributes, profile) => {
    expect(await profileOf(attributes)).toEqual(profile)
    const row = { type: 'identify' as const, userId: 'u-1', properties: attributes }
    expect((await recordOf(row)).record.profileData).toEqual(profile)
  })

  it.each<[JSONObject]>([
    [{ mail: 'a@b.co' }],
    [{ MSG_email: true }],
    [{ first: 'Ada', surname: 'King' }],
    [{ 'e.mail': 'x' }]
  ])('does not find %j', async (traits) => {
    expect(await profileOf(traits)).toEqual(traits)
  })

  it('off: finds only CleverTap’s own spellings', async () => {
    const off = { recognizeStandardAttributes: false }
    expect(await profileOf({ email: 'a@b.co', Phone: '+442079460958' }, off)).toEqual({
      email: 'a@b.co',
      Phone: '+442079460958'
    })
  })

  it('absent: a mapping with the earlier default rows does as before', async () => {
    const path = (key: string) => ({ '@path': `$.traits.${key}` })
    const saved = {
      recognizeStandardAttributes: undefined,
      standardAttributes: { Email: path('email'), Gender: path('gender'), DOB: path('birthday'), Phone: path('phone') }
    }
    const traits = { email: 'bad', Email: 'a@b.co', gender: 'male', birthday: '1990-05-17', dob: 'x', phone: ' ' }
    expect(await profileOf(traits, saved)).toEqual({
      Email: 'a@b.co',
      Gender: 'M',
      DOB: '$D_642902400',
      dob: 'x'
    })
    expect(await warningsOf(traits, saved)).toEqual([
      'A value of Email was left out: it must be an email address, such as ada@example.com. Another value was sent.'
    ])
    expect(await profileOf({ email: 'bad', customer_type: 'Gold' }, saved)).toEqual({ customer_type: 'Gold' })
  })
})

describe('an operator on a standard attribute', () => {
  it.each<[JSONObject]>([[{ $set: 'a@b.co' }], [{ $add: ['a@b.co'] }], [{ $incr: 1 }]])(
    '%j is refused',
    async (email) => {
      expect(await profileOf({ email, plan: 'gold' })).toEqual({ plan: 'gold' })
      expect(await warningsOf({ email })).toEqual([
        'Email was left out: it must be an email address, such as ada@example.com.'
      ])
    }
  )
})

describe('Null Attributes', () => {
  const deletion = { $delete: 1 }
  const traits = {
    email: null,
    phone: null,
    Phone: '+442079460958',
    name: null,
    firstName: null,
    gender: ' ',
    plan: null,
    id: null,
    identity: null,
    address: { city: null, geo: {}, zip: 1 },
    tags: [null]
  }

  it('delete: removes each attribute that is null', async () => {
    expect(await profileOf(traits, { nullAttributes: 'delete' })).toEqual({
      Email: deletion,
      Phone: '+442079460958',
      Name: deletion,
      firstName: deletion,
      plan: deletion,
      id: deletion,
      address_city: deletion,
      address_zip: 1,
      tags: '[null]'
    })
    expect(await warningsOf(traits, { nullAttributes: 'delete' })).toBeUndefined()
  })

  it('delete: lets a value win over null, wherever each stands', async () => {
    const mapped = { Email: { '@path': '$.traits.work' }, plan: { '@path': '$.traits.tier' }, tier: 'gold' }
    const changes = { nullAttributes: 'delete', standardAttributes: mapped }
    expect(await profileOf({ work: null, Email: 'a@b.co', tier: null, plan: 'gold' }, changes)).toEqual({
      Email: 'a@b.co',
      work: deletion,
      tier: 'gold',
      plan: 'gold'
    })
  })

  it.each(['ignore', undefined])('%s: leaves them as they are in CleverTap', async (nullAttributes) => {
    expect(await profileOf(traits, { nullAttributes })).toEqual({
      Phone: '+442079460958',
      address_zip: 1,
      tags: '[null]'
    })
  })
})

describe('values that are sent unchecked', () => {
  const send = { invalidAttributes: 'send' }

  it('are the first that there is', async () => {
    const traits = { Email: 'bad', email: 'good@example.com', phone: { mobile: '1' }, PHONE: '+442079460958' }
    expect(await profileOf(traits, send)).toEqual({
      Email: 'bad',
      email: 'good@example.com',
      Phone: { mobile: '1' },
      PHONE: '+442079460958'
    })
    expect(await warningsOf(traits, send)).toBeUndefined()
  })

  it('are said of no attribute that is blank or null', async () => {
    expect(await profileOf({ email: ' ', phone: null, name: {}, plan: 'gold' }, send)).toEqual({ plan: 'gold' })
  })
})
