/** A list of events: a summary, and a row for each event with the reason. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Explanation, Json, Suggestion } from '../protocol'
import { Chip, Rich } from './elements'
import { describe } from './event-name'
import { Icon } from './icon'
import { VerdictHead, FixButton } from './verdict'
import { count } from './show'
import { iconOf, kinds, toKind, toneOf, toSummary, toWhy } from './wording'
import type { Kind } from './wording'

type Props = {
  explanation: Explanation
  events: Json[]
  selected: number
  isBusy: boolean
  isStale: boolean
  note?: string
  onLook: (index: number) => void
}

export function Summary({ explanation, events, isBusy, isStale, note }: Omit<Props, 'selected' | 'onLook'>) {
  const verdict = toSummary(explanation)
  const suggestions = explanation.events.flatMap(({ suggest }, index) =>
    suggest ? [{ suggest, type: (events[index] as { type?: Json } | null)?.type }] : []
  )
  const [first] = suggestions
  const alike = suggestions.filter(({ type }) => type === first.type)
  return (
    <section
      class={`verdict summary ${verdict.tone}`}
      aria-labelledby="verdict"
      aria-busy={isBusy}
      aria-disabled={isStale}
      inert={isStale}
    >
      <VerdictHead id="verdict" verdict={verdict} level="h2" chips={note && <span class="soft">{note}</span>} />
      {first && <Suggested suggest={first.suggest} number={alike.length} type={first.type} />}
    </section>
  )
}

function Suggested({ suggest, number, type }: { suggest: Suggestion; number: number; type?: Json }) {
  const what = count(number, typeof type === 'string' ? `${type} event` : 'event')
  return (
    <div class="notice row">
      <Icon name="bulb" />
      <p>
        <Rich parts={[{ name: what }, number === 1 ? ' has no mapping.' : ' have no mapping.']} />
      </p>
      <FixButton fix={suggest.fix} isPrimary />
    </div>
  )
}

export function EventList({ explanation, events, selected, isStale, onLook }: Props) {
  const [filter, setFilter] = useState<Kind | 'All'>('All')
  const found = explanation.events.map(toKind)
  const shown = found.flatMap((kind, index) => (filter === 'All' || kind === filter ? [index] : []))
  const body = useRef<HTMLTableSectionElement>(null)
  const focusRow = (index: number) => {
    onLook(index)
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
  }
  useEffect(() => {
    body.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selected, filter])
  const onKeyDown = (event: KeyboardEvent) => {
    const at = shown.indexOf(selected)
    const last = shown.length - 1
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[event.key]
    if (to !== undefined && !event.altKey && shown.length > 0) {
      event.preventDefault()
      focusRow(shown[Math.max(0, Math.min(last, to))])
    }
  }
  const counts = kinds.map((kind) => ({ kind, number: found.filter((one) => one === kind).length }))
  const isPresent = ({ kind, number }: { kind: Kind; number: number }) => number > 0 || kind === filter
  const focusable = shown.includes(selected) ? selected : shown[0]
  return (
    <section class="list" aria-label="Events" aria-disabled={isStale} inert={isStale}>
      <div class="proportions" aria-hidden="true">
        {counts.map(({ kind, number }) => number > 0 && <span class={toneOf[kind]} style={{ flexGrow: number }} />)}
      </div>
      <div class="filters" role="group" aria-label="Which events">
        {[{ kind: 'All' as const, number: found.length }, ...counts.filter(isPresent)].map(({ kind, number }) => (
          <button key={kind} type="button" aria-pressed={filter === kind} onClick={() => setFilter(kind)}>
            {kind !== 'All' && <span class={`dot ${toneOf[kind]}`} />}
            {kind} <span class="count">{number}</span>
          </button>
        ))}
      </div>
      <div class="scroll">
        <table role="grid" aria-label="Events of the list" onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">Event</th>
              <th scope="col">Identity</th>
              <th scope="col">Result</th>
              <th scope="col">Why</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((index) => {
              const kind = found[index]
              const tone = toneOf[kind]
              const { type, name, identity, time } = describe(events[index])
              return (
                <tr
                  key={index}
                  class={tone}
                  aria-selected={index === selected}
                  tabIndex={index === focusable ? 0 : -1}
                  onClick={() => onLook(index)}
                  onFocus={() => index !== selected && onLook(index)}
                >
                  <td>{index + 1}</td>
                  <td>
                    <code>{type}</code> <b>{name}</b>
                  </td>
                  <td>
                    <code>{identity}</code>
                  </td>
                  <td>
                    <Chip tone={tone} icon={kind === 'Retried' ? 'clock' : iconOf[tone]}>
                      {kind}
                    </Chip>
                  </td>
                  <td class="why">{toWhy(explanation.events[index], events[index])}</td>
                  <td>{time}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
