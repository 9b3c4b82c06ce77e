import type { Json } from '../json'
import { codeOf, profile } from './__helpers__/records'

const attribute = (name: string, value: Json) => profile({ profileData: { [name]: value } })

describe('reserved attributes', () => {
  it.each<[string, Json[], Json[], number]>([
    ['Gender', ['M', 'F'], ['m', 'Male', 'O', '', 1, true, {}, ['M']], 514],
    [
      'Phone',
      ['+1234567', '+123456789012345'],
      ['+123456', '+1234567890123456', '+0123456789', '4155551234', '+44+441234', '+1 415 5551', 14155551234, {}],
      516
    ],
    ['Employed', ['Y', 'N'], ['y', 'yes', true, 1], 517],
    ['Education', ['School', 'College', 'Graduate'], ['school', 'PhD', 3], 518],
    ['Married', ['Y', 'N'], ['n', 'no', false], 519],
    ['Age', [1, 120, '1', '18', '120'], [0, 121, 17.5, -1, '0', '121', '17.5', '', ' 18', '1e1', 'aa', true, {}], 520]
  ])('%s', (name, valid, invalid, code) => {
    expect(valid.filter((value) => codeOf(attribute(name, value)) !== undefined)).toEqual([])
    expect(invalid.filter((value) => codeOf(attribute(name, value)) !== code)).toEqual([])
  })

  it.each<[string, Json]>([
    ['null', null],
    ['the operator $delete', { $delete: 1 }]
  ])('takes %s on any of them', (_name, value) => {
    const names = ['Gender', 'Email', 'Phone', 'Employed', 'Education', 'Married', 'Age']
    expect(names.filter((name) => codeOf(attribute(name, value)) !== undefined)).toEqual([])
  })

  it.each<[string, Json]>([
    ['Tz', 'America/Los_Angeles'],
    ['Tz', 'GMT-8:00'],
    ['MSG-email', true],
    ['MSG-whatsapp', false],
    ['DOB', '$D_643852800'],
    ['Last Seen', '$D_1136225047'],
    ['Sizes', ['S', 42]],
    ['Customer Type', 'gold'],
    ['category-unsubscribe', { email: ['Newsletters'] }]
  ])('takes %s as the destination sends it: %j', (name, value) => {
    expect(codeOf(attribute(name, value))).toBeUndefined()
  })

  it('refuses every other object', () => {
    const objects: Json[] = [
      { $delete: 1, other: 1 },
      { $delete: 1, $set: 'M' },
      { $set: 'M' },
      { $add: ['M'] },
      { $other: 1 },
      {}
    ]
    expect(objects.map((value) => codeOf(attribute('Gender', value)))).toEqual([514, 514, 514, 514, 514, 514])
  })

  it('judges only the exact spelling, and only inside profileData', () => {
    const record = profile({ Email: 'bad', profileData: { email: 'bad', EMAIL: 'bad', phone: 'bad', gender: 'bad' } })
    expect(codeOf(record)).toBeUndefined()
  })

  it('names the rule that is judged first when several are broken', () => {
    expect(codeOf(profile({ ts: 0, profileData: { Email: 'bad', Age: 0 } }))).toBe(525)
    expect(codeOf(profile({ profileData: { Age: 0, Phone: '1', Email: 'bad' } }))).toBe(515)
  })
})

describe('email (515)', () => {
  it.each([
    'a@b.co',
    'first.last+tag@sub.example.com',
    "o'brien@example.com",
    'пример@почта.рф',
    'a@भारत.com',
    'a@xn--bcher-kva.example',
    'a@1.2',
    `${'l'.repeat(64)}@b.co`,
    `a@${'d'.repeat(249)}.co`
  ])('takes %s', (email) => {
    expect(codeOf(attribute('Email', email))).toBeUndefined()
  })

  it.each<Json>([
    '',
    '1234',
    '$$$$$',
    '@b.co',
    'a@',
    'a@b',
    'a@@b.co',
    'a@b.co@c.co',
    'a b@c.co',
    ' a@b.co',
    'a@b.co ',
    'a@b.co\n',
    'a\u0000@b.co',
    'a"b@c.co',
    '<a@b.co>',
    'a,b@c.co',
    'a;b@c.co',
    'a:b@c.co',
    'a\\b@c.co',
    '.a@b.co',
    'a.@b.co',
    'a..b@c.co',
    'a@.co',
    'a@b.',
    'a@b..co',
    'a@-b.co',
    'a@b-.co',
    'a@b_c.co',
    'a@[127.0.0.1]',
    `${'l'.repeat(65)}@b.co`,
    `a@${'d'.repeat(250)}.co`,
    12,
    ['a@b.co']
  ])('refuses %j', (email) => {
    expect(codeOf(attribute('Email', email))).toBe(515)
  })
})
