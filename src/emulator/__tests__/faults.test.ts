import { createRandom, decide } from '../faults'

const always = (value: number) => () => value

it('answers when nothing is asked for', () => {
  expect(decide({}, always(0), 'upload', 1000)).toEqual({ kind: 'answer' })
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
  expect(decide({ throttle: { uploads: 15, deletes: 3 } }, always(0.5), route, concurrent).kind).toBe(kind)
})

it.each([
  [0, { kind: 'status', status: 500 }],
  [0.0999, { kind: 'status', status: 500 }],
  [0.1, { kind: 'status', status: 503 }],
  [0.25, { kind: 'cutBefore' }],
  [0.35, { kind: 'cutAfter' }],
  [0.45, { kind: 'silence' }],
  [0.55, { kind: 'garbage' }],
  [0.65, { kind: 'partial', spoiled: 0.65 }],
  [0.75, { kind: 'answer' }],
  [0.9999, { kind: 'answer' }]
])('one draw of %d picks one fault', (draw, action) => {
  const rates = { cutBefore: 0.1, cutAfter: 0.1, silence: 0.1, garbage: 0.1, partial: 0.1 }
  expect(decide({ errors: { '503': 0.1, '500': 0.1 }, ...rates }, always(draw), 'upload', 1)).toEqual(action)
})

it('fails parts of uploads only', () => {
  expect(decide({ partial: 1 }, always(0), 'delete', 1)).toEqual({ kind: 'answer' })
})

it('never strikes at rate 0 and always at rate 1', () => {
  expect(decide({ cutBefore: 0 }, always(0), 'upload', 1)).toEqual({ kind: 'answer' })
  expect(decide({ cutBefore: 1 }, always(0.9999999), 'upload', 1)).toEqual({ kind: 'cutBefore' })
})

it('repeats with the same seed and differs with another', () => {
  const run = (seed?: number) => {
    const random = createRandom(seed)
    return Array.from({ length: 50 }, () => decide({ cutBefore: 0.3, partial: 0.3 }, random, 'upload', 1))
  }
  expect(run(7)).toEqual(run(7))
  expect(run(7)).not.toEqual(run(8))
  expect(run()).toEqual(run(0))
})

it('strikes about as often as asked', () => {
  const random = createRandom(1)
  const struck = Array.from({ length: 10000 }, () => decide({ silence: 0.2 }, random, 'upload', 1)).filter(
    ({ kind }) => kind === 'silence'
  )
  expect(struck.length).toBeGreaterThan(1850)
  expect(struck.length).toBeLessThan(2150)
})
