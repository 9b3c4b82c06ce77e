/** Everything that is derived from the definition: type files, metadata and tables of the README. Pure but for reading. */
import { fieldsToJsonSchema } from '@segment/actions-core'
import type { DestinationDefinition, GlobalSetting, InputField } from '@segment/actions-core'
import { readFileSync } from 'fs'
import type { JSONSchema4 } from 'json-schema'
import { compile } from 'json-schema-to-typescript'
import { join } from 'path'
import * as prettier from 'prettier'

const root = join(__dirname, '..')
const folder = 'src/destinations/clevertap'

/**
 * @param definition the destination
 * @returns the content that each generated file must have, by path from the project's root
 */
export async function generateFiles(definition: DestinationDefinition<never>): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const settings = definition.authentication?.fields ?? {}
  files.set(`${folder}/generated-types.ts`, await generateTypes(settings, 'Settings'))
  for (const [key, { fields }] of Object.entries(definition.actions)) {
    files.set(`${folder}/${key}/generated-types.ts`, await generateTypes(fields, 'Payload'))
  }
  files.set(`${folder}/metadata.json`, `${JSON.stringify(toMetadata(definition), null, 2)}\n`)
  return files
}

/** The monorepo's own recipe: the JSON schema of the fields without titles and choices, compiled in its code style. */
function generateTypes(fields: Record<string, InputField | GlobalSetting>, name: string): Promise<string> {
  const schema = withoutTitles(fieldsToJsonSchema(fields, { tsType: true }))
  return compile(schema, name, {
    bannerComment: '// Generated file. DO NOT MODIFY IT BY HAND.',
    style: JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as prettier.Options
  })
}

function withoutTitles(schema: JSONSchema4): JSONSchema4 {
  const { title: _title, enum: _enum, ...rest } = schema
  if (rest.type === 'object' && rest.properties) {
    const entries = Object.entries(rest.properties).map(([key, property]) => [key, withoutTitles(property)])
    return { ...rest, properties: Object.fromEntries(entries) as Record<string, JSONSchema4> }
  }
  return rest
}

const toChoices = (choices: InputField['choices'] | GlobalSetting['choices']) =>
  choices?.map((choice) => (typeof choice === 'string' ? { label: choice, value: choice } : choice)) ?? null

/** What the monorepo publishes of a destination: key order and absent values as its tooling writes them. */
function toMetadata(definition: DestinationDefinition<never>) {
  const { authentication } = definition
  return {
    slug: definition.slug,
    name: definition.name,
    mode: definition.mode,
    description: definition.description ?? null,
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
      platform: action.platform ?? null,
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
      mapping: preset.mapping ?? null,
      eventSlug: preset.type === 'automatic' ? null : preset.eventSlug
    }))
  }
}

type FieldMetadata = { [key: string]: unknown }

const toFieldMetadata = (field: Partial<InputField>): FieldMetadata => ({
  label: field.label,
  description: field.description ?? null,
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
