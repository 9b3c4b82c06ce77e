import type { JSONObject } from '@segment/actions-core'
import { profileOf, warningsOf } from './__helpers__/upload'

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
