/** One field of a mapping in a row, as Segment's editor names it: what it is mapped to, and what that gives now. */
import { useId, useState } from 'preact/hooks'
import { isObject } from '../../destinations/clevertap/values/json'
import type { Field, Json, JsonObject, Origin } from '../protocol'
import type { PathValue } from './directive'
import { Button, Value } from './elements'
import { Icon } from './icon'
import { SourceInput } from './source-input'
import type { Choice } from './source-input'
import { count } from './show'

export type Edit = (value: Json, how: 'type' | 'act', said?: string) => void

/** What the mapping gave for the event; absent: it did not take the event. */
export type Given = { value?: Json }

type Props = {
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

export function FieldRow(props: Props) {
  const { field, value, onChange } = props
  const isPlain = value === undefined || typeof value !== 'object'
  if (field.isKeyValue && isKeyValue(value)) {
    return <Group {...props} value={value ?? {}} />
  }
  const isChanged = JSON.stringify(value) !== JSON.stringify(field.default)
  const reset = () => onChange(field.default ?? '', 'act', `${field.label} was reset.`)
  return (
    <Row
      label={field.label}
      isRequired={field.isRequired}
      description={field.description}
      problem={props.problem}
      field={field.key}
      link={linkOf(value)}
      onReset={isChanged ? reset : undefined}
      gives={<Gives {...props} />}
      control={(ids) =>
        field.choices && isPlain ? (
          <ChoiceInput {...ids} {...props} />
        ) : field.type === 'boolean' && isPlain ? (
          <input
            type="checkbox"
            role="switch"
            id={ids.id}
            aria-describedby={ids.describedBy}
            checked={value === true}
            onChange={({ currentTarget }) => onChange(currentTarget.checked, 'act')}
          />
        ) : (
          <SourceInput
            {...ids}
            label={field.label}
            value={value ?? ''}
            isWrong={props.problem !== undefined}
            paths={props.paths}
            choices={props.choices}
            onChange={onChange}
          />
        )
      }
    />
  )
}

const linkOf = (value: Json | undefined) =>
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

function About({ label, isTold, onTell }: { label: string; isTold: boolean; onTell: (isTold: boolean) => void }) {
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

function Gives({ field, value, given, origins }: Props) {
  if (field.type === 'boolean') {
    const standard = origins.filter(({ isStandard }) => isStandard)
    return value === true && standard.length > 0 ? (
      <details>
        <summary>{standard.length} in this event</summary>
        {standard.map(({ attribute }) => attribute).join(', ')}
      </details>
    ) : null
  }
  return field.choices || !given ? null : <GivenValue given={given} />
}

function GivenValue({ given: { value }, isLost }: { given: Given; isLost?: boolean }) {
  if (value === undefined) {
    return <span class="faint">nothing in this event</span>
  }
  const shown = isObject(value) ? <code>{count(Object.keys(value).length, 'value')}</code> : <Value value={value} />
  return isLost ? <del>{shown}</del> : shown
}

function ChoiceInput({ id, describedBy, field, value, onChange }: Props & { id: string; describedBy: string }) {
  const { choices = [] } = field
  return (
    <select
      id={id}
      aria-describedby={describedBy}
      value={typeof value === 'string' ? value : ''}
      onChange={({ currentTarget }) =>
        onChange(choices.find((one) => String(one.value) === currentTarget.value)?.value ?? '', 'act')
      }
    >
      <option value="">not set</option>
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}

/** Attributes that are mapped one by one, and not the whole by one directive. */
const isKeyValue = (value: Json | undefined): value is JsonObject | undefined =>
  value === undefined || (isObject(value) && !Object.keys(value).some((key) => key.startsWith('@')))

function Group(props: Omit<Props, 'value'> & { value: JsonObject }) {
  const { field, value, given, origins, problem, paths, onChange } = props
  const [added, setAdded] = useState('')
  const [isOpen, setOpen] = useState(true)
  const [isTold, setTold] = useState(false)
  // What was edited stays in sight, whatever it gives.
  const [touched, touch] = useState<string[]>([])
  const keys = Object.keys(value)
  const values = given && (isObject(given.value) ? given.value : {})
  const isShown = (key: string) => !values || values[key] !== undefined || touched.includes(key)
  const folded = keys.filter((key) => !isShown(key))
  const found = values ? `, ${keys.filter((key) => values[key] !== undefined).length} in this event` : ''
  const add = (event: Event) => {
    event.preventDefault()
    if (added !== '') {
      touch([...touched, added])
      onChange({ ...value, [added]: value[added] ?? '' }, 'act', `${added} was added to ${field.label}.`)
      setAdded('')
    }
  }
  return (
    <div class="group" role="group" aria-label={field.label} data-field={field.key}>
      <div class="row">
        <button type="button" class="row grow" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'down' : 'right'} />
          <b>{field.label}</b>
          <span class="grow" />
          <span class="faint">{keys.length > 0 && `${keys.length} mapped${found}`}</span>
        </button>
        <About label={field.label} isTold={isTold} onTell={setTold} />
      </div>
      {isTold && <p class="soft">{field.description}</p>}
      {problem !== undefined && <p class="wrong">{problem}</p>}
      {isOpen && (
        <>
          {keys.filter(isShown).map((key) => (
            <Row
              key={key}
              label={key}
              field={`${field.key}.${key}`}
              link={linkOf(value[key])}
              isInner
              gives={
                <>
                  {values && (
                    <GivenValue
                      given={{ value: values[key] }}
                      isLost={origins.some(({ attribute, leftOut }) => attribute === key && leftOut !== undefined)}
                    />
                  )}
                  <span class="grow" />
                  <Button
                    icon="cross"
                    label={`Remove ${key} of ${field.label}`}
                    isSmall
                    class="tiny quiet"
                    onClick={() => onChange(without(value, key), 'act', `${key} was removed from ${field.label}.`)}
                  />
                </>
              }
              control={(ids) => (
                <SourceInput
                  {...ids}
                  label={key}
                  value={value[key]}
                  isWrong={false}
                  paths={paths}
                  onChange={(changed, how) => {
                    touch([...touched, key])
                    onChange({ ...value, [key]: changed }, how)
                  }}
                />
              )}
            />
          ))}
          {folded.length > 0 && (
            <button type="button" class="row more" aria-expanded={false} onClick={() => touch(keys)}>
              <Icon name="right" />
              {`${folded.length} more, not in this event: `}
              <span class="faint">{folded.join(', ')}</span>
            </button>
          )}
          <form class="row" onSubmit={add}>
            <label class="row grow">
              Name
              <input
                type="text"
                class="grow"
                value={added}
                onInput={({ currentTarget }) => setAdded(currentTarget.value)}
              />
            </label>
            <button type="submit" class="button">
              Add to {field.label}
            </button>
          </form>
        </>
      )}
    </div>
  )
}

export const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([other]) => other !== key))
