/** One field of a mapping in a row, as Segment's editor names it: what it is mapped to, and what that gives now. */
import { isObject } from '../../destinations/clevertap/values/json'
import type { Json, JsonObject } from '../protocol'
import { FieldGroup } from './field-group'
import { GivenValue, linkOf, Row } from './field-parts'
import type { FieldProps } from './field-parts'
import { SourceInput } from './source-input'

export function FieldRow(props: FieldProps) {
  const { field, value, onChange } = props
  const isPlain = value === undefined || typeof value !== 'object'
  if (field.isKeyValue && isKeyValue(value)) {
    return <FieldGroup {...props} value={value ?? {}} />
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

function Gives({ field, value, given, origins }: FieldProps) {
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

function ChoiceInput({ id, describedBy, field, value, onChange }: FieldProps & { id: string; describedBy: string }) {
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
