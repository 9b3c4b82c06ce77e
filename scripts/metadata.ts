/** `metadata.json`: what the monorepo publishes of a destination. Pure. */
import type { DestinationDefinition, GlobalSetting, InputField } from '@segment/actions-core'

const toChoices = (choices: InputField['choices'] | GlobalSetting['choices']) =>
  choices?.map((choice) => (typeof choice === 'string' ? { label: choice, value: choice } : choice)) ?? null

/** Key order and absent values are those of the monorepo's tooling. */
export function toMetadata(definition: DestinationDefinition<never>) {
  const { authentication } = definition
  return {
    slug: definition.slug,
    name: definition.name,
    mode: definition.mode,
    description: definition.description,
    authentication: {
      scheme: authentication?.scheme,
      fields: mapValues(authentication?.fields ?? {}, (field: GlobalSetting) => ({
        label: field.label,
        description: field.description,
        type: field.type,
        required: field.required ?? false,
        multiple: field.multiple ?? false,
        choices: toChoices(field.choices),
        default: field.default ?? null,
        depends_on: field.depends_on ?? null
      }))
    },
    audienceConfig: null,
    actions: mapValues(definition.actions, (action) => ({
      title: action.title,
      description: action.description,
      platform: action.platform === 'web' ? 'web' : 'cloud',
      defaultSubscription: action.defaultSubscription ?? null,
      hidden: action.hidden ?? false,
      hasPerformBatch: typeof action.performBatch === 'function',
      syncMode: action.syncMode ?? null,
      hooks: null,
      dynamicFields: null,
      fields: mapValues(action.fields, toFieldMetadata)
    })),
    presets: (definition.presets ?? []).map((preset) => ({
      name: preset.name,
      type: preset.type,
      partnerAction: preset.partnerAction,
      subscribe: preset.type === 'automatic' ? preset.subscribe : null,
      mapping: preset.mapping ?? {},
      eventSlug: preset.type === 'automatic' ? null : preset.eventSlug
    }))
  }
}

type FieldMetadata = { [key: string]: unknown }

const toFieldMetadata = (field: Partial<InputField>): FieldMetadata => ({
  label: field.label,
  description: field.description,
  type: field.type,
  required: field.required ?? false,
  multiple: field.multiple ?? false,
  allowNull: field.allowNull ?? false,
  dynamic: field.dynamic ?? false,
  default: field.default ?? null,
  choices: toChoices(field.choices),
  placeholder: field.placeholder ?? null,
  properties: field.properties ? mapValues(field.properties, toFieldMetadata) : null,
  category: field.category ?? null,
  depends_on: field.depends_on ?? null,
  readOnly: field.readOnly ?? null,
  hidden: field.unsafe_hidden ?? null,
  minimum: field.minimum ?? null,
  maximum: field.maximum ?? null,
  defaultObjectUI: field.defaultObjectUI ?? null,
  disabledInputMethods: field.disabledInputMethods ?? null,
  displayMode: field.displayMode ?? null,
  format: field.format ?? null,
  additionalProperties: field.additionalProperties ?? false
})

function mapValues<In, Out>(object: Record<string, In>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}
