import { faultOptions, findFaultProblem } from '../fault-input'

it('takes everything that is documented', () => {
  const faults = {
    seed: 1,
    latencyMs: 20,
    throttle: { uploads: 15, deletes: 3 },
    retryAfterSeconds: 2,
    errors: { '500': 0.1, '503': 0.1 },
    cutBefore: 0.1,
    cutAfter: 0.1,
    silence: 0.1,
    garbage: 0.1,
    stall: 0.1,
    partial: 0.3,
    maxBodyBytes: 1_000_000,
    maxEventProperties: 256,
    timeWindow: { pastSeconds: 86400, futureSeconds: 0 },
    discardedEvents: ['Product Viewed'],
    refusals: [{ identity: 'u-1', code: 515 }],
    next: [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 500, body: '', contentType: 'text/plain' },
      { kind: 'status', status: 200, body: '{}', contentType: 'application/json', retryAfter: '600' },
      { kind: 'cutBefore' },
      { kind: 'cutAfter' },
      { kind: 'silence' },
      { kind: 'garbage' },
      { kind: 'stall' },
      { kind: 'partial' }
    ]
  }
  expect(findFaultProblem(faults)).toBeUndefined()
  expect(findFaultProblem({})).toBeUndefined()
  expect(findFaultProblem({ seed: undefined })).toBeUndefined()
})

it.each([
  [null, 'Faults must be an object.'],
  [[], 'Faults must be an object.'],
  [{ seed: 1.5 }, '`seed` must be a whole number from 0 to 2147483647.'],
  [{ seed: 2147483648 }, '`seed` must be a whole number from 0 to 2147483647.'],
  [{ latencyMs: -1 }, '`latencyMs` must be a number of milliseconds from 0 to 3600000.'],
  [{ latencyMs: 3600001 }, '`latencyMs` must be a number of milliseconds from 0 to 3600000.'],
  [{ latencyMs: '20' }, '`latencyMs` must be a number of milliseconds from 0 to 3600000.'],
  [
    { throttle: { uploads: 1 } },
    '`throttle` must be an object with whole numbers `uploads` and `deletes` from 0 to 1000000.'
  ],
  [
    { throttle: { uploads: 1000001, deletes: 1 } },
    '`throttle` must be an object with whole numbers `uploads` and `deletes` from 0 to 1000000.'
  ],
  [{ retryAfterSeconds: 1.5 }, '`retryAfterSeconds` must be a whole number from 0 to 86400.'],
  [{ retryAfterSeconds: 86401 }, '`retryAfterSeconds` must be a whole number from 0 to 86400.'],
  [{ errors: { '503': 2 } }, '`errors` must be an object from an HTTP status (200 to 599) to a rate from 0 to 1.'],
  [{ errors: { '600': 0.1 } }, '`errors` must be an object from an HTTP status (200 to 599) to a rate from 0 to 1.'],
  [{ errors: { teapot: 0.1 } }, '`errors` must be an object from an HTTP status (200 to 599) to a rate from 0 to 1.'],
  [{ cutAfter: 1.1 }, '`cutAfter` must be a rate from 0 to 1.'],
  [{ partial: null }, '`partial` must be a rate from 0 to 1.'],
  [{ maxBodyBytes: -1 }, '`maxBodyBytes` must be a whole number from 0 to 1000000000.'],
  [{ maxEventProperties: 1.5 }, '`maxEventProperties` must be a whole number from 0 to 100000.'],
  [
    { timeWindow: { pastSeconds: 1 } },
    '`timeWindow` must be an object with whole numbers `pastSeconds` and `futureSeconds` from 0 to 10000000000.'
  ],
  [{ discardedEvents: [1] }, '`discardedEvents` must be a list of texts that are not blank.'],
  [
    { refusals: [{ identity: 'u-1', code: 1000 }] },
    '`refusals` must be a list of objects with a text `identity` and as `code` a whole number from 100 to 999.'
  ],
  [
    { refusals: [{ identity: 1, code: 515 }] },
    '`refusals` must be a list of objects with a text `identity` and as `code` a whole number from 100 to 999.'
  ],
  [
    { cutBefore: 0.5, cutAfter: 0.5, errors: { '500': 0.5 } },
    'The rates add up to 1.5; together they must stay within 1.'
  ]
])('says what is wrong with %j', (input, problem) => {
  expect(findFaultProblem(input)).toBe(problem)
})

it('names the known faults when one is misspelt', () => {
  expect(findFaultProblem({ latency: 20 })).toMatch(/^Unknown fault `latency`\. Known: seed, latencyMs, /)
  expect(findFaultProblem(JSON.parse('{"__proto__":1}'))).toMatch(/^Unknown fault `__proto__`/)
})

it.each([
  { kind: 'nothing' },
  { kind: 'constructor' },
  { kind: 'status' },
  { kind: 'status', status: 99 },
  { kind: 'status', status: 200, retryAfter: 1 },
  'silence',
  null
])('refuses the one-shot fault %j', (fault) => {
  expect(findFaultProblem({ next: [fault] })).toMatch(/^`next` must be a list of one-shot faults/)
})

it('describes the one-shot faults', () => {
  expect(findFaultProblem({ next: [{ kind: 'nothing' }] })).toMatch(
    /^`next` must be a list of one-shot faults: \{kind: "status", status, body\?, contentType\?, retryAfter\?\}, \{kind: "cutBefore"\}, /
  )
})

describe('on a command line', () => {
  const optionOf = (flags: string) => {
    const option = faultOptions.find((candidate) => candidate.flags === flags)
    if (!option) {
      throw new Error(`No option ${flags}`)
    }
    return option
  }

  it.each([
    ['--seed <n>', '7', 'seed', 7],
    ['--latency <duration>', '50ms', 'latencyMs', 50],
    ['--latency <duration>', '1.5', 'latencyMs', 1500],
    ['--latency <duration>', '60m', 'latencyMs', 3_600_000],
    ['--throttle <uploads,deletes>', '15,3', 'throttle', { uploads: 15, deletes: 3 }],
    ['--retry-after <seconds>', '2', 'retryAfterSeconds', 2],
    ['--error <status=rate>', '503=0.05', 'errors', { 503: 0.05 }],
    ['--max-body-bytes <n>', '1000000', 'maxBodyBytes', 1_000_000],
    ['--max-event-properties <n>', '256', 'maxEventProperties', 256],
    ['--time-window <past,future>', '86400,60', 'timeWindow', { pastSeconds: 86400, futureSeconds: 60 }],
    ['--discard-event <name>', 'Product Viewed', 'discardedEvents', ['Product Viewed']],
    ['--cut-before <rate>', '1', 'cutBefore', 1],
    ['--cut-after <rate>', '.5', 'cutAfter', 0.5],
    ['--silence <rate>', '0', 'silence', 0]
  ])('%s %s is a value of %s', (flags, text, fault, value) => {
    const option = optionOf(flags)
    expect(option.fault).toBe(fault)
    expect(option.parse(text)).toEqual(value)
    expect(findFaultProblem({ [fault]: option.parse(text) })).toBeUndefined()
  })

  it.each([
    ['--error <status=rate>', '503=0.05', '429=0.1', { 429: 0.1, 503: 0.05 }],
    ['--discard-event <name>', 'A', 'B', ['A', 'B']]
  ])('%s adds up when it is given again', (flags, first, second, value) => {
    const { parse } = optionOf(flags)
    expect(parse(second, parse(first))).toEqual(value)
  })

  it.each([
    ['--seed <n>', '1.5', 'It must be a whole number from 0 to 2147483647.'],
    ['--seed <n>', '', 'It must be a whole number from 0 to 2147483647.'],
    ['--latency <duration>', '1d', 'It must be a duration of at most 3600000 ms, such as 50ms or 2s.'],
    ['--latency <duration>', '61m', 'It must be a duration of at most 3600000 ms, such as 50ms or 2s.'],
    [
      '--throttle <uploads,deletes>',
      '15',
      'It must be two whole numbers from 0 to 1000000, uploads and deletes, separated by a comma.'
    ],
    [
      '--throttle <uploads,deletes>',
      '1,2,3',
      'It must be two whole numbers from 0 to 1000000, uploads and deletes, separated by a comma.'
    ],
    ['--error <status=rate>', '503', 'It must be an HTTP status and a rate, such as 503=0.05.'],
    ['--error <status=rate>', '=0.05', 'It must be an HTTP status and a rate, such as 503=0.05.'],
    ['--error <status=rate>', '503=0.1=2', 'It must be an HTTP status and a rate, such as 503=0.05.'],
    ['--error <status=rate>', '__proto__=0.1', 'It must be an HTTP status and a rate, such as 503=0.05.'],
    ['--max-event-properties <n>', '-1', 'It must be a whole number from 0 to 100000.'],
    ['--discard-event <name>', ' ', 'It must be a text that is not blank.'],
    [
      '--time-window <past,future>',
      '1',
      'It must be two whole numbers from 0 to 10000000000, pastSeconds and futureSeconds, separated by a comma.'
    ],
    ['--partial <rate>', '1.1', 'It must be a rate from 0 to 1, such as 0.05.'],
    ['--partial <rate>', '1e-1', 'It must be a rate from 0 to 1, such as 0.05.']
  ])('%s %j is refused', (flags, text, message) => {
    expect(() => optionOf(flags).parse(text)).toThrow(new Error(message))
  })
})
