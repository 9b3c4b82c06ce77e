/** What one request gets: drawn from the faults in force, and given to it. */
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand'
import { drawnKinds, strikes, throttledText } from './faults'
import type { Exchange, Faults, OneShotFault, Strike } from './faults'
import type { Route } from './handle'
import { toFailure } from './http'

/** CleverTap's answer, its 429, or a strike. */
export type Treatment = OneShotFault | { kind: 'answer' } | { kind: 'throttle' }

/** A repeatable source of numbers from 0 up to but not including 1. */
export function createRandom(seed = 0): () => number {
  const generator = xoroshiro128plus(seed)
  return () => unsafeUniformIntDistribution(0, 0xffffffff, generator) / 0x100000000
}

/**
 * Decides what one request gets, `next` aside.
 * @param draw from 0 up to but not including 1
 * @param concurrent how many requests of the same route are being served, this one included
 */
export function decide(faults: Faults, draw: number, route: Route, concurrent: number): Treatment {
  const limits: { [Limited in Route]?: number } = { upload: faults.throttle?.uploads, delete: faults.throttle?.deletes }
  if (concurrent > (limits[route] ?? Infinity)) {
    return { kind: 'throttle' }
  }
  let rest = draw
  for (const [share, fault] of toShares(faults, route)) {
    if (rest < share) {
      return fault
    }
    rest -= share
  }
  return { kind: 'answer' }
}

function toShares(faults: Faults, route: Route): [share: number, fault: OneShotFault][] {
  const statuses = Object.entries(faults.errors ?? {})
  const kinds = drawnKinds.filter((kind) => (strikes[kind].only ?? route) === route)
  return [
    ...statuses.map(([status, share]): [number, OneShotFault] => [share, { kind: 'status', status: Number(status) }]),
    ...kinds.map((kind): [number, OneShotFault] => [faults[kind] ?? 0, { kind }])
  ]
}

/** Gives one request its treatment. */
export function treat(treatment: Treatment, exchange: Exchange): void {
  if (treatment.kind === 'answer') {
    return exchange.send(exchange.answer())
  }
  if (treatment.kind === 'throttle') {
    return exchange.send(toFailure(429, throttledText))
  }
  const { play }: Pick<Strike<never>, 'play'> = strikes[treatment.kind]
  play(exchange, treatment as never)
}
