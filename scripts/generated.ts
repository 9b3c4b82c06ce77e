/** Every file that is derived from the definition: types, metadata, documentation. Pure but for reading. */
import { fieldsToJsonSchema } from '@segment/actions-core'
import type { DestinationDefinition, GlobalSetting, InputField } from '@segment/actions-core'
import { readFileSync } from 'fs'
import type { JSONSchema4 } from 'json-schema'
import { compile } from 'json-schema-to-typescript'
import { join } from 'path'
import type { Options } from 'prettier'
import { fillDocumentation } from './documentation'
import { toMetadata } from './metadata'

const root = join(__dirname, '..')
const folder = 'src/destinations/clevertap'
const customersPage = 'docs/actions-clevertap.md'
const pages = [customersPage, 'docs/destination-function.md', 'docs/pull-request.md']

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
  const read = (page: string) => readFileSync(join(root, page), 'utf8')
  for (const page of pages) {
    files.set(page, await fillDocumentation(read(page), definition, read(customersPage)))
  }
  return files
}

/** The monorepo's own recipe: the JSON schema of the fields without titles and choices, compiled in its code style. */
function generateTypes(fields: Record<string, InputField | GlobalSetting>, name: string): Promise<string> {
  const schema = withoutTitles(fieldsToJsonSchema(fields, { tsType: true }))
  return compile(schema, name, {
    bannerComment: '// Generated file. DO NOT MODIFY IT BY HAND.',
    style: JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as Options
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
