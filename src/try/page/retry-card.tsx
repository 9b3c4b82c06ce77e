/** What Segment does after an outage: its tries, with waits that grow. */
import { retryHours } from '../protocol'
import type { Delivery } from '../protocol'
import { Icon } from './icon'

export function RetryCard({ delivery: { tries, sentAs, outcome } }: { delivery: Delivery }) {
  if (outcome.fate !== 'transient' && tries.length < 2) {
    return null
  }
  const isEvent = sentAs === 'event'
  return (
    <section class="card" aria-label="What Segment does next">
      <h3 class="heading">What Segment does next</h3>
      <ol class="tries">
        {tries.map(({ status, fate }, index) => (
          <li key={index} class={fate === 'delivered' ? 'good' : 'bad'}>
            <span class="disc">
              <Icon name={fate === 'delivered' ? 'check' : 'cross'} />
            </span>
            <b>Try {index + 1}</b>
            <span>{fate === 'delivered' ? `${status ?? 200}, delivered` : status ?? 'no answer'}</span>
          </li>
        ))}
        <li class="none">
          <span class="disc">
            <Icon name="clock" />
          </span>
          <b>{retryHours} hours</b>
          <span>Segment stops</span>
        </li>
      </ol>
      <p class="card-note">
        {tries.length > 1
          ? 'Each wait is longer than the one before. '
          : 'Then it tries again, each time after a longer wait. '}
        {isEvent ? 'An event that CleverTap had saved already counts twice.' : 'Sending the same update twice is safe.'}
      </p>
    </section>
  )
}
