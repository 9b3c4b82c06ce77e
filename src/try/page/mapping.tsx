/** One mapping: what it takes, and its trigger and fields in rows. */
import type { Explanation, Field, Fix, JsonObject, Origin, Start, Subscription } from '../protocol'
import type { PathValue } from './directive'
import { Button, Chip, useActions } from './elements'
import { Row, without } from './field-parts'
import type { Edit } from './field-parts'
import { FieldRow } from './field-row'
import { Icon } from './icon'
import { Menu } from './menu'
import { showText } from './show'

type Props = {
  start: Start
  explanation?: Explanation
  selected: number
  index: number
  subscription: Subscription
  paths: PathValue[]
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onChange: (next: Subscription | undefined, how: 'type' | 'act', said?: string) => void
  onDuplicate: () => void
}

export function Mapping(props: Props) {
  const { start, index, subscription, explanation, isOpen, onOpen, onChange, onDuplicate } = props
  const action = start.actions[subscription.partnerAction]
  const { name = action.title, enabled = true } = subscription
  const takes = explanation?.mappings.find((one) => one.subscription === index)?.takes ?? 0
  const of = explanation?.events.length ?? 1
  const words = !enabled ? 'off' : of > 1 ? `takes ${takes} of ${of}` : takes > 0 ? 'takes this event' : 'no match'
  const isTaking = enabled && takes > 0
  return (
    <section class="mapping" aria-label={`Mapping ${showText(name)}`} data-mapping={index}>
      <header class="row">
        <button type="button" class="fold row grow" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          <Icon name={isOpen ? 'down' : 'right'} />
          <b>{showText(name)}</b>
          <Icon name="to" />
          <span class="soft">{action.title}</span>
        </button>
        {explanation && (
          <Chip tone={isTaking ? 'good' : 'none'} icon={isTaking ? 'check' : 'minus'}>
            {words}
          </Chip>
        )}
        <input
          type="checkbox"
          role="switch"
          aria-label={`${showText(name)} is on`}
          checked={enabled}
          onChange={({ currentTarget }) => onChange({ ...subscription, enabled: currentTarget.checked }, 'act')}
        />
        <Menu
          label={`More for ${showText(name)}`}
          class="button small quiet"
          items={[
            { label: 'Duplicate', onChoose: onDuplicate },
            { label: 'Remove', onChoose: () => onChange(undefined, 'act', `${showText(name)} was removed.`) }
          ]}
        >
          <Icon name="dots" />
        </Menu>
      </header>
      {isOpen && <Fields {...props} />}
    </section>
  )
}

function Fields({ start, index, subscription, explanation, selected, paths, onChange }: Props) {
  const { applyFix } = useActions()
  const action = start.actions[subscription.partnerAction]
  const { subscribe, mapping } = subscription
  const result = explanation?.events[selected]
  const trigger = result?.triggers.find((one) => one.subscription === index)
  const delivery = result?.deliveries.find((one) => one.subscription === index)
  const problems = new Map(
    explanation?.unusable.flatMap(({ subscription: of, field, problem }) =>
      of === index ? [[field, problem] as const] : []
    )
  )
  const fields = action.fields.filter((field) => !isUnshown(field) && isShown(field, mapping))
  const strangers = Object.keys(mapping).filter((key) => !action.fields.some((field) => field.key === key))
  const set =
    (key: string): Edit =>
    (value, how, said) =>
      onChange(
        { ...subscription, mapping: value === '' ? without(mapping, key) : { ...mapping, [key]: value } },
        how,
        said
      )
  const fixes = result?.notices.flatMap((notice) => notice.fixes) ?? []
  return (
    <div class="mapping-body">
      <Row
        label="Trigger"
        field="trigger"
        problem={trigger?.problem === undefined ? undefined : `Not a condition: ${trigger.problem}.`}
        onReset={
          subscribe === action.trigger || start.subscriptions.some((one) => one.subscribe === subscribe)
            ? undefined
            : () => onChange({ ...subscription, subscribe: action.trigger }, 'act', 'The trigger was reset.')
        }
        gives={
          trigger && (
            <span class={trigger.matches ? 'tag good' : 'faint'}>
              {trigger.matches && <Icon name="check" />}
              {trigger.matches ? 'true' : 'false'}
            </span>
          )
        }
        control={({ id, describedBy }) => (
          <input
            id={id}
            type="text"
            class="mono"
            spellcheck={false}
            autocomplete="off"
            value={subscribe}
            aria-invalid={trigger?.problem !== undefined}
            aria-describedby={describedBy}
            onInput={({ currentTarget }) => onChange({ ...subscription, subscribe: currentTarget.value }, 'type')}
          />
        )}
      />
      <h3 class="heading row">
        Fields <span class="grow" /> {delivery && <span class="faint">what they give for this event</span>}
      </h3>
      {fields.map((field) => (
        <FieldRow
          key={field.key}
          field={field}
          value={mapping[field.key]}
          given={
            delivery && problems.size === 0
              ? { value: delivery.mapped.find(({ key }) => key === field.key)?.value }
              : undefined
          }
          origins={delivery?.attributes.filter(originsOf(field)) ?? []}
          problem={problems.get(field.key)}
          paths={paths}
          choices={choicesFor(`/subscriptions/${index}/mapping/${field.key}`, fixes, applyFix)}
          onChange={set(field.key)}
        />
      ))}
      {strangers.map((key) => (
        <p key={key} class="wrong">
          {action.title} has no field {JSON.stringify(showText(key))}: Segment drops it.{' '}
          <Button
            label={`Remove ${showText(key)}`}
            onClick={() => set(key)('', 'act', `${showText(key)} was removed.`)}
          />
        </p>
      ))}
    </div>
  )
}

/** What the engine proposes for one field, where a person may choose it, too. */
const choicesFor = (path: string, fixes: Fix[], applyFix: (fix: Required<Pick<Fix, 'effect' | 'patch'>>) => void) =>
  fixes.flatMap(({ label, effect, patch, alternatives = [] }) =>
    [{ label, effect, patch }, ...alternatives].flatMap((one) => {
      const [first] = one.patch ?? []
      return first?.path === path && first.op === 'set' && one.patch
        ? [
            {
              label: typeof first.value === 'string' ? first.value : JSON.stringify(first.value),
              note: one.effect,
              onChoose: () => applyFix({ effect: one.effect, patch: one.patch ?? [] })
            }
          ]
        : []
    })
  )

/** Which attributes a row lists: the switch lists standard attributes, any other field those that it maps. */
const originsOf = (field: Field) => (origin: Origin) =>
  field.key === 'recognizeStandardAttributes' ? origin.isStandard : origin.field === field.key

/** Batching changes nothing for a single event. */
const isUnshown = ({ key, isHidden }: Field) => isHidden || key === 'enable_batching'

const isShown = ({ shownWhile = [] }: Field, mapping: JsonObject) =>
  shownWhile.every(({ key, value }) => mapping[key] === value)
