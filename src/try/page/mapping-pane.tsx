/** The mappings in rows, with the labels and in the order of Segment's own editor. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Explanation, Json, Start, Subscription } from '../protocol'
import { findPaths } from './directive'
import { CopyButton } from './elements'
import { toMappingsFile } from './files'
import { Icon } from './icon'
import { Mapping } from './mapping'
import { Menu } from './menu'
import { newSubscription } from './state'
import type { Change } from './state'

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

export function MappingPane({ start, subscriptions, event, explanation, selected, wanted, dispatch }: Props) {
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
            start={start}
            explanation={explanation}
            selected={selected}
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
