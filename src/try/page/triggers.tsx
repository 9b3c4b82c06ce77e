/** What each mapping asks for, beside what the event has there. */
import type { Condition, Joined, Trigger } from '../protocol'
import { Chip, Marked } from './elements'
import { Icon } from './icon'
import { showJson, showText } from './show'

type Props = { triggers: Trigger[]; isNearFirst?: boolean; titleOf: (action: string) => string }

export function Triggers({ triggers, isNearFirst, titleOf }: Props) {
  const sorted = isNearFirst
    ? [...triggers].sort((left, right) => Number(!!right.near) - Number(!!left.near))
    : triggers
  return (
    <ul>
      {sorted.map((trigger) => (
        <li key={trigger.subscription} class="trigger">
          <div class={`row ${trigger.matches ? 'good' : 'none'}`}>
            <span class="disc small">
              <Icon name={trigger.matches ? 'check' : 'minus'} />
            </span>
            <b>{showText(trigger.name)}</b>
            <Icon name="to" />
            {titleOf(trigger.action)}
            <span class="grow" />
            {trigger.near && <Chip tone="care">almost</Chip>}
            <span class="soft">{trigger.matches ? 'takes it' : 'does not take it'}</span>
          </div>
          {trigger.problem !== undefined && <p class="wrong">Not a condition: {trigger.problem}.</p>}
          {trigger.conditions.length > 0 && (
            <table class="conditions" aria-label={`Conditions of ${showText(trigger.name)}`}>
              <thead>
                <tr>
                  <th scope="col">Condition</th>
                  <th scope="col">This event has</th>
                </tr>
              </thead>
              <tbody>
                <Conditions of={trigger} depth={0} />
              </tbody>
            </table>
          )}
        </li>
      ))}
    </ul>
  )
}

const indentPx = 16

function Conditions({ of: { conditions, joined }, depth }: { of: Joined; depth: number }) {
  return (
    <>
      {conditions.map((condition, index) => (
        <>
          <tr key={index} class={condition.holds ? 'good' : 'bad'}>
            <td style={{ paddingInlineStart: `${44 + Math.min(depth, 6) * indentPx}px` }}>
              <Icon name={condition.holds ? 'check' : 'cross'} />
              <span class="hidden">{condition.holds ? 'True' : 'False'}</span>
              {index > 0 && <span class="faint">{joined} </span>}
              {condition.group ? (
                <span class="soft">{condition.group.joined === 'and' ? 'all of' : 'one of'}</span>
              ) : (
                <code>
                  <Asked condition={condition} />
                </code>
              )}
            </td>
            <td>
              <Has condition={condition} />
            </td>
          </tr>
          {condition.group && <Conditions of={condition.group} depth={depth + 1} />}
        </>
      ))}
    </>
  )
}

/** The condition, with the letters marked in which the event differs. */
function Asked({ condition: { text, near } }: { condition: Condition }) {
  const start = near ? text.indexOf(near.expected) : -1
  return near && start >= 0 ? (
    <Marked text={text} marks={near.spans.expected.map(([from, to]) => [from + start, to + start])} />
  ) : (
    <>{showText(text)}</>
  )
}

function Has({ condition: { actual, near, group } }: { condition: Condition }) {
  if (group) {
    return null
  }
  if (actual === undefined) {
    return <span class="faint">nothing</span>
  }
  return (
    <code>
      {near && typeof actual === 'string' ? (
        <>
          "<Marked text={actual} marks={near.spans.actual} />"
        </>
      ) : (
        showJson(actual)
      )}
    </code>
  )
}
