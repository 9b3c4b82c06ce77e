/** A field whose attributes are mapped one by one, each in a row of its own. */
import { useState } from 'preact/hooks'
import { isObject } from '../../destinations/clevertap/values/json'
import type { JsonObject } from '../protocol'
import { Button } from './elements'
import { About, GivenValue, linkOf, Row, without } from './field-parts'
import type { FieldProps } from './field-parts'
import { Icon } from './icon'
import { SourceInput } from './source-input'

export function FieldGroup(props: Omit<FieldProps, 'value'> & { value: JsonObject }) {
  const { field, value, given, origins, problem, paths, onChange } = props
  const [added, setAdded] = useState('')
  const [isOpen, setOpen] = useState(true)
  const [isTold, setTold] = useState(false)
  // An attribute that was edited stays shown, even where it gives nothing.
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
