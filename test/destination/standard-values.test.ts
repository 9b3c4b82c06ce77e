import type { JSONValue } from '@segment/actions-core'
import { standardAttributes } from '../../src/destinations/clevertap/userUpload/standard-attributes'
import { values, valuesWithoutCode } from './standard-values'

/** At the end of the day 2024-05-06. */
const convert = (name: string, value: JSONValue) =>
  standardAttributes.find((attribute) => attribute.name === name)?.convert(value, { nowSeconds: 1714979289 })

const all = [...values, ...valuesWithoutCode]

describe.each(all)('$name', ({ name, taken, refused }) => {
  it.each(taken)('takes %j and sends %j', (given, sent) => {
    expect(convert(name, given)).toBe(sent)
  })

  it.each(refused.map((value) => [value]))('refuses %j', (value) => {
    expect(convert(name, value)).toBeUndefined()
  })
})

describe('the table', () => {
  it('has a list of values for every attribute', () => {
    const names = standardAttributes.filter(({ isHalf }) => !isHalf).map(({ name }) => name)
    expect(all.map(({ name }) => name).sort()).toEqual(names.sort())
  })

  it('fixes the keys in saved mappings', () => {
    expect(standardAttributes.map(({ name }) => name)).toEqual([
      'Name',
      'First Name',
      'Last Name',
      'Email',
      'Phone',
      'Gender',
      'DOB',
      'Age',
      'Photo',
      'Education',
      'Employed',
      'Married',
      'Customer Type',
      'Tz',
      'MSG-email',
      'MSG-push',
      'MSG-sms',
      'MSG-whatsapp'
    ])
  })
})
