/** What became of the event, in one sentence, and under it what to do, as buttons. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { faults } from '../protocol'
import type { Answer, EventResult, Fix, Notice } from '../protocol'
import { Button, Chip, Rich, useActions } from './elements'
import { Icon } from './icon'
import { Menu } from './menu'
import { toVerdict } from './wording'
import type { Verdict } from './wording'

type HeadProps = {
  id: string
  verdict: Verdict
  level: 'h2' | 'h3'
  /** Of a list: which event it is. */
  number?: number
  chips?: ComponentChildren
}

export function VerdictHead({ id, verdict: { icon, headline, sub }, level: Heading, number, chips }: HeadProps) {
  return (
    <div class="verdict-head row">
      <span class="disc">
        <Icon name={icon} />
      </span>
      <div class="grow" role="status">
        <Heading id={id} tabIndex={-1}>
          {number !== undefined && <span class="number">{number}</span>}
          <Rich parts={headline} />
        </Heading>
        {sub.length > 0 && (
          <p class="soft">
            <Rich parts={sub} />
          </p>
        )}
      </div>
      {chips && <div class="row chips">{chips}</div>}
    </div>
  )
}

type Props = {
  result: EventResult
  answer?: Answer
  isBusy: boolean
  isStale: boolean
  number?: number
  titleOf: (action: string) => string
  onNormal: () => void
}

export function VerdictOf({ result, answer, isBusy, isStale, number, titleOf, onNormal }: Props) {
  const verdict = toVerdict(result)
  const isOfList = number !== undefined
  const id = isOfList ? 'verdict-of-event' : 'verdict'
  return (
    <section
      class={`verdict ${verdict.tone} ${isOfList ? 'of-list' : ''}`}
      aria-labelledby={id}
      aria-busy={isBusy}
      aria-disabled={isStale}
      inert={isStale}
    >
      <VerdictHead
        id={id}
        verdict={verdict}
        level={isOfList ? 'h3' : 'h2'}
        number={number}
        chips={
          <>
            {answer !== undefined && (
              <span class="chip care">
                <Icon name="flask" />
                Simulated {toAnswerWord(answer)}
                <button type="button" aria-label="Stop simulating" onClick={onNormal}>
                  <Icon name="cross" />
                </button>
              </span>
            )}
            {result.deliveries.map(({ subscription, action, outcome }) => (
              <Chip key={subscription} tone={toVerdict({ ...result, fate: outcome.fate }).tone}>
                {subscription === undefined ? 'Deletion request' : titleOf(action)}
              </Chip>
            ))}
          </>
        }
      />
      <Notices result={result} />
    </section>
  )
}

/** As `503`, `516` or `cut`, short enough for a tab. */
export function toAnswerWord(answer: Answer): string {
  if (typeof answer === 'object' && 'refuse' in answer) {
    return String(answer.refuse)
  }
  const fault = typeof answer === 'object' ? answer.fault : answer
  const { title } = faults.find((one) => one.fault === fault) ?? { title: fault }
  return /^\d+/.exec(title)?.[0] ?? (fault === 'html' ? 'web page' : 'cut')
}

const maxShown = 3

function Notices({ result: { notices } }: { result: EventResult }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? notices : notices.slice(0, maxShown)
  const isPrimary = (index: number) => index === shown.findIndex(({ fixes }) => fixes.length > 0)
  if (notices.length === 0) {
    return null
  }
  return (
    <ul class="notices" aria-label="What to know, and what to do">
      {shown.map((notice, index) => (
        <NoticeRow key={index} notice={notice} isPrimary={isPrimary(index)} />
      ))}
      {notices.length > shown.length && (
        <li>
          <Button label={`${notices.length - shown.length} more`} class="quiet" onClick={() => setWhole(true)} />
        </li>
      )}
    </ul>
  )
}

function NoticeRow({ notice, isPrimary }: { notice: Notice; isPrimary: boolean }) {
  const { kind, parts, subscription, field, fixes } = notice
  const { showField } = useActions()
  const link = notice.from?.[0]
  return (
    <li class="notice row" data-link={link}>
      {(kind === 'nearMiss' || kind === 'noMapping') && <Icon name="bulb" />}
      <p>
        <Rich parts={parts} />
      </p>
      <div class="row">
        {field !== undefined && subscription !== undefined && fixes.length < 2 && (
          <Button label="Show field" class="quiet" onClick={() => showField(subscription, field)} />
        )}
        {fixes.slice(0, 2).map((fix, index) => (
          <FixButton key={fix.label} fix={fix} isPrimary={isPrimary && index === 0} />
        ))}
      </div>
    </li>
  )
}

/** A remedy; where several would do, the others in a menu beside it. */
export function FixButton({ fix, isPrimary }: { fix: Fix; isPrimary: boolean }) {
  const { applyFix } = useActions()
  const { label, effect, patch, alternatives = [], entry } = fix
  const items = alternatives.map((one) => ({ label: one.label, note: one.effect, onChoose: () => applyFix(one) }))
  const enter = entry && {
    label: entry.label,
    onEnter: (value: string) =>
      applyFix({ effect: `${entry.label} = ${value}`, patch: [{ op: 'set', path: entry.path, value }] })
  }
  const look = `button ${isPrimary ? 'primary' : ''}`
  const hasMenu = items.length > 0 || entry !== undefined
  if (!patch) {
    return (
      <Menu label={label} items={items} entry={enter} class={look}>
        <span class="label">{label}</span>
        <Icon name="down" />
      </Menu>
    )
  }
  return (
    <span class={hasMenu ? 'split' : undefined}>
      <button type="button" class={look} title={effect} onClick={() => applyFix({ effect, patch })}>
        {label.startsWith('Add ') && <Icon name="plus" />}
        {label}
      </button>
      {hasMenu && (
        <Menu label={`${label}: other choices`} items={items} entry={enter} class={`${look} small`}>
          <Icon name="down" />
        </Menu>
      )}
    </span>
  )
}
