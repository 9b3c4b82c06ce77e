/** The CleverTap emulator: a real HTTP server on this machine that answers, and misbehaves, as CleverTap does. */
import { listen } from '../loopback'
import { wholeNumber } from './parameters'
import { Emulation } from './emulation'
import type { Counters } from './emulation'
import type { Faults } from './faults'
import type { Exchange } from './journal'
import type { JsonObject } from './json'
import { createServer } from './server'
import type { OnRequest } from './server'
import type { Profile, StoredEvent } from './store'

export { faultOptions } from './fault-input'
export type { FaultOption } from './fault-input'
export type { FaultKind, Faults, OneShotFault } from './faults'
export type { Counters } from './emulation'
export type { Exchange } from './journal'
export type { Profile, StoredEvent } from './store'

/**
 * Port 0, the default, is any free one. `journalCharacters`: how much the journal keeps; the oldest exchanges are dropped
 * first, and 0 keeps none. `onRequest` is told of each request when the whole of it is there, before it is applied, and may
 * answer with a fault for it.
 */
export type EmulatorOptions = {
  accountId?: string
  passcode?: string
  port?: number
  faults?: Faults
  journalCharacters?: number
  onRequest?: OnRequest
}

export type Emulator = {
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly url: string
  readonly accountId: string
  readonly passcode: string
  /** The profiles of this moment that have an identity, by it, in order of creation; `GET /_emulator/profiles` has all. */
  profiles(): ReadonlyMap<string, Profile>
  /** The profile of this moment that has this identity. */
  profile(identity: string): Profile | undefined
  /** The events of this moment, in order of arrival. */
  events(): readonly StoredEvent[]
  /** The counts of this moment. */
  counters(): Counters
  /** The exchanges since the start or the last reset, in order of arrival. */
  readonly journal: readonly Exchange[]
  /** Puts profiles, attributes by identity, in place of what these people have. No rule judges them. */
  seed(profiles: { readonly [identity: string]: JsonObject }): void
  /** Replaces all faults, from the next request on. Throws, changing nothing, when they are not faults. */
  setFaults(faults: Faults): void
  /** Forgets profiles, events, counts and journal and returns to the faults given at the start. */
  reset(): void
  /** Ends every open socket, silent ones too, and resolves when the port is free; safe to call again. Never rejects. */
  close(): Promise<void>
}

const defaultJournalCharacters = 64 * 1024 * 1024

const toEntries = (profile: Profile): [string, Profile][] =>
  profile.identity === undefined ? [] : [[profile.identity, profile]]

/**
 * Starts an emulator of one CleverTap account and resolves when it listens. Rejects, saying why, when the port is in
 * use or cannot be had, or when `port` is no port or `faults` are not faults.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { accountId = 'EMULATED-ACCOUNT', passcode = 'EMULATED-PASSCODE', port = 0, faults } = options
  const ports = wholeNumber(0, 65_535)
  if (!ports.isValid(port)) {
    throw new Error(`\`port\` must be ${ports.expected}.`)
  }
  const { journalCharacters = defaultJournalCharacters, onRequest } = options
  const emulation = new Emulation(accountId, passcode, faults, journalCharacters)
  const { url, close } = await listen(createServer(emulation, onRequest), port)

  return {
    url,
    accountId,
    passcode,
    profiles: () => new Map(Array.from(emulation.profiles()).flatMap(toEntries)),
    profile: (identity) => emulation.profile(identity),
    events: () => emulation.events(),
    counters: () => emulation.counters(),
    get journal() {
      return emulation.journal.list()
    },
    seed: (profiles) => emulation.seed(profiles),
    setFaults: (newFaults) => emulation.setFaults(newFaults),
    reset: () => emulation.reset(),
    close
  }
}
