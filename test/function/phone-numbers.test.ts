/** The stand-in for the phone library in the function's file, through the destination's own reading, and beside the library. */
import { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } from 'google-libphonenumber'

let toPhone: typeof import('../../src/destinations/clevertap/userUpload/phone').toPhone

beforeAll(async () => {
  jest.doMock('google-libphonenumber', () => jest.requireActual('../../src/function/phone-numbers'))
  ;({ toPhone } = await import('../../src/destinations/clevertap/userUpload/phone'))
})

const library = PhoneNumberUtil.getInstance()

it.each([
  ['+14155550100', '+14155550100'],
  ['+1 (415) 555-0100', '+14155550100'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['+44 020 7946 0958', '+442079460958'],
  ['0091 98123 45678', '+919812345678'],
  ['tel:+44-20-7946-0958', '+442079460958'],
  ['+39 06 698 1234', '+39066981234'],
  ['+225 01 23 45 67 89', '+2250123456789']
])('reads %s as %s', (text, expected) => {
  expect(toPhone(text)).toBe(expected)
})

it.each([
  '98123 45678',
  '415-555-0100',
  '+0123456789',
  '+1 415',
  '+1 415 555 0100 ext. 5',
  '+44 20 7946 0958 / 59',
  '+'
])('takes %s for no number', (text) => {
  expect(toPhone(text)).toBeUndefined()
})

it('completes no number of a country', () => {
  expect(toPhone('98123 45678', 'IN')).toBeUndefined()
})

describe.each([
  { name: 'a landline', type: PhoneNumberType.FIXED_LINE },
  { name: 'a mobile', type: PhoneNumberType.MOBILE }
])('$name of every country', ({ type }) => {
  const examples = library.getSupportedRegions().flatMap((region) => {
    const number = library.getExampleNumberForType(region, type)
    return number ? [{ number, e164: library.format(number, PhoneNumberFormat.E164) }] : []
  })

  it('is read as the library reads it, written internationally', () => {
    const read = examples.map(({ number }) => toPhone(library.format(number, PhoneNumberFormat.INTERNATIONAL)))
    expect(read.length).toBeGreaterThan(200)
    expect(read).toEqual(examples.map(({ e164 }) => e164))
  })

  it('is read as the library reads it, with the 0 of the country', () => {
    const read = examples.flatMap(({ number, e164 }) => {
      const code = `+${number.getCountryCode()}`
      const text = `${code} (0) ${e164.slice(code.length)}`
      const isKnownToLibrary = library.format(library.parse(text), PhoneNumberFormat.E164) === e164
      return isKnownToLibrary ? [{ text, e164: toPhone(text) ?? 'no number', expected: e164 }] : []
    })
    expect(read.length).toBeGreaterThan(100)
    expect(read).toEqual(read.map(({ text, expected }) => ({ text, e164: expected, expected })))
  })
})
