/** One field of a mapping, or several attributes that are mapped one by one, as Segment's editor shows them. */
import { useState } from 'preact/hooks'
import type { Field, Json, JsonObject } from '../protocol'
import { DirectiveInput } from './directive-input'
import type { Given } from './directive-input'
import { Fold } from './elements'

type FieldProps = {
  field: Field
  value: Json | undefined
  given?: Given
  problem?: string
  /** Blank text: the field is not mapped any more. */
  onChange: (value: Json) => void
}

export const Changed = () => <span class="tag changed">changed</span>

export function MappedField(props: FieldProps) {
  const { field, value } = props
  return (
    <div class="field">
      <Control {...props} />
      {JSON.stringify(value) !== JSON.stringify(field.default) && <Changed />}
      <Description text={field.description} />
    </div>
  )
}

/** The first sentence; the others for whoever wants to know more. */
function Description({ text }: { text: string }) {
  const [first] = text.split(/(?<=\.) (?=[A-Z])/)
  return text === first ? (
    <p class="hint">{text}</p>
  ) : (
    <Fold
      summary={
        <>
          {first} <span class="more">more</span>
        </>
      }
      isQuiet
    >
      {() => <p class="hint">{text.slice(first.length + 1)}</p>}
    </Fold>
  )
}

function Control(props: FieldProps) {
  const { field, value, given, problem, onChange } = props
  const isPlain = value === undefined || typeof value !== 'object'
  if (field.choices && isPlain) {
    return <ChoiceField {...props} choices={field.choices} />
  }
  if (field.type === 'boolean' && isPlain) {
    return (
      <label class="check">
        <input
          type="checkbox"
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
        {field.label}
      </label>
    )
  }
  if (field.isKeyValue && isKeyValue(value)) {
    return <KeyValueField {...props} value={value ?? {}} />
  }
  const label = `${field.label}${field.isRequired ? ' (required)' : ''}`
  return <DirectiveInput label={label} value={value ?? ''} given={given} problem={problem} onChange={onChange} />
}

function ChoiceField({ field, value, choices, onChange }: FieldProps & { choices: NonNullable<Field['choices']> }) {
  return (
    <label class="stacked">
      {field.label}
      <select
        value={String(value ?? '')}
        onChange={({ currentTarget }) =>
          onChange(choices.find((one) => String(one.value) === currentTarget.value)?.value ?? '')
        }
      >
        <option value="">not set</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Attributes that are mapped one by one, and not the whole by one directive. */
const isKeyValue = (value: Json | undefined): value is JsonObject | undefined =>
  value === undefined ||
  (typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !Object.keys(value).some((key) => key.startsWith('@')))

function KeyValueField(props: Omit<FieldProps, 'value'> & { value: JsonObject }) {
  const { field, value, given, problem, onChange } = props
  const [added, setAdded] = useState('')
  const keys = Object.keys(value)
  const values = given && (typeof given.value === 'object' && given.value !== null ? (given.value as JsonObject) : {})
  const filled = values ? `, ${keys.filter((key) => values[key] !== undefined).length} in this event` : ''
  return (
    <Fold summary={`${field.label} · ${keys.length} mapped${filled}`}>
      {() => (
        <div class="pairs">
          {problem !== undefined && <p class="wrong">{problem}</p>}
          {keys.map((key) => (
            <DirectiveInput
              key={key}
              label={key}
              of={field.label}
              value={value[key]}
              given={values && { value: values[key] }}
              onChange={(changed) => onChange({ ...value, [key]: changed })}
              onRemove={() => onChange(without(value, key))}
            />
          ))}
          <form
            class="bar"
            onSubmit={(event) => {
              event.preventDefault()
              if (added !== '') {
                onChange({ ...value, [added]: value[added] ?? '' })
                setAdded('')
              }
            }}
          >
            <label>
              Attribute
              <input type="text" value={added} onInput={({ currentTarget }) => setAdded(currentTarget.value)} />
            </label>
            <button type="submit">Add to {field.label}</button>
          </form>
        </div>
      )}
    </Fold>
  )
}

export const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([other]) => other !== key))
