/** Backends for tests: the emulator in this process, without sockets, as it is or answering as a test wants. */
import { handle } from '../../../emulator/handle'
import { Store } from '../../../emulator/store'
import type { Answer } from '../../answer'
import { runScenarios } from '../../run'
import type { RunOptions } from '../../run'
import type { Backend, Call, ClaimResult } from '../../scenario'
import { scenarios } from '../../scenarios'

export const secrets = { accountId: 'W8Z-6Z9-K66Z', passcode: 'ABC-DEF-QWER' }

/** The emulator in process, its store, and every call that it got. */
export function createAccount() {
  const store = new Store()
  const calls: Call[] = []
  const send = async (call: Call): Promise<Answer> => {
    calls.push(call)
    const { method, url, body, credentials = { accountId: 'own', passcode: 'own' } } = call
    const { pathname, searchParams } = new URL(url)
    const given = (key: 'accountId' | 'passcode') =>
      credentials[key] && { own: secrets[key], wrong: 'WRONG' }[credentials[key]]
    const request = {
      method,
      path: pathname,
      query: searchParams,
      headers: {
        'x-clevertap-account-id': given('accountId'),
        'x-clevertap-passcode': given('passcode')
      },
      body: typeof body === 'string' ? body : JSON.stringify(body ?? '')
    }
    const reply = handle(request, { ...secrets, store, now: 1_700_000_000 })
    return { kind: 'answer', status: reply.status, content: reply.body }
  }
  const backend: Backend = {
    endpoint: 'http://localhost',
    mayAskOthers: false,
    secrets: Object.values(secrets),
    send,
    wait: async () => undefined,
    random: () => 'run',
    nowSeconds: () => 1_700_000_000
  }
  return { store, calls, send, backend }
}

/** Runs the scenarios at the level `write` and gives the verdicts by id. */
export async function runAll(backend: Backend, more: Partial<RunOptions> = {}) {
  const printed: ClaimResult[] = []
  const run = await runScenarios({
    scenarios,
    level: 'write',
    backend,
    signal: new AbortController().signal,
    onResult: (result) => void printed.push(result),
    ...more
  })
  const of = (id: string) => run.results.find((result) => result.id === id)
  return { ...run, printed, of }
}

/** The scenarios with these ids, and those that everything rests on. */
export const only = (...ids: string[]) =>
  scenarios.filter((scenario) => ids.includes(scenario.id) || 'isProof' in scenario)

export const toAnswer = (status: number, content: string): Answer => ({ kind: 'answer', status, content })
