/** The mappings in rows, with the labels and in the order of Segment's own editor. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Explanation, Field, Fix, Json, JsonObject, Origin, Start, Subscription } from '../protocol'
import { findPaths } from './directive'
import { Button, Chip, CopyButton, useActions } from './elements'
import { FieldRow, Row, without } from './field-row'
import type { Edit } from './field-row'
import { toMappingsFile } from './files'
import { Icon } from './icon'
import { Menu } from './menu'
import { newSubscription } from './state'
import type { Change } from './state'
import { showText } from './show'

/** A field that is to be shown: of which mapping, or of any, by its key or by the path that it takes. */
export type Wanted = { subscription?: number; field: string; id: number }

type Props = {
  start: Start
  subscriptions: Subscription[]
  /** Of the event that is looked at. */
  event: Json
  explanation?: Explanation
  selected: number
  wanted?: Wanted
  dispatch: (change: Change) => void
}

export function MappingPane(props: Props) {
  const { start, subscriptions, event, explanation, selected, wanted, dispatch } = props
  const [chosen, choose] = useState<{ [index: number]: boolean | undefined }>({})
  const root = useRef<HTMLDivElement>(null)
  const paths = useMemo(() => findPaths(event), [event])
  const result = explanation?.events[selected]
  const takes = (index: number) => result?.triggers.some((one) => one.subscription === index && one.matches) ?? false
  const isOpen = (index: number) => chosen[index] ?? takes(index)
  useEffect(() => {
    if (wanted) {
      const taker = subscriptions.findIndex((_, index) => takes(index))
      choose((before) => ({ ...before, [wanted.subscription ?? taker]: true }))
    }
  }, [wanted])
  useEffect(() => {
    const within = wanted?.subscription === undefined ? '' : `[data-mapping="${wanted.subscription}"] `
    const name = CSS.escape(wanted?.field ?? '')
    const row = wanted && root.current?.querySelector(`${within}[data-field="${name}"], ${within}[data-link="${name}"]`)
    row?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }, [wanted, chosen])
  const set = (next: Subscription[], said?: string, how: 'type' | 'act' = 'act') =>
    dispatch(
      how === 'type'
        ? { kind: 'type', work: { subscriptions: next } }
        : { kind: 'act', work: { subscriptions: next }, said }
    )
  const replace = (index: number, by: Subscription[], said?: string, how?: 'type' | 'act') =>
    set([...subscriptions.slice(0, index), ...by, ...subscriptions.slice(index + 1)], said, how)
  return (
    <>
      <div class="bar row">
        <Menu
          label="Add mapping"
          class="button"
          items={Object.entries(start.actions).map(([key, action]) => ({
            label: action.title,
            onChoose: () => {
              choose((before) => ({ ...before, [subscriptions.length]: true }))
              set([...subscriptions, newSubscription(key, action)], `${action.title} was added.`)
            }
          }))}
        >
          <Icon name="plus" />
          <span class="label">Add mapping</span>
        </Menu>
        <span class="grow" />
        <CopyButton label="Copy mappings" text={() => toMappingsFile(subscriptions)} />
        <Menu
          label="More"
          class="button small quiet"
          items={[
            { label: 'Reset to the presets', onChoose: () => set(start.subscriptions, 'The mappings were reset.') }
          ]}
        >
          <Icon name="dots" />
        </Menu>
      </div>
      <div class="mappings" ref={root} tabIndex={0} role="group" aria-label="Mappings">
        {subscriptions.map((subscription, index) => (
          <Mapping
            key={index}
            {...props}
            index={index}
            subscription={subscription}
            paths={paths}
            isOpen={isOpen(index)}
            onOpen={(open) => choose({ ...chosen, [index]: open })}
            onChange={(next, how, said) => {
              // What is edited stays open, whether it takes the event or not.
              choose({ ...chosen, [index]: next ? isOpen(index) : undefined })
              replace(index, next ? [next] : [], said, how)
            }}
            onDuplicate={() =>
              replace(index, [subscription, subscription], `${subscription.name ?? 'The mapping'} was duplicated.`)
            }
          />
        ))}
      </div>
    </>
  )
}

type MappingProps = Props & {
  index: number
  subscription: Subscription
  paths: ReturnType<typeof findPaths>
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onChange: (next: Subscription | undefined, how: 'type' | 'act', said?: string) => void
  onDuplicate: () => void
}

function Mapping(props: MappingProps) {
  const { start, index, subscription, explanation, selected, isOpen, onOpen, onChange, onDuplicate } = props
  const action = start.actions[subscription.partnerAction]
  const { name = action.title, enabled = true } = subscription
  const trigger = explanation?.events[selected]?.triggers.find((one) => one.subscription === index)
  const takes = explanation?.mappings.find((one) => one.subscription === index)?.takes ?? 0
  const of = explanation?.events.length ?? 1
  const state = !enabled
    ? { tone: 'none' as const, words: 'off' }
    : of > 1
    ? { tone: takes > 0 ? ('good' as const) : ('none' as const), words: `takes ${takes} of ${of}` }
    : trigger?.matches
    ? { tone: 'good' as const, words: 'takes this event' }
    : { tone: 'none' as const, words: 'no match' }
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
          <Chip tone={state.tone} icon={state.tone === 'good' ? 'check' : 'minus'}>
            {state.words}
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

function Fields({ start, index, subscription, explanation, selected, paths, onChange }: MappingProps) {
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

/** Of the switch, those that CleverTap knows; of any other field, those that are mapped by it. */
const originsOf = (field: Field) => (origin: Origin) =>
  field.key === 'recognizeStandardAttributes' ? origin.isStandard : origin.field === field.key

/** Batching changes nothing for an event that is looked at alone. */
const isUnshown = ({ key, isHidden }: Field) => isHidden || key === 'enable_batching'

const isShown = ({ shownWhile = [] }: Field, mapping: JsonObject) =>
  shownWhile.every(({ key, value }) => mapping[key] === value)
