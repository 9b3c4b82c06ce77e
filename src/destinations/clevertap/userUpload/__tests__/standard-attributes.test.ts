import type { JSONValue } from '@segment/actions-core'
import { halvesOfName, standardAttributes } from '../standard-attributes'
import { values, valuesWithoutCode } from './__helpers__/values'

const convert = (name: string, value: JSONValue) =>
  standardAttributes.find((attribute) => attribute.name === name)?.convert(value)

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
    expect(all.map(({ name }) => name).sort()).toEqual(standardAttributes.map(({ name }) => name).sort())
  })

  it('fixes the keys in saved mappings', () => {
    expect([...standardAttributes, ...halvesOfName].map(({ name }) => name)).toEqual([
      'Name',
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
      'MSG-whatsapp',
      'First Name',
      'Last Name'
    ])
  })
})
