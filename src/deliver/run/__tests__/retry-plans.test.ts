/** When an event may be given up, and when the run has to end. */
import { RetryPlans } from '../retry-plans'

/** First sent at 1,000, first not taken at 1,500, and repeated until 11,000. */
describe('events that were not taken and may work later', () => {
  const outage = { do: 'stop', stop: { reason: 'outage' } }
  it.each([
    { name: 'are repeated while there is time', now: 10_999, plan: { do: 'repeat' } },
    {
      name: 'are repeated after the time that CleverTap asks for',
      now: 6000,
      retryAfterMs: 5000,
      plan: { do: 'repeat' }
    },
    {
      name: 'end the run when CleverTap asks for more time than there is',
      now: 6000,
      retryAfterMs: 5001,
      takenAt: 5000,
      plan: { do: 'stop', stop: { reason: 'retryAfter', retryAfterMs: 5001 } }
    },
    { name: 'are an outage when nothing was taken', now: 11_000, plan: outage },
    { name: 'are an outage when what was taken had been sent before', now: 11_000, takenAt: 1499, plan: outage },
    { name: 'are given up when something else was taken', now: 11_000, takenAt: 1500, plan: { do: 'giveUp' } },
    {
      name: 'are not given up without a file that keeps them',
      now: 11_000,
      takenAt: 1500,
      keepsUndelivered: false,
      plan: { do: 'stop', stop: { reason: 'givenUp' } }
    }
  ])('$name', ({ now, retryAfterMs = 0, takenAt, keepsUndelivered = true, plan }) => {
    const plans = new RetryPlans(10_000, keepsUndelivered)
    if (takenAt !== undefined) {
      plans.noteTaken(takenAt)
    }
    expect(plans.planFor(1000, 1500, retryAfterMs, now)).toEqual(plan)
  })
})
