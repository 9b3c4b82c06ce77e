/** The actions as the mapping editor of Segment shows them. Pure. */
import type { InputField } from '@segment/actions-core'
import destination from '../../destinations/clevertap'
import type { Action, Field, Json } from '../protocol'

/** By key, in the order of the destination. */
export const actions: { [key: string]: Action } = Object.fromEntries(
  Object.entries(destination.actions).map(([key, { title, fields, defaultSubscription: trigger = '' }]) => [
    key,
    { title, trigger, fields: Object.entries(fields).map(([name, field]) => toField(name, field)) }
  ])
)

function toField(key: string, field: InputField): Field {
  const { label, description, type, required, defaultObjectUI, unsafe_hidden: isHidden, choices, depends_on } = field
  const conditions = depends_on?.conditions ?? []
  return {
    key,
    label,
    description,
    type,
    isRequired: required === true,
    isKeyValue: /^keyvalue/.test(defaultObjectUI ?? ''),
    isHidden: isHidden === true,
    ...(choices && { choices: choices.map((one) => (typeof one === 'string' ? { label: one, value: one } : one)) }),
    ...(field.default !== undefined && { default: field.default as Json }),
    ...(conditions.length > 0 && {
      shownWhile: conditions.flatMap((one) =>
        one.type !== 'syncMode' && one.operator === 'is' ? [{ key: one.fieldKey, value: one.value as Json }] : []
      )
    })
  }
}
