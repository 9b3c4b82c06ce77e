/** The parts of a row of a mapping: label, control, what it gives now, and what there is to know of it. */
import { useId, useState } from 'preact/hooks'
import { isObject } from '../../destinations/clevertap/values/json'
import type { Field, Json, JsonObject, Origin } from '../protocol'
import type { PathValue } from './directive'
import { Button, Value } from './elements'
import { Icon } from './icon'
import type { Choice } from './source-input'
import { count } from './show'

export type Edit = (value: Json, how: 'type' | 'act', said?: string) => void

/** What the mapping gave for the event; absent: it did not take the event. */
export type Given = { value?: Json }

export type FieldProps = {
  field: Field
  value: Json | undefined
  given?: Given
  /** Attributes that came by this field. */
  origins: Origin[]
  problem?: string
  paths: PathValue[]
  choices: Choice[]
  onChange: Edit
}

/** The path that a field takes, which links it with its trait and its attribute. */
export const linkOf = (value: Json | undefined) =>
  isObject(value) && typeof value['@path'] === 'string' ? value['@path'].replace(/^\$\./, '') : undefined

type RowProps = {
  label: string
  isRequired?: boolean
  description?: string
  problem?: string
  field: string
  link?: string
  gives: preact.ComponentChildren
  onReset?: () => void
  control: (ids: { id: string; describedBy: string }) => preact.ComponentChildren
  isInner?: boolean
}

export function Row({
  label,
  isRequired,
  description,
  problem,
  field,
  link,
  gives,
  onReset,
  control,
  isInner
}: RowProps) {
  const id = useId()
  const [isTold, setTold] = useState(false)
  const describedBy = `${id}-about`
  return (
    <div class={`field ${onReset ? 'changed' : ''} ${isInner ? 'inner' : ''}`} data-field={field} data-link={link}>
      <div class="field-label row">
        <label for={id}>{label}</label>
        {isRequired && (
          <span class="required">
            *<span class="hidden"> required</span>
          </span>
        )}
        {description && <About label={label} isTold={isTold} onTell={setTold} />}
      </div>
      <div class="field-control row">{control({ id, describedBy })}</div>
      <div class="field-gives row">
        {gives}
        {onReset && <Button label="Reset" class="tiny quiet" onClick={onReset} />}
      </div>
      <div class="field-about" id={describedBy}>
        {problem !== undefined && <p class="wrong">{problem}</p>}
        {isTold && <p class="soft">{description}</p>}
      </div>
    </div>
  )
}

export function About({
  label,
  isTold,
  onTell
}: {
  label: string
  isTold: boolean
  onTell: (isTold: boolean) => void
}) {
  return (
    <button
      type="button"
      class="button tiny quiet info"
      aria-label={`About ${label}`}
      aria-expanded={isTold}
      onClick={() => onTell(!isTold)}
    >
      <Icon name="info" />
    </button>
  )
}

export function GivenValue({ given: { value }, isLost }: { given: Given; isLost?: boolean }) {
  if (value === undefined) {
    return <span class="faint">nothing in this event</span>
  }
  const shown = isObject(value) ? <code>{count(Object.keys(value).length, 'value')}</code> : <Value value={value} />
  return isLost ? <del>{shown}</del> : shown
}

export const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([other]) => other !== key))
