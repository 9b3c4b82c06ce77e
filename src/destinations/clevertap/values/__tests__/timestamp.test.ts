import { convertTimestamps, parseEpochSeconds, parseIsoSeconds } from '../timestamp'
import { isOperator } from '../operators'
import { dates } from '../../__tests__/__helpers__/dates'

describe('parseIsoSeconds', () => {
  it.each(dates)('reads %s', (text, epochSeconds) => {
    expect(parseIsoSeconds(text)).toBe(epochSeconds)
  })

  it.each([
    '',
    ' ',
    '2006',
    '2006-01',
    '20060102',
    '20060102T180407Z',
    '2006-1-2',
    '06-01-02',
    '+002006-01-02',
    '2006-W01-1',
    '2006-002',
    '2006/01/02',
    '2006-01-02 18:04:07',
    '2006-01-02T18',
    '2006-01-02T18Z',
    '2006-01-02T18:4:07Z',
    '2006-01-02T18:04:7Z',
    '2006-01-02T18:04:07.Z',
    '2006-01-02T18:04:07,5Z',
    '2006-01-02T18:04.5Z',
    '2006-01-02T18:04:07.1234567890Z',
    '2006-01-02T18:04:07+05',
    '2006-01-02T18:04:07+5:30',
    '2006-01-02T18:04:07+24:00',
    '2006-01-02T18:04:07+05:60',
    '2006-01-02T18:04:07 Z',
    '2006-01-02t18:04:07z',
    '2006-01-02Z',
    '2006-01-02+05:30',
    '2006-01-02T24:00:00Z',
    '2006-01-02T18:60:00Z',
    '2016-12-31T23:59:60Z',
    '2006-00-10',
    '2006-13-01',
    '2006-01-00',
    '2006-01-32',
    '2006-04-31',
    '2021-02-29',
    '2021-02-30',
    '1900-02-29',
    ' 2006-01-02',
    '2006-01-02 ',
    '2006-01-02\n',
    'Order 2021-01-01',
    '2021-01-01 to 2021-02-01',
    '1136225047',
    '1.2.3',
    '+14155550100',
    '415-555-0100',
    '2006-01-02-03',
    'March 7, 2021',
    '07-03-2021',
    '٢٠٠٦-٠١-٠٢'
  ])('leaves %j alone', (text) => {
    expect(parseIsoSeconds(text)).toBeUndefined()
  })
})

describe('parseEpochSeconds', () => {
  it.each([
    ['1136225047', 1136225047],
    ['1', 1],
    ['0', 0],
    ['-86400', -86400],
    ['99999999999', 99999999999],
    ['100000000000', 100000000],
    ['1136225047999', 1136225047],
    ['-100000000001', -100000001],
    ['8640000000000000', 8640000000000]
  ])('reads %s', (text, epochSeconds) => {
    expect(parseEpochSeconds(text)).toBe(epochSeconds)
  })

  it.each(['', '1136225047.5', '1e9', '0x10', ' 1', '1,136', '8640000000000001', '9'.repeat(400)])(
    'finds no epoch in %j',
    (text) => {
      expect(parseEpochSeconds(text)).toBeUndefined()
    }
  )
})

describe('convertTimestamps', () => {
  const attributes = {
    signedUp: '2006-01-02T18:04:07Z',
    phone: '+14155550100',
    count: 20060102,
    active: true,
    nothing: null,
    visits: ['2006-01-02', 'never', ['2006-01-03']],
    address: { since: '2006-01-02', '2006-01-02': 'a key' },
    lastOrder: { $set: '2006-01-02' }
  }

  it('converts at any depth and leaves keys, operators and everything else alone', () => {
    expect(convertTimestamps(attributes, 'unix', isOperator)).toEqual({
      signedUp: 1136225047,
      phone: '+14155550100',
      count: 20060102,
      active: true,
      nothing: null,
      visits: [1136160000, 'never', [1136246400]],
      address: { since: 1136160000, '2006-01-02': 'a key' },
      lastOrder: { $set: '2006-01-02' }
    })
  })

  it("writes CleverTap's date type on request", () => {
    expect(convertTimestamps(['2006-01-02T18:04:07Z', '1969-12-31'], 'date', isOperator)).toEqual([
      '$D_1136225047',
      '$D_-86400'
    ])
  })

  it('does not change its input', () => {
    const before = JSON.stringify(attributes)
    convertTimestamps(attributes, 'date', isOperator)
    expect(JSON.stringify(attributes)).toBe(before)
  })
})
