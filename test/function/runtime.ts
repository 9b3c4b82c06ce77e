/** Segment's runtime for functions, as far as it may be relied on: the built file in a context that has nothing else. */
import { createContext, Script } from 'vm'
import { buildFunction } from '../../scripts/build-function'

export class EventNotSupported extends Error {}
export class InvalidEventPayload extends Error {}
export class ValidationError extends Error {}
export class RetryError extends Error {}

/**
 * What Node and browsers have, and this runtime may not have. Touching one throws, even with `typeof`; any name that
 * is not there throws by itself.
 */
const absent = [
  ...['process', 'require', 'module', 'exports', 'global', '__dirname', '__filename', 'Buffer', 'TextEncoder'],
  ...['TextDecoder', 'AbortController', 'AbortSignal', 'Event', 'EventTarget', 'Headers', 'Request', 'Response'],
  ...['FormData', 'Blob', 'crypto', 'performance', 'structuredClone', 'queueMicrotask', 'atob', 'btoa', 'navigator'],
  ...['setInterval', 'clearInterval', 'setImmediate', 'clearImmediate', 'MessageChannel', 'window', 'self', 'document']
]

type Timer = { run: () => void; milliseconds: number; isCleared: boolean }

export type Handlers = {
  onIdentify: (event: unknown, settings: unknown) => Promise<unknown>
  onTrack: (event: unknown, settings: unknown) => Promise<unknown>
  onDelete: (event: unknown, settings: unknown) => Promise<unknown>
  onBatch: (events: unknown, settings: unknown) => Promise<{ status: number; errormessage?: string }[]>
}

export type Runtime = {
  handlers: Handlers
  /** Evaluates code beside the function. */
  evaluate: (code: string) => unknown
  /** What the function wrote to `console`. */
  log: string[]
  /** The timers that it set; they run when a test says so. */
  timers: Timer[]
}

let built: Promise<string> | undefined

/** Loads the built file. `fetch` is all it has of the network. */
export async function loadFunction(fetch: (url: string, init: RequestInit) => Promise<unknown>): Promise<Runtime> {
  built = built ?? buildFunction()
  const log: string[] = []
  const timers: Timer[] = []
  const write = (...parts: unknown[]) => void log.push(parts.join(' '))
  const names = {
    fetch,
    console: { log: write, info: write, warn: write, error: write },
    URL,
    URLSearchParams,
    setTimeout: (run: () => void, milliseconds: number) => timers.push({ run, milliseconds, isCleared: false }),
    clearTimeout: (id: number) => void (timers[id - 1].isCleared = true),
    EventNotSupported,
    InvalidEventPayload,
    ValidationError,
    RetryError
  }
  for (const name of absent) {
    Object.defineProperty(names, name, {
      get: () => {
        throw new Error(`The function touched ${name}`)
      }
    })
  }
  const context = createContext(names, { codeGeneration: { strings: false, wasm: false } })
  const evaluate = (code: string): unknown => new Script(code).runInContext(context)
  evaluate(await built)
  const handlers = evaluate('({ onIdentify, onTrack, onDelete, onBatch })') as Handlers
  return { handlers, evaluate, log, timers }
}
