import {
  deliverBatch,
  identify,
  interceptClevertap,
  subscriptionTo
} from '../../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { toPhone } from '../../src/destinations/clevertap/userUpload/phone'
import { phones } from './phone-rows'
import { profileOf, warningsOf } from '../../src/destinations/clevertap/userUpload/__tests__/__helpers__/upload'

const digitsAlone = phones.flatMap(({ digits, ...phone }) => digits.map((value) => ({ value, ...phone })))

it.each(digitsAlone)('$value, digits of $country with its code, needs the country', (phone) => {
  expect(toPhone(phone.value, phone.country)).toBe(phone.sent)
  expect(toPhone(phone.value)).toBeUndefined()
  expect(toPhone(phone.value, phone.wrongCountry)).toBeUndefined()
})

describe.each(phones)('a number of $country', ({ country, sent, national, international, wrongCountry }) => {
  it.each(national)('as it is written there, %s, needs the country', (text) => {
    expect(toPhone(text, country)).toBe(sent)
    expect(toPhone(text)).toBeUndefined()
    expect(toPhone(text, wrongCountry)).toBeUndefined()
  })

  it.each(international)('with its code, %s, is the same whatever the country', (text) => {
    expect(toPhone(text)).toBe(sent)
    expect(toPhone(text, country)).toBe(sent)
    expect(toPhone(text, wrongCountry)).toBe(sent)
  })

  it.each([
    ['left to right embedded', (text: string) => `\u202a${text}\u202c`],
    ['isolated', (text: string) => `\u2066${text}\u2069`],
    ['marked at its end', (text: string) => `${text}\u200e`],
    ['marked at its beginning', (text: string) => `\u200f${text}`]
  ])('%s by marks that nobody sees is the same', (_name, mark) => {
    expect(toPhone(mark(international[0]))).toBe(sent)
    expect(toPhone(mark(sent))).toBe(sent)
    expect(toPhone(mark(national[0]), country)).toBe(sent)
  })
})

describe('what is sent without a country to go by', () => {
  it.each([
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+44 020 7946 0958', '+442079460958'],
    ['+1 (415) 555-0100', '+14155550100'],
    ['0091 98123 45678', '+919812345678'],
    ['(+44) 20 7946 0958', '+442079460958'],
    ['(0044) 20 7946 0958', '+442079460958'],
    ['+(44) 20 7946 0958', '+442079460958'],
    ['++442079460958', '+442079460958'],
    ['+44\u00a020\u00a07946\u00a00958', '+442079460958'],
    ['+44\u201120\u20117946\u20110958', '+442079460958'],
    ['+44\t20\u200b7946 0958\n', '+442079460958'],
    ['+４４ ２０ ７９４６ ０９５８', '+442079460958'],
    ['+٩١ ٩٨١٢٣ ٤٥٦٧٨', '+919812345678'],
    ['tel:+1-415-555-0100', '+14155550100'],
    ['+1-800-FLOWERS', '+18003569377'],
    ['+14155550100.0', '+14155550100'],
    ['+1 (415) 555-0100.00', '+14155550100'],
    ['0091 98123 45678.0', '+919812345678']
  ])('%j', (text, sent) => {
    expect(toPhone(text)).toBe(sent)
  })

  it.each([
    ['+4402079460958', '+4402079460958'],
    ['+999123456789', '+999123456789'],
    ['+999123456789.0', '+999123456789'],
    ['+1 (555) 555-0100', '+15555550100'],
    ['001 555 555 0100', '+15555550100'],
    ['+883.510.000.000.091', '+883510000000091']
  ])('leaves to CleverTap what only the library does not know: %j', (text, sent) => {
    expect(toPhone(text)).toBe(sent)
    expect(toPhone(text, 'IN')).toBe(sent)
  })
})

describe('what is dialled before a country code, where that is not 00 alone', () => {
  it.each([
    ['0011 44 20 7946 0958', 'AU'],
    ['001 44 20 7946 0958', 'SG'],
    ['001 44 20 7946 0958', 'HK'],
    ['010 44 20 7946 0958', 'JP'],
    ['011 44 20 7946 0958', 'US'],
    ['8~10 44 20 7946 0958', 'RU'],
    ['0044 20 7946 0958', 'AU'],
    ['0044 20 7946 0958', 'US']
  ])('%j from %s', (text, country) => {
    expect(toPhone(text, country)).toBe('+442079460958')
  })
})

describe('digits that are a number of the country with its code and without', () => {
  it.each([
    ['4915123456789', 'DE', '+4915123456789'],
    ['62812345678', 'ID', '+62812345678'],
    ['38343201234', 'XK', '+38343201234'],
    ['53322362', 'CU', '+5353322362'],
    ['390 746 7786', 'IT', '+393907467786']
  ])('are the mobile number: %j in %s', (text, country, sent) => {
    expect(toPhone(text, country)).toBe(sent)
  })

  it.each([
    ['4965624164', 'DE', '04965624164', '+494965624164'],
    ['358633214', 'FI', '0358633214', '+358358633214'],
    ['435412322', 'AT', '0435412322', '+43435412322'],
    ['62218350123', 'ID', '062218350123', '+6262218350123']
  ])('are left out where neither is: %j in %s', (text, country, unambiguous, sent) => {
    expect(toPhone(text, country)).toBeUndefined()
    expect(toPhone(unambiguous, country)).toBe(sent)
  })
})

describe('what is left out rather than guessed at', () => {
  it.each([
    ['+0123456789'],
    ['+999 123 456 789'],
    ['00999 123456789'],
    ['+44 (0) 12345'],
    ['+123-4567'],
    ['+1 555 555 0100 ext. 7'],
    ['+44 20 7946 095\u00bd'],
    ['+1415555010\u33e0'],
    ['+0044 20 7946 0958'],
    ['+44'],
    ['+12345'],
    ['+44 20 7946 0958 / 0959'],
    ['+1 415 555 2671/72'],
    ['+14155550100 or +14155550101'],
    ['+14155550100, +14155550101'],
    ['+14155550100+14155550101'],
    ['+14155550100 (home)'],
    ['+1415555O100'],
    ['+44 20 7946 0958 Durchwahl 12'],
    ['mail+14155550100@example.com'],
    ['+'],
    ['n/a'],
    ['\ud800'],
    [`+1 415 555 0100${' '.repeat(60)}.`]
  ])('%j', (text) => {
    expect(toPhone(text)).toBeUndefined()
    expect(toPhone(text, 'US')).toBeUndefined()
  })

  it.each([
    ['5550100', 'US'],
    ['911', 'US'],
    ['999', 'GB'],
    ['00', 'GB'],
    ['1990-05-17', 'DE'],
    ['98123 45678 or 98123 45679', 'IN'],
    ['98123 45678 98123 45679', 'IN'],
    ['1,234,567', 'DE'],
    ['0000000000', 'IN'],
    ['1234567', 'IN'],
    [9812345678.5, 'IN'],
    [1e21, 'IN'],
    [0, 'IN']
  ])('%j in %s', (value, country) => {
    expect(toPhone(value, country)).toBeUndefined()
  })
})

describe('Country of Phone Numbers', () => {
  const traits = { phone: '98123 45678', plan: 'gold' }
  const noPhone =
    'Phone was left out: it must be a phone number with + and the country code, such as +14155550100, or a valid number of the country in Country of Phone Numbers.'
  const ignored = 'Country of Phone Numbers was ignored: it must be a two-letter country code, such as IN or GB.'

  it.each(['IN', 'in', ' In '])('%j is taken', async (phoneCountry) => {
    expect(await profileOf(traits, { phoneCountry })).toEqual({ Phone: '+919812345678', plan: 'gold' })
    expect(await warningsOf(traits, { phoneCountry })).toBeUndefined()
  })

  it.each([undefined, '', ' '])('%j is none', async (phoneCountry) => {
    expect(await profileOf(traits, { phoneCountry })).toEqual({ plan: 'gold' })
    expect(await warningsOf(traits, { phoneCountry })).toEqual([noPhone])
  })

  it.each(['India', 'IND', 'UK', 'ZZ', '001', '91', '+91', '__proto__', 'constructor'])(
    '%j is no country, and as if it were absent',
    async (phoneCountry) => {
      expect(await profileOf(traits, { phoneCountry })).toEqual({ plan: 'gold' })
      expect(await warningsOf(traits, { phoneCountry })).toEqual([ignored, noPhone])
      const withCode = { phone: '+91 98123 45678' }
      expect(await profileOf(withCode, { phoneCountry })).toEqual({ Phone: '+919812345678' })
      expect(await warningsOf(withCode, { phoneCountry })).toEqual([ignored])
    }
  )

  it('can be mapped from the event', async () => {
    const phoneCountry = { '@path': '$.traits.country' }
    expect(await profileOf({ phone: 9812345678, country: 'IN' }, { phoneCountry })).toEqual({
      Phone: '+919812345678',
      country: 'IN'
    })
    expect(await profileOf({ phone: '020 7946 0958', country: 'GB' }, { phoneCountry })).toEqual({
      Phone: '+442079460958',
      country: 'GB'
    })
    expect(await warningsOf({ phone: 9812345678 }, { phoneCountry })).toEqual([noPhone])
  })

  it('that is no country refuses no event', async () => {
    const changes = { phoneCountry: 'India', invalidAttributes: 'reject' }
    expect(await profileOf({ phone: '+919812345678' }, changes)).toEqual({ Phone: '+919812345678' })
  })

  it.each([{ toString: 1 }, ['IN', 'GB']])('that is mapped to %j refuses this event alone', async (country) => {
    const requests = interceptClevertap([{}])
    const subscription = subscriptionTo('userUpload', { phoneCountry: { '@path': '$.traits.country' } })
    const events = [identify('u-1', traits), identify('u-2', { ...traits, country }), identify('u-3', traits)]
    expect(await deliverBatch(events, subscription)).toMatchObject([
      { status: 200 },
      { status: 400, errormessage: expect.stringContaining('Country of Phone Numbers must be a string') },
      { status: 200 }
    ])
    expect(requests).toHaveLength(1)
  })
})
