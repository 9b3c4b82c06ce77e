import type { SegmentEvent } from '@segment/actions-core'
import { identify, savedMapping } from '../../__tests__/__helpers__/clevertap'
import { profileOf, quickSetup, recordOf } from './__helpers__/upload'

const old = { ...quickSetup, mapping: savedMapping, subscribe: 'type = "track" or type = "identify"' }

/** Every trait of Segment's specification for identify, and some of a company's own. */
const fullTraits = {
  address: {
    city: 'London',
    country: 'United Kingdom',
    postalCode: 'W1J 7NT',
    state: null,
    street: '12 St James’s Sq'
  },
  age: 36,
  avatar: 'https://example.com/ada.png',
  birthday: '1915-12-10',
  company: { name: 'Analytical Engines', id: 'c-7', industry: 'Computing', employee_count: 2, plan: 'gold' },
  createdAt: '2006-01-02T18:04:07Z',
  description: 'First programmer',
  email: ' ada@example.com',
  firstName: 'Ada',
  gender: 'Female',
  id: 'u-1',
  lastName: 'Lovelace',
  name: 'Ada Lovelace',
  phone: '+44 20 7946-0958',
  title: 'Countess',
  username: 'ada',
  website: 'https://example.com',
  favouriteNumbers: [3, 14, '2021-01-01'],
  renewsOn: '2024-02-29',
  logins: { $incr: 1 },
  employed: true,
  married: 'no',
  education: 'college',
  customerType: 'Gold',
  'category-unsubscribe': { email: ['Newsletters 2021-01-01'] }
}

const company = {
  company_name: 'Analytical Engines',
  company_id: 'c-7',
  company_industry: 'Computing',
  company_employee_count: 2,
  company_plan: 'gold'
}

describe('Quick Setup', () => {
  it('makes a complete profile of an identify', async () => {
    const { record, result } = await recordOf(identify('u-1', fullTraits))
    expect(record).toEqual({
      type: 'profile',
      source: 'Segment',
      identity: 'u-1',
      ts: 1614834367,
      profileData: {
        Name: 'Ada Lovelace',
        Email: 'ada@example.com',
        Phone: '+442079460958',
        Gender: 'F',
        DOB: '$D_-1706054400',
        Age: 36,
        Photo: 'https://example.com/ada.png',
        Education: 'College',
        Employed: 'Y',
        Married: 'N',
        'Customer Type': 'Gold',
        address_city: 'London',
        address_country: 'United Kingdom',
        address_postalCode: 'W1J 7NT',
        address_street: '12 St James’s Sq',
        ...company,
        createdAt: 1136225047,
        description: 'First programmer',
        firstName: 'Ada',
        lastName: 'Lovelace',
        title: 'Countess',
        username: 'ada',
        website: 'https://example.com',
        favouriteNumbers: '[3,14,1609459200]',
        renewsOn: 1709164800,
        logins: { $incr: 1 },
        'category-unsubscribe': { email: ['Newsletters 2021-01-01'] }
      }
    })
    expect(result).toEqual({ status: 'success' })
  })

  it('takes the columns of a warehouse row as attributes', async () => {
    const row: SegmentEvent = {
      type: 'identify',
      userId: 'u-1',
      properties: { email: 'ada@example.com', Phone: '+442079460958', joined: '2006-01-02', score: 7 }
    }
    expect((await recordOf(row)).record).toEqual({
      type: 'profile',
      source: 'Segment',
      identity: 'u-1',
      profileData: { Phone: '+442079460958', Email: 'ada@example.com', joined: 1136160000, score: 7 }
    })
  })

  it('sends a profile without attributes', async () => {
    expect((await recordOf({ type: 'identify', userId: 'u-1' })).record).toEqual({
      type: 'profile',
      source: 'Segment',
      identity: 'u-1',
      profileData: {}
    })
  })

  it('joins first and last name when there is no name, and keeps both', async () => {
    expect(await profileOf({ firstName: 'Ada', lastName: 'Lovelace' })).toEqual({
      Name: 'Ada Lovelace',
      firstName: 'Ada',
      lastName: 'Lovelace'
    })
  })

  it.each([[{ firstName: 'Ada' }], [{ last_name: 'Lovelace' }], [{ name: null, firstName: 'Ada', last_name: ' ' }]])(
    'makes no name of half a name: %j',
    async (traits) => {
      expect(await profileOf(traits)).not.toHaveProperty('Name')
    }
  )
})

describe('a saved mapping of the destination that was here before', () => {
  it('still sends what it sent, with a timestamp that CleverTap takes', async () => {
    const event: SegmentEvent = {
      type: 'track',
      userId: 'u-1',
      timestamp: '2006-01-02T18:04:07.123Z',
      properties: {
        plan: 'gold',
        joined: '2006-01-02',
        email: 'ada@example.com',
        Email: 'ada@example.com',
        address: { city: 'London' },
        tags: ['a'],
        nothing: null
      }
    }
    expect((await recordOf(event, old)).record).toEqual({
      type: 'profile',
      source: 'Segment',
      identity: 'u-1',
      ts: 1136225047,
      profileData: {
        Email: 'ada@example.com',
        email: 'ada@example.com',
        plan: 'gold',
        joined: '2006-01-02',
        address: { city: 'London' },
        tags: ['a']
      }
    })
  })

  it('sends an identify, which has no properties, without attributes', async () => {
    expect((await recordOf(identify('u-1', { plan: 'gold' }), old)).record).toEqual({
      type: 'profile',
      source: 'Segment',
      identity: 'u-1',
      ts: 1614834367,
      profileData: {}
    })
  })

  it('leaves an invalid attribute out, with a warning', async () => {
    const event: SegmentEvent = { type: 'track', userId: 'u-1', properties: { Phone: '223', plan: 'gold' } }
    const { record, result } = await recordOf(event, old)
    expect(record.profileData).toEqual({ plan: 'gold' })
    expect(result).toEqual({ status: 'success', warnings: [expect.stringContaining('Phone was left out')] })
  })
})
