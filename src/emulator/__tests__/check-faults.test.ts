import { findFaultProblem } from '../check-faults'

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
    partial: 0.4,
    dialect: '2017-10',
    refusals: [{ identity: 'u-1', code: 515 }],
    next: [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 500, body: '', contentType: 'text/plain' },
      { kind: 'reply', status: 200, body: '{}', contentType: 'application/json' },
      { kind: 'cutBefore' },
      { kind: 'cutAfter' },
      { kind: 'silence' },
      { kind: 'garbage' },
      { kind: 'stall' }
    ]
  }
  expect(findFaultProblem(faults)).toBeUndefined()
  expect(findFaultProblem({})).toBeUndefined()
  expect(findFaultProblem({ seed: undefined })).toBeUndefined()
})

it.each([
  [null, 'Faults must be an object.'],
  [[], 'Faults must be an object.'],
  [{ seed: 1.5 }, '`seed` must be a whole number.'],
  [{ latencyMs: -1 }, '`latencyMs` must be a number, 0 or more.'],
  [{ latencyMs: '20' }, '`latencyMs` must be a number, 0 or more.'],
  [{ throttle: { uploads: 1 } }, '`throttle` must be an object with whole numbers `uploads` and `deletes`.'],
  [{ errors: { '503': 2 } }, '`errors` must be an object from an HTTP status to a rate from 0 to 1.'],
  [{ errors: { teapot: 0.1 } }, '`errors` must be an object from an HTTP status to a rate from 0 to 1.'],
  [{ cutAfter: 1.1 }, '`cutAfter` must be a rate from 0 to 1.'],
  [{ partial: null }, '`partial` must be a rate from 0 to 1.'],
  [{ dialect: '2019' }, '`dialect` must be one of 2017-03, 2017-10, 2018.'],
  [
    { refusals: [{ identity: 1 }] },
    '`refusals` must be a list of objects with a text `identity` and a whole number `code`.'
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
  { kind: 'partial' },
  { kind: 'status' },
  { kind: 'status', status: 99 },
  { kind: 'reply', status: 200 },
  'silence',
  null
])('refuses the one-shot fault %j', (fault) => {
  expect(findFaultProblem({ next: [fault] })).toMatch(/^`next` must be a list of one-shot faults/)
})
