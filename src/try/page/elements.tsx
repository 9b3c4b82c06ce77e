/** Small pieces that several panes are made of. */
import { createContext } from 'preact'
import type { ComponentChildren } from 'preact'
import { useContext, useRef, useState } from 'preact/hooks'
import type { Fix, Json, Part, Patch, Span } from '../protocol'
import { Icon } from './icon'
import type { IconName } from './icon'
import { showText, showValue } from './show'
import type { Tone } from './wording'

/** What any part of the page may ask of the whole. */
export type Actions = {
  /** Selects the value in the editor. */
  showPath: (path: string) => void
  /** Goes to the field in Mappings: by its key, or by the path that it takes. */
  showField: (subscription: number | undefined, field: string) => void
  applyFix: (fix: Pick<Fix, 'effect'> & { patch: Patch }) => void
}

export const ActionsContext = createContext<Actions | undefined>(undefined)

export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (!actions) {
    throw new Error('A part of the page is shown outside of it.')
  }
  return actions
}

export const Value = ({ value }: { value: Json }) => <code>{showValue(value)}</code>

export const Chip = ({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ComponentChildren }) => (
  <span class={`chip ${tone}`}>
    {icon && <Icon name={icon} />}
    {children}
  </span>
)

type ButtonProps = {
  icon?: IconName
  label: string
  /** Only the icon is seen. */
  isSmall?: boolean
  class?: string
  keys?: string
  disabled?: boolean
  onClick: () => void
}

export function Button({ icon, label, isSmall, class: more = '', keys, disabled, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${isSmall ? 'small' : ''} ${more}`}
      aria-label={label}
      title={keys ? `${label} (${keys})` : isSmall ? label : undefined}
      disabled={disabled}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      {!isSmall && <span class="label">{label}</span>}
    </button>
  )
}

/** Words, with names in bold and what is literal as code, its letters marked that matter. */
export const Rich = ({ parts }: { parts: Part[] }) => (
  <>
    {parts.map((part) =>
      typeof part === 'string' ? (
        part
      ) : 'name' in part ? (
        <b>{showText(part.name)}</b>
      ) : (
        <code>{part.marks ? <Marked text={part.literal} marks={part.marks} /> : showText(part.literal)}</code>
      )
    )}
  </>
)

export function Marked({ text, marks }: { text: string; marks: Span[] }) {
  const ends = [0, ...marks.map(([, end]) => end)]
  return (
    <>
      {marks.map(([from, to], index) => (
        <>
          {showText(text.slice(ends[index], from))}
          <mark>{showText(text.slice(from, to))}</mark>
        </>
      ))}
      {showText(text.slice(ends[marks.length]))}
    </>
  )
}

const maxCodeCharacters = 100_000

/** More would make too many elements. */
const maxColouredCharacters = 20_000

/** JSON as it is, indented. Reached by keyboard, since it scrolls. */
export function Code({ text, label }: { text: string; label: string }) {
  const indented = indent(text)
  const rest = indented.length - maxCodeCharacters
  return (
    <pre tabIndex={0} role="group" aria-label={label}>
      {indented.length > maxColouredCharacters ? indented.slice(0, maxCodeCharacters) : colour(indented)}
      {rest > 0 && `\n… ${rest.toLocaleString('en-US')} more characters`}
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

const colour = (text: string) =>
  text.split(/("(?:[^"\\\n]|\\.)*"(?::(?= ))?|-?\b\d[\d.eE+-]*|\b(?:true|false|null)\b)/).map((piece, index) => {
    const kind = index % 2 === 0 ? undefined : piece.endsWith('":') ? 'name' : piece.startsWith('"') ? 'text' : 'value'
    return kind ? <span class={`code-${kind}`}>{piece}</span> : piece
  })

/** Copies a text and says so. If the browser refuses, it shows the text, to be copied by hand. */
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
      <Button icon="copy" label={state === 'copied' ? 'Copied' : label} class="quiet" onClick={copy} />
      {state === 'refused' && (
        <textarea class="mono" readOnly rows={6} aria-label={`${label}: copy this text`} value={text()} />
      )}
    </>
  )
}

/** Reads a file of this machine; nothing leaves it. */
export function OpenButton({ label, onFile }: { label: string; onFile: (text: string, name: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon="open" label={label} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`${label} a file`}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          void file?.text().then((text) => onFile(text, file.name))
          // The same file can be opened again after it was changed.
          currentTarget.value = ''
        }}
      />
    </>
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
