import type { JSONObject, JSONValue, SegmentEvent } from '@segment/actions-core'
import {
  deliverBatch,
  deliverSingle,
  identify,
  interceptClevertap,
  savedMapping,
  subscriptionTo
} from '../../__tests__/__helpers__/clevertap'

const quickSetup = subscriptionTo('userUpload')
const old = { ...quickSetup, mapping: savedMapping, subscribe: 'type = "track" or type = "identify"' }

/** The one record of the one request that a single event makes. */
async function recordOf(event: SegmentEvent, subscription = quickSetup) {
  const requests = interceptClevertap([{}])
  const result = await deliverSingle(event, subscription)
  const { d } = requests[0].body as { d: JSONObject[] }
  expect(d).toHaveLength(1)
  return { record: d[0], result }
}

const profileOf = async (traits: JSONObject, changes: { [key: string]: unknown } = {}) =>
  (await recordOf(identify('u-1', traits), subscriptionTo('userUpload', changes))).record.profileData

const warningsOf = async (traits: JSONObject, changes: { [key: string]: unknown } = {}) =>
  ((await recordOf(identify('u-1', traits), subscriptionTo('userUpload', changes))).result as JSONObject).warnings

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
  birthday: '1815-12-10',
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
        DOB: '$D_-4861728000',
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
      profileData: { Phone: '+442079460958', email: 'ada@example.com', joined: 1136160000, score: 7 }
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

describe('Invalid Attributes', () => {
  const traits = { email: 'nobody', phone: '4155550100', gender: 'x', plan: 'gold' }

  it('drop: sends the rest and warns of each', async () => {
    expect(await profileOf(traits)).toEqual({ plan: 'gold' })
    expect(await warningsOf(traits)).toEqual([
      'Email was left out: it must be an email address, such as ada@example.com.',
      'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.',
      'Gender was left out: it must be M, male, F or female.'
    ])
  })

  it('drop: warns in a batch too', async () => {
    interceptClevertap([{}])
    const [good, salvaged] = await deliverBatch(
      [identify('u-1', { plan: 'gold' }), identify('u-2', traits)],
      quickSetup
    )
    expect(good).toMatchObject({ status: 200, body: { status: 'success' } })
    expect(good).not.toHaveProperty('body.warnings')
    expect(salvaged).toMatchObject({ status: 200, body: { warnings: { length: 3 } } })
  })

  it('drop: is what a saved mapping without the field does', async () => {
    expect(await profileOf(traits, { invalidAttributes: undefined })).toEqual({ plan: 'gold' })
  })

  it('reject: refuses the event with every reason and sends nothing', async () => {
    const requests = interceptClevertap([{}])
    const reject = subscriptionTo('userUpload', { invalidAttributes: 'reject' })
    await expect(deliverSingle(identify('u-1', traits), reject)).rejects.toMatchObject({
      status: 400,
      code: 'PAYLOAD_VALIDATION_FAILED',
      message: expect.stringMatching(/Email is not valid.*Phone is not valid.*Gender is not valid/)
    })
    expect(requests).toEqual([])
  })

  it('reject: leaves the other events of a batch alone', async () => {
    interceptClevertap([{}])
    const reject = subscriptionTo('userUpload', { invalidAttributes: 'reject' })
    expect(await deliverBatch([identify('u-1', traits), identify('u-2', {})], reject)).toMatchObject([
      { status: 400, errortype: 'PAYLOAD_VALIDATION_FAILED' },
      { status: 200 }
    ])
  })

  it('send: sends them unchecked, and still converts what it can', async () => {
    const send = { invalidAttributes: 'send' }
    expect(await profileOf({ ...traits, married: 'yes' }, send)).toEqual({
      Email: 'nobody',
      Phone: '4155550100',
      Gender: 'x',
      Married: 'Y',
      plan: 'gold'
    })
  })

  it.each(['drop', 'reject', 'send'])('%s: names no value', async (invalidAttributes) => {
    interceptClevertap([{}, {}])
    const secretive = {
      email: 'value-one',
      phone: 'value-two',
      birthday: 'value-three',
      'ke"y': 'value-four'.repeat(60)
    }
    const subscription = subscriptionTo('userUpload', { invalidAttributes })
    const result = await deliverSingle(identify('u-1', secretive), subscription).catch((error: Error) => error.message)
    expect(JSON.stringify(result)).not.toContain('value-')
  })
})

describe('Created At', () => {
  const tsOf = async (timestamp: string, changes: { [key: string]: unknown } = {}) => {
    const event = { ...identify('u-1', {}), timestamp }
    return recordOf(event, subscriptionTo('userUpload', changes))
  }

  it.each([
    ['2006-01-02T18:04:07.999Z', 1136225047],
    ['2006-01-02', 1136160000],
    ['1136225047', 1136225047],
    [' 1136225047 ', 1136225047],
    ['1136225047999', 1136225047]
  ])('%j is sent in epoch seconds', async (timestamp, ts) => {
    expect((await tsOf(timestamp)).record.ts).toBe(ts)
    expect((await tsOf(timestamp, { convertTimestamps: false })).record.ts).toBe(ts)
    expect((await tsOf(timestamp, { timestampFormat: 'date' })).record.ts).toBe(ts)
  })

  it.each(['yesterday', '0', '-5', '1969-12-31', '1970-01-01T00:00:00Z', '2021-02-30', '1136225047.5'])(
    '%j is left out, with a warning',
    async (timestamp) => {
      const { record, result } = await tsOf(timestamp)
      expect(record).not.toHaveProperty('ts')
      expect(result).toMatchObject({ warnings: [expect.stringContaining('Created At was left out')] })
    }
  )

  it('that is no time refuses the event on request', () =>
    expect(tsOf('yesterday', { invalidAttributes: 'reject' })).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('Created At is not valid')
    }))

  it('that is no time is sent as it came on request', async () => {
    expect((await tsOf('yesterday', { invalidAttributes: 'send' })).record.ts).toBe('yesterday')
  })

  it('is left out when it is blank or not mapped', async () => {
    expect((await tsOf(' ')).record).not.toHaveProperty('ts')
    expect((await tsOf('2006-01-02', { ts: undefined })).record).not.toHaveProperty('ts')
  })
})

describe('Convert Timestamps', () => {
  const traits = { on: '2006-01-02T18:04:07Z', dates: ['2006-01-02'], deep: { er: { on: '2006-01-02' } } }

  it('writes Unix timestamps at any depth', async () => {
    expect(await profileOf(traits, { nestedData: 'native' })).toEqual({
      on: 1136225047,
      dates: [1136160000],
      deep: { er: { on: 1136160000 } }
    })
  })

  it('writes CleverTap dates on request', async () => {
    expect(await profileOf(traits, { timestampFormat: 'date' })).toEqual({
      on: '$D_1136225047',
      dates: '["$D_1136160000"]',
      deep_er_on: '$D_1136160000'
    })
  })

  it('writes Unix timestamps when a saved mapping has no format', async () => {
    expect(await profileOf({ on: '2006-01-02' }, { timestampFormat: undefined })).toEqual({ on: 1136160000 })
  })

  it.each([false, undefined])('leaves attributes as they came when it is %j', async (convertTimestamps) => {
    expect(await profileOf(traits, { convertTimestamps, nestedData: 'native' })).toEqual(traits)
  })
})

describe('Nested Attributes', () => {
  const traits = {
    address: {
      city: 'London',
      geo: { lat: 51.5, note: null },
      lines: ['12', { a: 1 }],
      visits: { $incr: 1 },
      none: {}
    },
    tags: ['a', 'b'],
    badges: { $add: ['x'] },
    'category-resubscribe': { email: ['News'] },
    nothing: null
  }
  const untouched = { badges: { $add: ['x'] }, 'category-resubscribe': { email: ['News'] } }

  it('flatten: objects become keys, lists become text', async () => {
    expect(await profileOf(traits)).toEqual({
      address_city: 'London',
      address_geo_lat: 51.5,
      address_lines: '["12",{"a":1}]',
      address_visits: { $incr: 1 },
      tags: '["a","b"]',
      ...untouched
    })
  })

  it('json: both become text', async () => {
    expect(await profileOf(traits, { nestedData: 'json' })).toEqual({
      address: '{"city":"London","geo":{"lat":51.5,"note":null},"lines":["12",{"a":1}],"visits":{"$incr":1},"none":{}}',
      tags: '["a","b"]',
      ...untouched
    })
  })

  it.each(['native', undefined])('%s: both stay as they are', async (nestedData) => {
    const { nothing: _nothing, ...present } = traits
    expect(await profileOf(traits, { nestedData })).toEqual(present)
  })

  it('flatten: never overwrites a key that is there, and says so', async () => {
    const clash = { address: { city: 'London' }, address_city: 'Paris' }
    expect(await profileOf(clash)).toEqual({ address_city: 'Paris' })
    expect(await warningsOf(clash)).toEqual([
      'The nested attribute "address_city" was left out: there is one of that name already. Rename one of them.'
    ])
  })

  it('flatten: says so when two nested attributes meet', async () => {
    const clash = { a: { b_c: 1 }, a_b: { c: 2 } }
    expect(await profileOf(clash)).toEqual({ a_b_c: 1 })
    expect(await warningsOf(clash)).toHaveLength(1)
  })
})

describe('an attribute that is nested without end', () => {
  const nestedBy = (levels: number): JSONValue => (levels === 0 ? 'x' : [nestedBy(levels - 1)])

  it('is left out, with a warning, and fails neither its event nor the batch', async () => {
    const deep = { history: nestedBy(2200), Email: { $set: nestedBy(60) }, plan: 'gold' }
    for (const nestedData of ['flatten', 'json', 'native']) {
      expect(await profileOf(deep, { nestedData })).toEqual({ plan: 'gold' })
      expect(await warningsOf(deep, { nestedData })).toEqual([
        'The attribute "history" was left out: it is nested more than 50 deep.',
        'The attribute "Email" was left out: it is nested more than 50 deep.'
      ])
    }
  })

  it('is sent at the limit', async () => {
    expect(await profileOf({ history: nestedBy(50) })).toEqual({ history: `${'['.repeat(50)}"x"${']'.repeat(50)}` })
  })
})

describe("CleverTap's limits", () => {
  it.each([
    ['a long name', { ['k'.repeat(121)]: 1 }, 'its name is longer than 120 bytes'],
    ['a long name of few characters', { ['é'.repeat(61)]: 1 }, 'its name is longer than 120 bytes'],
    ['a long value', { bio: 'x'.repeat(513) }, 'its value is longer than 512 bytes'],
    ['a long value of few characters', { bio: '語'.repeat(171) }, 'its value is longer than 512 bytes'],
    ['a list that is long as text', { bio: ['x'.repeat(510)] }, 'its value is longer than 512 bytes'],
    ['a forbidden character', { 'a.b': 1 }, 'its name has one of the characters'],
    ['a reserved prefix', { wzrk_id: 1 }, 'names that begin with wzrk_']
  ])('%s is sent with a warning', async (_name, traits, warning) => {
    expect(Object.keys((await profileOf(traits as JSONObject)) as JSONObject)).toEqual(Object.keys(traits))
    expect(await warningsOf(traits as JSONObject)).toEqual([expect.stringContaining(warning)])
  })

  it.each([
    [{ ['k'.repeat(120)]: 1 }],
    [{ ['é'.repeat(60)]: 1 }],
    [{ bio: 'x'.repeat(512) }],
    [{ bio: '語'.repeat(170) }],
    [{ 'a-b c_d': 1 }]
  ])('are not warned of at the limit', async (traits) => {
    expect(await warningsOf(traits as JSONObject)).toBeUndefined()
  })
})

describe('the record', () => {
  it('has none of the fields that only steer it', async () => {
    const { record } = await recordOf(identify('u-1', { plan: 'gold' }))
    expect(Object.keys(record)).toEqual(['type', 'source', 'identity', 'ts', 'profileData'])
  })
})
