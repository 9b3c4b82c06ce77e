/** Values of each standard attribute that CleverTap takes as they are, after conversion, or not at all. Blank text is no value, and a list of one is that one. */
import type { JSONValue } from '@segment/actions-core'

type Values = {
  name: string
  /** CleverTap's error code for a bad value, where one is known. */ code?: number
  taken: [given: JSONValue, sent: JSONValue][]
  refused: JSONValue[]
}

const yesOrNo: Pick<Values, 'taken' | 'refused'> = {
  taken: [
    [true, 'Y'],
    ['true', 'Y'],
    ['YES', 'Y'],
    ['y', 'Y'],
    [1, 'Y'],
    ['1', 'Y'],
    [false, 'N'],
    [' False ', 'N'],
    ['no', 'N'],
    ['N', 'N'],
    [0, 'N']
  ],
  refused: ['maybe', 'ja', 2, [], { employed: true }, ['yes', 'no']]
}

export const values: Values[] = [
  {
    name: 'Email',
    code: 515,
    taken: [
      ['ada@example.com', 'ada@example.com'],
      [' ada@example.com\n', 'ada@example.com'],
      ["o'brien+news@mail.example.co.uk", "o'brien+news@mail.example.co.uk"],
      ['Ada.Lovelace_1@EXAMPLE.com', 'Ada.Lovelace_1@EXAMPLE.com'],
      ['用户@例子.中国', '用户@例子.中国'],
      [`${'x'.repeat(64)}@example.com`, `${'x'.repeat(64)}@example.com`]
    ],
    refused: [
      'ada',
      'ada@',
      '@example.com',
      'ada@example',
      'ada@@example.com',
      'a da@example.com',
      'ada.@example.com',
      '.ada@example.com',
      'a..da@example.com',
      'ada@-example.com',
      'ada@example-.com',
      'ada@.com',
      'ada@example..com',
      'Ada <ada@example.com>',
      'ada@example.com, bob@example.com',
      '"ada"@example.com',
      `${'x'.repeat(65)}@example.com`,
      `ada@${'x'.repeat(250)}.com`,
      42,
      true,
      { address: 'ada@example.com' }
    ]
  },
  {
    name: 'Phone',
    code: 516,
    taken: [
      ['+14155550100', '+14155550100'],
      ['+1 (415) 555-0100', '+14155550100'],
      [' +44.20.7946.0958 ', '+442079460958'],
      ['00442079460958', '+442079460958'],
      ['+35922333232', '+35922333232'],
      ['+1234567', '+1234567'],
      ['+123456789012345', '+123456789012345']
    ],
    refused: [
      '223',
      '4155550100',
      '+44+441234',
      '+123456',
      '+1234567890123456',
      '+1415555O100',
      '+',
      14155550100,
      true,
      { mobile: '+14155550100' }
    ]
  },
  {
    name: 'Gender',
    code: 514,
    taken: [
      ['M', 'M'],
      ['male', 'M'],
      [' MALE ', 'M'],
      ['f', 'F'],
      ['Female', 'F']
    ],
    refused: ['O', 'other', 'non-binary', 'woman', 1, true, ['M', 'F'], { m: 1 }]
  },
  {
    name: 'Age',
    code: 520,
    taken: [
      [1, 1],
      ['18', 18],
      [' 42 ', 42],
      [120, 120]
    ],
    refused: [0, 121, -1, 33.5, '33.5', 'forty', '1e2', '0x12', true, [33, 34], { years: 33 }]
  },
  {
    name: 'Education',
    code: 518,
    taken: [
      ['School', 'School'],
      ['college', 'College'],
      [' GRADUATE ', 'Graduate']
    ],
    refused: ['PhD', 'high school', 1, false, ['School', 'College'], { level: 'School' }]
  },
  { name: 'Employed', code: 517, ...yesOrNo },
  { name: 'Married', code: 519, ...yesOrNo }
]

/** Standard attributes for whose values CleverTap documents no error code: we refuse what makes no sense there. */
export const valuesWithoutCode: Values[] = [
  {
    name: 'Name',
    taken: [
      ['Ada Lovelace', 'Ada Lovelace'],
      [' Ada ', 'Ada'],
      [7, '7']
    ],
    refused: ['', '  ', true, ['Ada', 'Lovelace'], { first: 'Ada' }]
  },
  {
    name: 'DOB',
    taken: [
      ['1990-05-17', '$D_642902400'],
      ['1990-05-17T00:00:00+05:30', '$D_642902400'],
      ['1990-05-17T23:59:59-08:00', '$D_642902400'],
      ['1955-06-08', '$D_-459734400'],
      ['642902400', '$D_642902400'],
      [642902400, '$D_642902400'],
      [642902400000, '$D_642902400'],
      [-459820800, '$D_-459820800'],
      ['$D_642902400', '$D_642902400'],
      ['1990-05-17 00:00:00', '$D_642902400'],
      ['1990-05-17 00:00:00.000 UTC', '$D_642902400'],
      ['1900-01-01', '$D_-2208988800'],
      ['2024-05-06', '$D_1714953600']
    ],
    refused: [
      '17/05/1990',
      '17 May 1990',
      '1990-02-30',
      '1899-12-31',
      '0001-01-01',
      '9999-12-31',
      '2024-05-07',
      '$D_253402214400',
      0,
      '0',
      '1990',
      1990,
      '19900517',
      '$D_soon',
      '',
      true,
      [1],
      { y: 1990 }
    ]
  },
  {
    name: 'Photo',
    taken: [
      ['https://example.com/ada.png?size=1', 'https://example.com/ada.png?size=1'],
      [' HTTP://example.com ', 'HTTP://example.com']
    ],
    refused: [
      'ada.png',
      '//example.com/ada.png',
      'ftp://example.com/a',
      'https://',
      'javascript:alert(1)',
      'https://a b',
      ''
    ]
  },
  {
    name: 'Tz',
    taken: [
      ['America/New_York', 'America/New_York'],
      ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
      ['Etc/GMT+5', 'Etc/GMT+5'],
      ['GMT-8:00', 'GMT-8:00'],
      [' GMT+05:30 ', 'GMT+05:30'],
      ['PST', 'PST'],
      ['ACWST', 'ACWST']
    ],
    refused: [
      '+05:30',
      'GMT+5',
      'pst',
      'Pacific Time',
      'A',
      'ABCDEF',
      'America/',
      '/New_York',
      '',
      5,
      true,
      ['PST'],
      {}
    ]
  },
  {
    name: 'Customer Type',
    taken: [
      ['Gold', 'Gold'],
      [3, '3']
    ],
    refused: ['', false, ['Gold'], { tier: 'Gold' }]
  },
  ...['MSG-email', 'MSG-push', 'MSG-sms', 'MSG-whatsapp'].map(
    (name): Values => ({
      name,
      taken: [
        [true, true],
        ['true', true],
        [false, false],
        [' FALSE ', false]
      ],
      refused: ['yes', 1, 0, '', [], [true], { on: true }]
    })
  )
]
