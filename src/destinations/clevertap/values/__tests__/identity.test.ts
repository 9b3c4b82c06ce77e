import { parseIdentity } from '../identity'

describe('parseIdentity', () => {
  it.each([
    ['u-1', 'u-1'],
    ['  u-1\n', 'u-1'],
    ['ada@example.com', 'ada@example.com'],
    ['00', '00'],
    [42, '42']
  ])('takes %j', (value, identity) => {
    expect(parseIdentity(value)).toEqual({ identity, warnings: [] })
  })

  it.each([
    ['x'.repeat(120), 0],
    ['x'.repeat(121), 1],
    ['x'.repeat(1024), 1]
  ])('takes %j with %i warnings', (identity, count) => {
    expect(parseIdentity(identity)).toMatchObject({ identity, warnings: { length: count } })
  })

  it.each([undefined, null, '', ' \t', {}, ['u-1'], true])('refuses %j as missing', (value) => {
    expect(parseIdentity(value)).toEqual({ reason: expect.stringContaining('Identity is missing or blank') })
  })

  it('refuses more than 1,024 characters', () => {
    expect(parseIdentity('x'.repeat(1025))).toEqual({ reason: expect.stringContaining('1,024 characters') })
  })

  it.each(
    'null undefined na n/a 0 nil -1 nan -nan inf -inf infinity -infinity (none) xxxxxx NULL Undefined N/A NaN XXXXXX true Guest anonymous 00000000-0000-0000-0000-000000000000'
      .split(' ')
      .concat([' null '])
  )('refuses the placeholder %j', (value) => {
    expect(parseIdentity(value)).toEqual({ reason: expect.stringContaining('Identity is a placeholder') })
  })
})
