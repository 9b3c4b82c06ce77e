/** Edits what one field, or one attribute, is mapped to. */
import { useEffect, useId, useState } from 'preact/hooks'
import type { Json } from '../protocol'
import { fromJson, fromLine, toText } from './directive'
import type { DirectiveText } from './directive'
import { Value } from './elements'

/** What the mapping gave for the event; absent: it did not take the event. */
export type Given = { value?: Json }

type Props = {
  label: string
  /** Added to the label for those who hear it, where several have the same. */
  of?: string
  /** Blank text: nothing. */
  value: Json
  given?: Given
  problem?: string
  onChange: (value: Json) => void
  onRemove?: () => void
}

export function DirectiveInput({ label, of, value, given, problem, onChange, onRemove }: Props) {
  const id = useId()
  const [draft, setDraft] = useState(() => toText(value))
  const read = toValue(draft)
  useEffect(() => {
    // What was typed here comes back as it was; anything else came from elsewhere.
    if (!('value' in read) || JSON.stringify(read.value) !== JSON.stringify(value)) {
      setDraft(toText(value))
    }
  }, [JSON.stringify(value)])
  const type = (next: DirectiveText) => {
    setDraft(next)
    const typed = toValue(next)
    if ('value' in typed) {
      onChange(typed.value)
    }
  }
  const full = of === undefined ? label : `${label} ${of}`
  const wrong = 'problem' in read ? read.problem : problem
  const shared = {
    id,
    class: 'code',
    spellcheck: false,
    value: draft.text,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': `${id}-below`
  }
  return (
    <div class="directive">
      <label for={id}>
        {label}
        {of !== undefined && <span class="hidden"> {of}</span>}
      </label>
      {draft.kind === 'line' ? (
        <input
          type="text"
          {...shared}
          placeholder="not mapped"
          onInput={({ currentTarget }) => type({ kind: 'line', text: currentTarget.value })}
        />
      ) : (
        <textarea
          {...shared}
          rows={Math.min(6, draft.text.split('\n').length)}
          onInput={({ currentTarget }) => type({ kind: 'json', text: currentTarget.value })}
        />
      )}
      <button
        type="button"
        class="small"
        aria-label={`${draft.kind === 'line' ? 'As JSON' : 'As one line'}: ${full}`}
        onClick={() => setDraft(toOtherKind(draft, value))}
      >
        {draft.kind === 'line' ? '{ }' : 'abc'}
      </button>
      {onRemove && (
        <button type="button" class="small" aria-label={`Remove ${full}`} onClick={onRemove}>
          ✕
        </button>
      )}
      <p id={`${id}-below`} class="below">
        {wrong !== undefined ? <span class="wrong">{wrong}</span> : <Gives given={given} />}
      </p>
    </div>
  )
}

const toValue = ({ kind, text }: DirectiveText) => (kind === 'line' ? { value: fromLine(text) } : fromJson(text))

/** What cannot be a line leaves an empty one, to be written anew; until then nothing changes. */
function toOtherKind({ kind }: DirectiveText, value: Json): DirectiveText {
  const text = toText(value)
  if (kind === 'line') {
    return { kind: 'json', text: value === '' ? '' : JSON.stringify(value, null, 2) }
  }
  return text.kind === 'line' ? text : { kind: 'line', text: '' }
}

function Gives({ given }: { given?: Given }) {
  if (!given) {
    return null
  }
  return given.value === undefined ? <>nothing in this event</> : <Value value={given.value} />
}
