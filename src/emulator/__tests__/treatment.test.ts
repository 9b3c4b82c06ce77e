import { createRandom, decide, treat } from '../treatment'
import type { Connection, Treatment } from '../treatment'

it('answers when nothing is asked for', () => {
  expect(decide({}, 0, 'upload', 1000)).toEqual({ kind: 'answer' })
})

it.each([
  ['upload', 14, 'answer'],
  ['upload', 15, 'answer'],
  ['upload', 16, 'throttle'],
  ['delete', 2, 'answer'],
  ['delete', 3, 'answer'],
  ['delete', 4, 'throttle'],
  ['profile', 100, 'answer'],
  ['other', 100, 'answer']
] as const)('with CleverTap’s limits, %s request %i in progress gets: %s', (route, concurrent, kind) => {
  expect(decide({ throttle: { uploads: 15, deletes: 3 } }, 0.5, route, concurrent).kind).toBe(kind)
})

it.each([
  [0, { kind: 'status', status: 500 }],
  [0.0999, { kind: 'status', status: 500 }],
  [0.1, { kind: 'status', status: 503 }],
  [0.25, { kind: 'cutBefore' }],
  [0.35, { kind: 'cutAfter' }],
  [0.45, { kind: 'silence' }],
  [0.55, { kind: 'garbage' }],
  [0.65, { kind: 'stall' }],
  [0.75, { kind: 'partial' }],
  [0.85, { kind: 'answer' }],
  [0.9999, { kind: 'answer' }]
])('one draw of %d picks one fault', (draw, treatment) => {
  const rates = { cutBefore: 0.1, cutAfter: 0.1, silence: 0.1, garbage: 0.1, stall: 0.1, partial: 0.1 }
  expect(decide({ errors: { '503': 0.1, '500': 0.1 }, ...rates }, draw, 'upload', 1)).toEqual(treatment)
})

it('fails parts of uploads only', () => {
  expect(decide({ partial: 1 }, 0, 'delete', 1)).toEqual({ kind: 'answer' })
})

it('never fails at rate 0 and always at rate 1', () => {
  expect(decide({ cutBefore: 0 }, 0, 'upload', 1)).toEqual({ kind: 'answer' })
  expect(decide({ cutBefore: 1 }, 0.9999999, 'upload', 1)).toEqual({ kind: 'cutBefore' })
})

it('draws the same with the same seed and differs with another', () => {
  const run = (seed?: number) => Array.from({ length: 50 }, createRandom(seed))
  expect(run(7)).toEqual(run(7))
  expect(run(7)).not.toEqual(run(8))
  expect(run()).toEqual(run(0))
})

it('fails about as often as asked', () => {
  const random = createRandom(1)
  const failed = Array.from({ length: 10000 }, () => decide({ silence: 0.2 }, random(), 'upload', 1)).filter(
    ({ kind }) => kind === 'silence'
  )
  expect(failed.length).toBeGreaterThan(1850)
  expect(failed.length).toBeLessThan(2150)
})

const toRetryAfter = ({ 'retry-after': value }: Record<string, string>) =>
  value === undefined ? [] : [`retry-after ${value}`]

it.each<[Treatment, string[]]>([
  [{ kind: 'answer' }, ['answer', 'send 200 done']],
  [{ kind: 'throttle' }, ['send 429 {"status":"fail","error":"Too many concurrent requests","code":429}']],
  [{ kind: 'status', status: 429 }, ['send 429 {"status":"fail","error":"Too many concurrent requests","code":429}']],
  [{ kind: 'status', status: 503 }, ['send 503 {"status":"fail","error":"Injected fault","code":503}']],
  [{ kind: 'status', status: 503, body: 'down' }, ['send 503 down']],
  [{ kind: 'status', status: 204 }, ['send 204 ']],
  [{ kind: 'status', status: 200, body: 'ok', contentType: 'text/plain' }, ['send 200 ok']],
  [{ kind: 'status', status: 200, body: 'ok', retryAfter: 'soon' }, ['send 200 ok', 'retry-after soon']],
  [{ kind: 'cutBefore' }, ['cut']],
  [{ kind: 'cutAfter' }, ['answer', 'cut']],
  [{ kind: 'silence' }, []],
  [
    { kind: 'garbage' },
    ['answer', 'send 200 <html><head><title>Please wait</title></head><body>Please wait</body></html>']
  ],
  [{ kind: 'stall' }, ['answer', 'send half of done']],
  [{ kind: 'partial' }, ['answer, one record failed', 'send 200 done']]
])('plays %j', (treatment, expected) => {
  const played: string[] = []
  const connection: Connection = {
    answer: (mustFail) => {
      played.push(mustFail ? 'answer, one record failed' : 'answer')
      return { status: 200, headers: {}, body: 'done' }
    },
    send: ({ status, headers, body }) => played.push(`send ${status} ${body}`, ...toRetryAfter(headers)),
    sendHalf: ({ body }) => played.push(`send half of ${body}`),
    cut: () => played.push('cut')
  }
  treat(treatment, connection)
  expect(played).toEqual(expected)
})
