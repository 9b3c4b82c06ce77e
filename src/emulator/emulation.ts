/** What one running emulator holds: the account, its profiles, the faults in force and the counters. */
import { findFaultProblem } from './fault-input'
import { faultKinds } from './faults'
import type { FaultKind, Faults, OneShotFault } from './faults'
import { handle, routeNames } from './handle'
import type { Route } from './handle'
import type { RecordCounts, Reply, Request } from './http'
import { Journal } from './journal'
import type { JsonObject } from './json'
import { Store } from './store'
import type { Profile, StoredEvent } from './store'
import { createRandom, decide } from './treatment'
import type { Treatment } from './treatment'

/**
 * Counts since the start or the last reset. `peakConcurrency` is the most requests of a route that were open at once,
 * throttled ones included; `records.refused` counts those answered unprocessed; `profiles` and `events` are how many there are now.
 */
export type Counters = {
  requests: Record<Route, number>
  peakConcurrency: Record<Route, number>
  records: RecordCounts
  throttled: number
  faults: Record<FaultKind, number>
  profiles: number
  events: number
}

/**
 * One request from arrival to the end of its answer. `draw`, from 0 up to but not including 1, picks the record that
 * fails if one has to; `leave` is to be called once, when its socket is free again.
 */
export type OpenRequest = { treatment: Treatment; draw: number; leave: () => void }

const perRoute = () => Object.fromEntries(routeNames.map((name) => [name, 0])) as Record<Route, number>

const noCounts = () => ({
  requests: perRoute(),
  peakConcurrency: perRoute(),
  records: { applied: 0, refused: 0, deleted: 0 },
  throttled: 0,
  faults: Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
})

export class Emulation {
  private readonly store = new Store()
  private readonly open = perRoute()
  private readonly admitted = perRoute()
  private counts = noCounts()
  private faults: Faults = {}
  private random = createRandom()
  private pending: OneShotFault[] = []

  readonly journal: Journal

  /** Throws when `initialFaults`, which `reset` returns to, are not faults. */
  constructor(
    readonly accountId: string,
    readonly passcode: string,
    private readonly initialFaults: Faults = {},
    journalCharacters = 0
  ) {
    this.setFaults(initialFaults)
    this.journal = new Journal(journalCharacters)
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
  }

  /** Forgets profiles, events, counts and journal and returns to the initial faults. Requests under way are still answered. */
  reset(): void {
    this.store.clear()
    this.journal.clear()
    this.counts = noCounts()
    this.setFaults(this.initialFaults)
  }

  /** Puts profiles in place of what these identities have. No rule judges them: they may hold what no upload may bring. */
  seed(profiles: { readonly [identity: string]: JsonObject }): void {
    Object.entries(profiles).forEach(([identity, profileData]) => this.store.replace(identity, profileData))
  }

  /** Counts a request in and decides what it gets. Only admitted requests weigh on the throttle. */
  arrive(route: Route): OpenRequest {
    const { counts, open, admitted } = this
    counts.requests[route]++
    open[route]++
    counts.peakConcurrency[route] = Math.max(counts.peakConcurrency[route], open[route])

    // Two numbers for every request: the fault of one does not change the fault of the next.
    const [faultDraw, draw] = [this.random(), this.random()]
    const treatment = this.pending.shift() ?? decide(this.faults, faultDraw, route, admitted[route] + 1)
    const isAdmitted = treatment.kind !== 'throttle'
    if (isAdmitted) {
      admitted[route]++
    }
    const leave = () => {
      open[route]--
      if (isAdmitted) {
        admitted[route]--
      }
    }
    return { treatment, draw, leave }
  }

  /** Counts what a request gets. */
  count({ kind }: Treatment): void {
    if (kind === 'throttle') {
      this.counts.throttled++
    } else if (kind !== 'answer') {
      this.counts.faults[kind]++
    }
  }

  /** Answers as CleverTap would, applies the request, and counts its records; `failingDraw` picks a record to fail. */
  answer(request: Request, failingDraw?: number): Reply {
    const { accountId, passcode, store, faults } = this
    const account = { ...faults, accountId, passcode, store, now: Math.floor(Date.now() / 1000) }
    const reply = handle(request, account, failingDraw)
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
      profiles: this.store.size,
      events: this.store.events.length
    }
  }

  /** Every event of this moment, in order of arrival. */
  events(): StoredEvent[] {
    return this.store.events.slice()
  }

  /** The profile that has this identity, or undefined. */
  profile(identity: string): Profile | undefined {
    return this.store.find({ identity })
  }

  /** Every profile, in order of creation. */
  profiles(): IterableIterator<Profile> {
    return this.store.all()
  }
}
