/** The test of the credentials, before anything is sent: it says whom it waits for, and ends when it is asked to. */
import { setTimeout as delay } from 'timers/promises'
import type { Settings } from '../destinations/clevertap/generated-types'
import { withEndpoint } from '../segment/with-endpoint'
import { checkCredentials } from '../segment/destination'
import type { CredentialCheck } from '../segment/destination'
import { maxTimerMs, retryWaitMs } from './run/sender'
import type { Pace } from './run/sender'
import { toDuration, toWords } from './terminal/progress'
import { printUnsent, waitFor } from './waiting'
import type { Io } from './io'

/**
 * Tests the credentials, and says so if they cannot be used.
 * @returns whether CleverTap accepts them
 */
export async function areCredentialsAccepted(settings: Settings, pace: Pace, io: Io): Promise<boolean> {
  const notice =
    `Waiting for ${settings.clevertapEndpoint}, to test the credentials.\n` +
    `It is retried for ${toDuration(pace.giveUpAfterMs / 1000)} at most. Ctrl-C ends it.\n`
  const check = await waitFor(verify(settings, pace, io.signal), notice, io)
  if (check?.verdict === 'accepted') {
    return true
  }
  printUnsent(check === undefined || io.signal.aborted ? 'Stopped as asked.' : check.message, io)
  return false
}

/** Repeats the test while CleverTap does not say, within the time that events are retried. */
async function verify(settings: Settings, pace: Pace, signal: AbortSignal): Promise<CredentialCheck> {
  const definition = withEndpoint(settings.clevertapEndpoint)
  const startedAt = performance.now()
  for (let tries = 1; ; tries++) {
    const check = await checkCredentials(definition, settings)
    const timeLeftMs = startedAt + pace.giveUpAfterMs - performance.now()
    const { verdict, message, retryAfterMs } = check
    if (verdict !== 'unknown' || timeLeftMs <= 0 || signal.aborted) {
      return check
    }
    if (retryAfterMs > timeLeftMs) {
      return { ...check, message: `${message} CleverTap asked to wait ${toWords(retryAfterMs / 1000)}.` }
    }
    const waitMs = Math.max(Math.min(retryWaitMs(tries, pace.firstRetryMs), timeLeftMs), retryAfterMs)
    // A request to stop ends the wait.
    await delay(Math.min(waitMs, maxTimerMs), undefined, { signal }).catch(() => undefined)
  }
}
