/** The test of the credentials, before anything is sent: it says whom it waits for, and ends when it is asked to. */
import { connect } from 'net'
import { setTimeout as delay } from 'timers/promises'
import type { Settings } from '../destinations/clevertap/generated-types'
import { withEndpoint } from '../segment/with-endpoint'
import { checkCredentials } from '../segment/destination'
import type { CredentialCheck } from '../segment/destination'
import { maxTimerMs, retryWaitMs } from './run/sender'
import type { Pace } from './run/sender'
import { toDuration, toWords } from './terminal/progress'
import { isLoopback } from './settings'
import { tellUnsent, waitFor } from './waiting'
import type { World } from './io'

/**
 * Tests the credentials, and says so if they cannot be used.
 * @returns whether CleverTap accepts them
 */
export async function areCredentialsAccepted(settings: Settings, pace: Pace, world: World): Promise<boolean> {
  const notice =
    `Waiting for ${settings.clevertapEndpoint}, to test the credentials.\n` +
    `It is retried for ${toDuration(pace.giveUpAfterMs / 1000)} at most. Ctrl-C ends it.\n`
  const check = await waitFor(verify(settings, pace, world.signal), notice, world)
  if (check?.verdict === 'accepted') {
    return true
  }
  tellUnsent(check === undefined || world.signal.aborted ? 'Stopped as asked.' : check.message, world)
  return false
}

/** Repeats the test while CleverTap does not say, within the time that events are retried. */
async function verify(settings: Settings, pace: Pace, signal: AbortSignal): Promise<CredentialCheck> {
  const { clevertapEndpoint } = settings
  const definition = withEndpoint(clevertapEndpoint)
  const startedAt = performance.now()
  for (let tries = 1; ; tries++) {
    const check = await checkCredentials(definition, settings)
    if (check.verdict === 'unknown' && (await isNobodyThere(clevertapEndpoint))) {
      const message = `Nothing listens at ${clevertapEndpoint}. "actions-clevertap emulate" starts an emulator there.`
      return { verdict: 'unknown', message, retryAfterMs: 0 }
    }
    const timeLeftMs = startedAt + pace.giveUpAfterMs - performance.now()
    const { verdict, message, retryAfterMs } = check
    if (verdict !== 'unknown' || timeLeftMs <= 0 || signal.aborted) {
      return check
    }
    if (retryAfterMs > timeLeftMs) {
      return { ...check, message: `${message} CleverTap asked to wait ${toWords(retryAfterMs / 1000)}.` }
    }
    await wait(Math.max(Math.min(retryWaitMs(tries, pace.firstRetryMs), timeLeftMs), retryAfterMs), signal)
  }
}

/** Waits, or returns at once when `signal` is aborted. */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  const until = performance.now() + ms
  while (performance.now() < until && !signal.aborted) {
    await delay(Math.min(until - performance.now(), maxTimerMs), undefined, { signal }).catch(() => undefined)
  }
}

/** On this machine, a refused connection is no trouble of the network that passes: no program is there. */
async function isNobodyThere(endpoint: string): Promise<boolean> {
  const url = new URL(endpoint)
  if (!isLoopback(url)) {
    return false
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const finish = (isRefused: boolean) => {
      socket.destroy()
      resolve(isRefused)
    }
    socket.once('connect', () => finish(false))
    socket.once('error', (error: NodeJS.ErrnoException) => finish(isRefusal(error)))
  })
}

/** A name with several addresses, such as localhost, fails with one error for each. */
const isRefusal = (error: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }) =>
  error.code === 'ECONNREFUSED' || (error.errors ?? []).some(({ code }) => code === 'ECONNREFUSED')
