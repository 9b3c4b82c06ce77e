/** What one running emulator holds: the account, its profiles, the faults in force and the counters. */
import { findFaultProblem } from './check-faults'
import { createRandom, decide, faultKinds } from './faults'
import type { Action, FaultKind, Faults, OneShotFault } from './faults'
import { handle } from './handle'
import type { RecordCounts, Reply, Request, Route } from './handle'
import { ProfileStore } from './store'
import type { Profile } from './store'

/**
 * Counts since the start or the last reset. `peakConcurrency` is the most requests of a route that were open at once,
 * throttled ones included; `records.refused` counts those answered unprocessed; `profiles` is how many there are now.
 */
export type Counters = {
  requests: Record<Route, number>
  peakConcurrency: Record<Route, number>
  records: RecordCounts
  throttled: number
  faults: Record<FaultKind, number>
  profiles: number
}

/** One request from arrival to the end of its answer; `leave` is to be called once, when its socket is free again. */
export type Visit = { action: Action; leave: () => void }

const perRoute = (): Record<Route, number> => ({ upload: 0, delete: 0, profile: 0, other: 0 })

const noCounts = () => ({
  requests: perRoute(),
  peakConcurrency: perRoute(),
  records: { applied: 0, refused: 0, deleted: 0 },
  throttled: 0,
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
})

export class Emulation {
  private readonly store = new ProfileStore()
  private readonly open = perRoute()
  private readonly admitted = perRoute()
  private counts = noCounts()
  private faults: Faults = {}
  private random = createRandom()
  private pending: OneShotFault[] = []
  private refusals = new Map<string, number>()

  /** Throws when `initialFaults`, which `reset` returns to, are not faults. */
  constructor(readonly accountId: string, readonly passcode: string, private readonly initialFaults: Faults) {
    this.setFaults(initialFaults)
  }

  get latencyMs(): number {
    return this.faults.latencyMs ?? 0
  }

  get retryAfterSeconds(): number | undefined {
    return this.faults.retryAfterSeconds
  }

  /** Replaces all faults and starts their random numbers anew. Throws, changing nothing, when they are not faults. */
  setFaults(faults: Faults): void {
    const problem = findFaultProblem(faults)
    if (problem !== undefined) {
      throw new Error(problem)
    }
    this.faults = faults
    this.random = createRandom(faults.seed)
    this.pending = [...(faults.next ?? [])]
    this.refusals = new Map((faults.refusals ?? []).map(({ identity, code }) => [identity, code]))
  }

  /** Forgets profiles and counts and returns to the initial faults. Requests under way are still answered. */
  reset(): void {
    this.store.clear()
    this.counts = noCounts()
    this.setFaults(this.initialFaults)
  }

  /** Counts a request in and decides what it gets. Only admitted requests weigh on the throttle. */
  arrive(route: Route): Visit {
    const { counts, open, admitted } = this
    counts.requests[route]++
    open[route]++
    counts.peakConcurrency[route] = Math.max(counts.peakConcurrency[route], open[route])

    const action = this.pending.shift() ?? decide(this.faults, this.random, route, admitted[route] + 1)
    const isAdmitted = action.kind !== 'throttle'
    if (isAdmitted) {
      admitted[route]++
    }
    if (action.kind === 'throttle') {
      counts.throttled++
    } else if (action.kind !== 'answer') {
      counts.faults[action.kind]++
    }

    const leave = () => {
      open[route]--
      if (isAdmitted) {
        admitted[route]--
      }
    }
    return { action, leave }
  }

  /** Answers as CleverTap would, applies the request, and counts its records. */
  answer(request: Request, action: Action): Reply {
    const { accountId, passcode, store, refusals, faults } = this
    const spoiled = action.kind === 'partial' ? action.spoiled : undefined
    const reply = handle(request, { accountId, passcode, store, refusals, spoiled, dialect: faults.dialect })
    if (reply.records) {
      this.counts.records.applied += reply.records.applied
      this.counts.records.refused += reply.records.refused
      this.counts.records.deleted += reply.records.deleted
    }
    return reply
  }

  /** A copy of the counts. */
  counters(): Counters {
    const { requests, peakConcurrency, records, throttled, faults } = this.counts
    return {
      requests: { ...requests },
      peakConcurrency: { ...peakConcurrency },
      records: { ...records },
      throttled,
      faults: { ...faults },
      profiles: this.store.size
    }
  }

  /** Every profile, in order of creation. */
  profiles(): IterableIterator<Profile> {
    return this.store.all()
  }
}
