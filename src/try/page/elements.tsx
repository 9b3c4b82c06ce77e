/** Small pieces that several panels are made of. */
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Json } from '../protocol'
import { showValue } from './wording'

/** A part of the page. Alt and its number put the focus on its heading. */
export function Panel(props: { number: number; title: string; side: 'left' | 'right'; children: ComponentChildren }) {
  const { number, title, side, children } = props
  return (
    <section class={`panel ${side}`} aria-labelledby={`panel-${number}`}>
      <h2 id={`panel-${number}`} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  )
}

type FoldProps = {
  summary: ComponentChildren
  isOpen?: boolean
  /** Beside the point: small, and without a triangle. */
  isQuiet?: boolean
  children: () => ComponentChildren
}

/** What is opened stays open, whatever comes after; what was not touched follows `isOpen`. */
export function Fold({ summary, isOpen = false, isQuiet = false, children }: FoldProps) {
  const [chosen, choose] = useState<boolean>()
  const open = chosen ?? isOpen
  return (
    <details
      class={isQuiet ? 'quiet' : undefined}
      open={open}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== open) {
          choose(currentTarget.open)
        }
      }}
    >
      <summary>{summary}</summary>
      {open && <div class="folded">{children()}</div>}
    </details>
  )
}

export const Value = ({ value }: { value: Json }) => <code>{showValue(value)}</code>

const maxCodeCharacters = 100_000

/** JSON as it is, indented. Reached by keyboard, since it scrolls. */
export function Code({ text, label }: { text: string; label: string }) {
  const pretty = indent(text)
  const isCut = pretty.length > maxCodeCharacters
  return (
    <pre tabIndex={0} role="group" aria-label={label}>
      {isCut ? `${pretty.slice(0, maxCodeCharacters)}\n… ${pretty.length.toLocaleString('en-US')} characters` : pretty}
    </pre>
  )
}

/** What is no JSON is shown as it came. */
function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** Copies, and says so. Where the browser does not let it, the text is shown to be copied by hand. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = () => {
    navigator.clipboard.writeText(text()).then(
      () => setState('copied'),
      () => setState('refused')
    )
  }
  return (
    <>
      <button type="button" onClick={copy}>
        {state === 'copied' ? 'Copied' : label}
      </button>
      {state === 'refused' && (
        <textarea class="code" readOnly rows={6} aria-label={`${label}: copy this text`} value={text()} />
      )}
    </>
  )
}

/** Reads a file of this machine; nothing leaves it. */
export function OpenButton({ label, onText }: { label: string; onText: (text: string) => void }) {
  return (
    <label class="button">
      {label}
      <input
        type="file"
        class="hidden"
        onChange={({ currentTarget }) => {
          void currentTarget.files?.[0]?.text().then(onText)
          // The same file can be opened again after it was changed.
          currentTarget.value = ''
        }}
      />
    </label>
  )
}

/** Offers a file to be saved. */
export function saveFile(name: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
