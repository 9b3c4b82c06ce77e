/** Panel 6: how it got there, from the trigger to CleverTap's answer. */
import type { Condition, Delivery, EventResult, Exchange, Joined, Trigger } from '../protocol'
import { toCurl } from './curl'
import { Code, CopyButton, Fold, Panel, Value } from './elements'
import { toConditionWords } from './wording'

export function StepsPanel({ result }: { result: EventResult }) {
  const { triggers, deliveries } = result
  const taking = triggers.filter(({ matches }) => matches).length
  const isDeletionRequest = deliveries.some(({ subscription }) => subscription === undefined)
  const said = isDeletionRequest
    ? 'a deletion request, which goes to the destination itself'
    : `${taking} of ${triggers.length} ${triggers.length === 1 ? 'mapping takes' : 'mappings take'} this event`
  return (
    <Panel number={6} title="How it got there" side="right">
      <Fold summary={`1 · Trigger: ${said}`} isOpen={taking === 0 && !isDeletionRequest}>
        {() => triggers.map((trigger) => <TriggerStep key={trigger.subscription} trigger={trigger} />)}
      </Fold>
      {deliveries.map((delivery) => (
        <DeliverySteps key={delivery.subscription ?? -1} delivery={delivery} isOneOfSeveral={deliveries.length > 1} />
      ))}
    </Panel>
  )
}

function TriggerStep({ trigger }: { trigger: Trigger }) {
  const { name, action, matches, problem } = trigger
  return (
    <div class="trigger">
      <h3>
        <Sign holds={matches} /> {name} → {action}
      </h3>
      {problem !== undefined && <p class="wrong">Not a condition: {problem}.</p>}
      <Conditions of={trigger} />
    </div>
  )
}

const Sign = ({ holds }: { holds: boolean }) => (
  <span class={`mark ${holds ? 'good' : 'bad'}`} aria-hidden="true">
    {holds ? '✓' : '✗'}
  </span>
)

function Conditions({ of: { conditions, joined } }: { of: Joined }) {
  return (
    <ul class="conditions">
      {conditions.map((condition, index) => (
        <li key={index}>
          {index > 0 && <span class="hint">{joined} </span>}
          <ConditionLine condition={condition} />
        </li>
      ))}
    </ul>
  )
}

function ConditionLine({ condition }: { condition: Condition }) {
  return (
    <>
      <Sign holds={condition.holds} /> <code>{condition.text}</code> {toConditionWords(condition)}
      {condition.group && <Conditions of={condition.group} />}
    </>
  )
}

function DeliverySteps({ delivery, isOneOfSeveral }: { delivery: Delivery; isOneOfSeveral: boolean }) {
  const { name, mapped, exchanges } = delivery
  return (
    <>
      {isOneOfSeveral && <h3>{name}</h3>}
      <Fold summary={`2 · Mapped: ${mapped.length} ${mapped.length === 1 ? 'field' : 'fields'}`}>
        {() => (
          <dl>
            {mapped.map(({ key, label, value }) => (
              <div key={key}>
                <dt>{label}</dt>
                <dd>
                  {typeof value === 'object' ? (
                    <Code text={JSON.stringify(value)} label={label} />
                  ) : (
                    <Value value={value} />
                  )}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Fold>
      {exchanges.length === 0 && <p class="hint">3 · Request: none. Nothing was sent.</p>}
      {exchanges.map((exchange, index) => (
        <ExchangeSteps key={index} exchange={exchange} />
      ))}
    </>
  )
}

function ExchangeSteps({ exchange }: { exchange: Exchange }) {
  const { method, url, headers, body, reply } = exchange
  const path = url.replace(/^https:\/\/[^/]+/, '')
  return (
    <>
      <Fold summary={`3 · Request: ${method} ${path}`}>
        {() => (
          <>
            <p>
              <code>
                {method} {url}
              </code>
            </p>
            <ul class="headers">
              {headers.map(([header, value]) => (
                <li key={header}>
                  <code>
                    {header}: {value}
                  </code>
                </li>
              ))}
            </ul>
            <Code text={body} label="Body of the request" />
            <CopyButton label="Copy as curl" text={() => toCurl(exchange)} />
          </>
        )}
      </Fold>
      {reply === undefined ? (
        <p class="hint">4 · Answer: none. The connection was cut.</p>
      ) : (
        <Fold summary={`4 · Answer: ${toAnswerWords(exchange)}`}>
          {() => <Code text={reply} label="Body of the answer" />}
        </Fold>
      )}
    </>
  )
}

/** HTTP 200, success: what the status says and what the body says are two things. */
function toAnswerWords({ status, reply = '' }: Exchange): string {
  const said = wordOf(reply)
  return said === undefined ? `HTTP ${status}` : `HTTP ${status}, ${said}`
}

function wordOf(reply: string): string | undefined {
  try {
    const { status, error } = JSON.parse(reply) as { status?: unknown; error?: unknown }
    const words = [status, error].filter((word): word is string => typeof word === 'string')
    return words.length === 0 ? undefined : words.join(': ')
  } catch {
    return 'not JSON'
  }
}
