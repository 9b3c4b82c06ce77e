/** Panel 5: the mappings, with the labels and in the order of Segment's own editor. */
import { useId, useState } from 'preact/hooks'
import type { Action, Delivery, Explanation, Field, Json, JsonObject, Start, Subscription, Trigger } from '../protocol'
import type { Given } from './directive-input'
import { CopyButton, Fold, OpenButton, Panel } from './elements'
import { Changed, MappedField, without } from './mapping-field'
import { newSubscription, readFile, toMappingsFile } from './state'

type Props = {
  start: Start
  subscriptions: Subscription[]
  explanation?: Explanation
  selected: number
  onChange: (subscriptions: Subscription[]) => void
  onProblem: (problem: string) => void
}

export function MappingPanel({ start, subscriptions, explanation, selected, onChange, onProblem }: Props) {
  const result = explanation?.events[selected]
  const replace = (index: number, by: Subscription[]) =>
    onChange([...subscriptions.slice(0, index), ...by, ...subscriptions.slice(index + 1)])
  const open = (text: string) => {
    const opened = readFile(text, start.actions)
    if ('case' in opened) {
      onChange(opened.case.subscriptions)
    } else if ('subscriptions' in opened) {
      onChange(opened.subscriptions)
    } else {
      onProblem('problem' in opened ? opened.problem : 'The file has no mappings.')
    }
  }
  return (
    <Panel number={5} title="The mappings" side="left">
      <div class="bar">
        <button type="button" onClick={() => onChange(start.subscriptions)}>
          Reset
        </button>
        <CopyButton label="Copy mappings" text={() => toMappingsFile(subscriptions)} />
        <OpenButton label="Open file" onText={open} />
      </div>
      {subscriptions.map((subscription, index) => (
        <Mapping
          key={index}
          isFirst={index === 0}
          action={start.actions[subscription.partnerAction]}
          subscription={subscription}
          trigger={result?.triggers.find((one) => one.subscription === index)}
          delivery={result?.deliveries.find((one) => one.subscription === index)}
          problems={
            new Map(
              explanation?.unusable
                .filter((one) => one.subscription === index)
                .map(({ field, problem }) => [field, problem])
            )
          }
          onChange={(changed) => replace(index, changed ? [changed] : [])}
        />
      ))}
      <AddMapping actions={start.actions} onAdd={(added) => onChange([...subscriptions, added])} />
    </Panel>
  )
}

function AddMapping({ actions, onAdd }: { actions: Start['actions']; onAdd: (added: Subscription) => void }) {
  const keys = Object.keys(actions)
  const [key, setKey] = useState(keys[keys.length - 1])
  return (
    <div class="bar">
      <label>
        Action
        <select value={key} onChange={({ currentTarget }) => setKey(currentTarget.value)}>
          {keys.map((one) => (
            <option key={one} value={one}>
              {actions[one].title}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => onAdd(newSubscription(key, actions[key]))}>
        Add a mapping
      </button>
    </div>
  )
}

type MappingProps = {
  isFirst: boolean
  action: Action
  subscription: Subscription
  trigger?: Trigger
  delivery?: Delivery
  problems: Map<string, string>
  onChange: (changed?: Subscription) => void
}

function Mapping({ isFirst, action, subscription, trigger, delivery, problems, onChange }: MappingProps) {
  const id = useId()
  const { name = action.title, enabled = true, subscribe, mapping } = subscription
  const fields = action.fields.filter((field) => !isUnshown(field) && isShown(field, mapping))
  const strangers = Object.keys(mapping).filter((key) => !action.fields.some((field) => field.key === key))
  const set = (key: string, value: Json) =>
    onChange({ ...subscription, mapping: value === '' ? without(mapping, key) : { ...mapping, [key]: value } })
  const summary = (
    <>
      {name} → {action.title}
      {!enabled && <span class="tag absent">off</span>}
      {trigger && (
        <span class={`tag ${trigger.matches ? 'created' : 'absent'}`}>
          {trigger.matches ? 'takes this event' : 'does not take it'}
        </span>
      )}
    </>
  )
  return (
    <Fold summary={summary} isOpen={isFirst}>
      {() => (
        <div role="group" aria-label={`Mapping ${name}`}>
          <div class="bar">
            <label class="check">
              <input
                type="checkbox"
                checked={enabled}
                onChange={({ currentTarget }) => onChange({ ...subscription, enabled: currentTarget.checked })}
              />
              On
            </label>
            <button type="button" class="small" onClick={() => onChange(undefined)}>
              Remove
            </button>
          </div>
          <div class="field">
            <label for={`${id}-trigger`}>Trigger</label>
            {subscribe !== action.trigger && <Changed />}
            <input
              id={`${id}-trigger`}
              type="text"
              class="code"
              spellcheck={false}
              value={subscribe}
              aria-invalid={trigger?.problem !== undefined}
              aria-describedby={`${id}-trigger-below`}
              onInput={({ currentTarget }) => onChange({ ...subscription, subscribe: currentTarget.value })}
            />
            <p id={`${id}-trigger-below`} class="below">
              {trigger?.problem !== undefined && <span class="wrong">Not a condition: {trigger.problem}.</span>}
            </p>
          </div>
          {fields.map((field) => (
            <MappedField
              key={field.key}
              field={field}
              value={mapping[field.key]}
              given={delivery && problems.size === 0 ? givenFor(field.key, delivery) : undefined}
              problem={problems.get(field.key)}
              onChange={(value) => set(field.key, value)}
            />
          ))}
          {strangers.map((key) => (
            <p key={key} class="wrong">
              {action.title} has no field {JSON.stringify(key)}: Segment drops it.
              <button type="button" class="small" onClick={() => set(key, '')}>
                Remove {key}
              </button>
            </p>
          ))}
        </div>
      )}
    </Fold>
  )
}

/** Batching changes nothing for an event that is looked at alone. */
const isUnshown = ({ key, isHidden }: Field) => isHidden || key === 'enable_batching'

const isShown = ({ shownWhile = [] }: Field, mapping: JsonObject) =>
  shownWhile.every(({ key, value }) => mapping[key] === value)

const givenFor = (key: string, { mapped }: Delivery): Given => ({ value: mapped.find((one) => one.key === key)?.value })
