import { Emulation } from '../emulation'
import type { OneShotFault } from '../faults'

/** Only what was counted, so that a new route or fault changes no test. */
const withoutZeros = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))

it('counts arrivals, peaks and throttled requests, and frees places', () => {
  const emulation = new Emulation('a', 'p', { throttle: { uploads: 1, deletes: 1 } })
  const first = emulation.arrive('upload')
  const treatments = [emulation.arrive('upload').treatment]
  first.leave()
  treatments.push(emulation.arrive('upload').treatment, emulation.arrive('upload').treatment)
  expect(treatments).toEqual([{ kind: 'throttle' }, { kind: 'answer' }, { kind: 'throttle' }])
  treatments.forEach((treatment) => emulation.count(treatment))
  const { requests, peakConcurrency, records, faults, ...others } = emulation.counters()
  expect([requests, peakConcurrency, records, faults, others].map(withoutZeros)).toEqual([
    { upload: 4 },
    { upload: 3 },
    {},
    {},
    { throttled: 2 }
  ])
})

it('plays one-shot faults in order, before any other, then goes on as before', () => {
  const emulation = new Emulation('a', 'p', {
    throttle: { uploads: 0, deletes: 0 },
    next: [{ kind: 'silence' }, { kind: 'status', status: 503 }]
  })
  const treatments = [1, 2, 3].map(() => emulation.arrive('upload').treatment)
  expect(treatments).toEqual([{ kind: 'silence' }, { kind: 'status', status: 503 }, { kind: 'throttle' }])
  treatments.forEach((treatment) => emulation.count(treatment))
  expect(emulation.counters().faults).toMatchObject({ silence: 1, status: 1 })
})

it('keeps the faults in force when new ones are wrong', () => {
  const emulation = new Emulation('a', 'p', { latencyMs: 5 })
  expect(() => emulation.setFaults({ latencyMs: -1 })).toThrow(
    '`latencyMs` must be a number of milliseconds from 0 to 3600000.'
  )
  expect(emulation.latencyMs).toBe(5)
})

it('returns to its initial faults, one-shots included, on reset', () => {
  const emulation = new Emulation('a', 'p', { next: [{ kind: 'silence' }] })
  emulation.arrive('upload')
  emulation.setFaults({ retryAfterSeconds: 1 })
  emulation.reset()
  expect(emulation.retryAfterSeconds).toBeUndefined()
  expect(emulation.arrive('delete').treatment).toEqual({ kind: 'silence' })
  expect(withoutZeros(emulation.counters().requests)).toEqual({ delete: 1 })
})

it('draws the same for a request whatever the one before it gets', () => {
  const draws = (next: OneShotFault[]) => {
    const emulation = new Emulation('a', 'p', { seed: 1, cutBefore: 0.5, next })
    return [1, 2, 3].map(() => emulation.arrive('upload').draw)
  }
  expect(draws([])).toEqual(draws([{ kind: 'silence' }]))
})
