/** Edits what one field, or one attribute, is mapped to: where it comes from, and the text. */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Json } from '../protocol'
import { changeKind, fromSource, toSource } from './directive'
import type { PathValue, Source, SourceKind } from './directive'
import { Icon } from './icon'
import { Menu, useOutside } from './menu'
import { showText, showValue } from './show'

/** What a press chooses. `note`: what comes of it. */
export type Choice = { label: string; note: string; onChoose: () => void }

type Props = {
  id: string
  label: string
  /** Blank text: nothing. */
  value: Json
  isWrong: boolean
  describedBy: string
  /** Of the event. */
  paths: PathValue[]
  /** What the engine proposes for this field. */
  choices?: Choice[]
  onChange: (value: Json, how: 'type' | 'act') => void
}

const kinds: { kind: SourceKind; label: string; note: string; example: string }[] = [
  { kind: 'event', label: 'Event', note: 'A value of the event', example: 'traits.phone' },
  { kind: 'fixed', label: 'Fixed', note: 'The same text for every event', example: 'premium' },
  { kind: 'template', label: 'Template', note: 'Text with values in it', example: 'Ms {{traits.last}}' },
  { kind: 'json', label: 'JSON', note: 'Conditions, such as @if', example: '{"@if": …}' }
]

const maxShown = 8

/** Fixed text that looks like a path may have been meant as one. */
const looksLikePath = /^\$?\.?[a-z]\w*(?:\.\w+)+$/i

export function SourceInput(props: Props) {
  const { id, label, value, isWrong, describedBy, paths, choices = [], onChange } = props
  const [draft, setDraft] = useState(() => toSource(value))
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const root = useRef<HTMLDivElement>(null)
  const listId = useId()
  const read = fromSource(draft)
  useOutside(root, isOpen, () => setOpen(false))
  useEffect(() => {
    // A value that differs from what was typed here was changed by another part of the page.
    if (!('value' in read) || JSON.stringify(read.value) !== JSON.stringify(value)) {
      setDraft(toSource(value))
    }
  }, [JSON.stringify(value)])
  const set = (next: Source, how: 'type' | 'act') => {
    setDraft(next)
    const typed = fromSource(next)
    if ('value' in typed) {
      onChange(typed.value, how)
    }
  }
  const isSuspect = draft.kind === 'fixed' && looksLikePath.test(draft.text)
  const offered = toOffered(draft, paths, choices, isSuspect, (path) => set({ kind: 'event', text: path }, 'act'))
  const choose = (choice?: Choice) => {
    choice?.onChoose()
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && !event.altKey && offered.length > 0) {
      event.preventDefault()
      setOpen(true)
      setAt((at + step + offered.length) % offered.length)
    } else if (event.key === 'Enter' && isOpen && offered[at]) {
      event.preventDefault()
      choose(offered[at])
    } else if (event.key === 'Escape' && isOpen) {
      event.stopPropagation()
      setOpen(false)
    }
  }
  const { label: kindLabel } = kinds.find(({ kind }) => kind === draft.kind) ?? kinds[0]
  const shared = {
    id,
    class: 'mono',
    spellcheck: false,
    value: draft.text,
    'aria-invalid': isWrong || 'problem' in read,
    'aria-describedby': describedBy
  }
  return (
    <div
      class="source"
      ref={root}
      onFocusOut={({ relatedTarget }) => root.current?.contains(relatedTarget as Node) || setOpen(false)}
    >
      <div class="box">
        <Menu
          label={`${label}: ${kindLabel}. Change the source`}
          class="kind row"
          items={kinds.map(({ kind, label: name, note, example }) => ({
            label: name,
            note,
            example,
            isChosen: kind === draft.kind,
            onChoose: () => set(changeKind(draft, kind, value), 'act')
          }))}
        >
          {kindLabel}
          <Icon name="down" />
        </Menu>
        {draft.kind === 'json' ? (
          <textarea
            {...shared}
            rows={Math.min(8, draft.text.split('\n').length)}
            onInput={({ currentTarget }) => set({ kind: 'json', text: currentTarget.value }, 'type')}
          />
        ) : (
          <input
            type="text"
            {...shared}
            autocomplete="off"
            placeholder="not mapped"
            role="combobox"
            aria-expanded={isOpen && offered.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && at >= 0 ? `${listId}-${at}` : undefined}
            onFocus={() => setOpen(isSuspect || choices.length > 0)}
            onClick={() => setOpen(true)}
            onKeyDown={onKeyDown}
            onInput={({ currentTarget }) => {
              set({ kind: draft.kind, text: currentTarget.value }, 'type')
              setOpen(true)
              setAt(-1)
            }}
          />
        )}
      </div>
      {isOpen && offered.length > 0 && (
        <div class="popup">
          {isSuspect && (
            <p class="care">
              <Icon name="bang" /> Fixed text, the same for every event. Take from the event:
            </p>
          )}
          <ul id={listId} role="listbox" aria-label={`Choices for ${label}`}>
            {offered.map((choice, index) => (
              <li
                key={choice.label}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                onPointerDown={(event) => {
                  event.preventDefault()
                  choose(choice)
                }}
              >
                <code>{choice.label}</code>
                <code class="soft">{choice.note}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** What the engine proposes; else the paths of the event that fit what is typed. */
function toOffered(
  draft: Source,
  paths: PathValue[],
  choices: Choice[],
  isSuspect: boolean,
  take: (path: string) => void
): Choice[] {
  if (choices.length > 0 || (draft.kind !== 'event' && !isSuspect)) {
    return choices
  }
  const typed = draft.text.toLowerCase()
  const isPath = paths.some(({ path }) => path.toLowerCase() === typed)
  const [root] = typed.replace(/^\$\./, '').split('.')
  const fits = ({ path }: PathValue) =>
    typed === '' ||
    isPath ||
    (isSuspect ? path.toLowerCase().startsWith(`${root}.`) : path.toLowerCase().includes(typed))
  return paths
    .filter(fits)
    .slice(0, isPath || typed === '' ? 40 : maxShown)
    .map(({ path, value }) => ({
      label: showText(path),
      note: showValue(value).slice(0, 60),
      onChoose: () => take(path)
    }))
}
