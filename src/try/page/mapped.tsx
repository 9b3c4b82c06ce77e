/** What the fields of an action are for the event. */
import type { Delivery } from '../protocol'
import { Code, Value } from './elements'

export const Mapped = ({ mapped }: { mapped: Delivery['mapped'] }) => (
  <dl class="fields">
    {mapped.map(({ key, label, value, from }) => (
      <div key={key} data-link={from?.[0]}>
        <dt>{label}</dt>
        <dd>
          {typeof value === 'object' ? <Code text={JSON.stringify(value)} label={label} /> : <Value value={value} />}
        </dd>
      </div>
    ))}
  </dl>
)
