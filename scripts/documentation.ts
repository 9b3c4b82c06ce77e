/** The parts of the documentation that are derived from the definition, between markers. Pure. */
import { defaultValues, resolveAudienceMembership, transform } from '@segment/actions-core'
import type { DestinationDefinition, InputField, JSONObject, RequestClient, SegmentEvent } from '@segment/actions-core'
import { parseIdentity } from '../src/destinations/clevertap/values/identity'
import { codePolicies, statusPolicies, unknownCode, unknownStatus } from '../src/destinations/clevertap/delivery/policy'
import type { NumberedPolicy, Policy } from '../src/destinations/clevertap/delivery/policy'
import { standardAttributes } from '../src/destinations/clevertap/userUpload/standard-attributes'
import { savedMapping } from '../src/destinations/clevertap/__tests__/__helpers__/clevertap'
import { exampleOf } from '../test/destination/examples'
import { savedRows } from '../test/dropin/saved-mappings'
import { linesOfSteps } from './pull-request'
import { keysOfChoices } from '../src/function/settings'

/**
 * @param page the page as it stands
 * @param customersPage the customers' page, of which the pull request quotes a section
 * @returns the page with everything between `generated: name` and `end of name` written anew
 * @throws Error if the page has a part that is not generated
 */
export async function fillDocumentation(
  page: string,
  definition: DestinationDefinition<never>,
  customersPage: string
): Promise<string> {
  const parts = await toParts(definition, customersPage)
  return page.replace(/(<!-- generated: (.+?) -->\n)[^]*?(<!-- end of \2 -->)/g, (_all, start, name, end) => {
    const part = parts.get(name)
    if (part === undefined) {
      throw new Error(`There is no generated part "${name}".`)
    }
    return `${start}\n${part}\n\n${end}`
  })
}

/** The parts of an action have its title in small letters. */
async function toParts(definition: DestinationDefinition<never>, customersPage: string): Promise<Map<string, string>> {
  const settings = definition.authentication?.fields ?? {}
  return new Map([
    ['regions', toRegions(settings.clevertapEndpoint.choices ?? [])],
    ['settings', toSettings(definition)],
    ['presets', toPresets(definition)],
    ...Object.values(definition.actions).flatMap(({ title, description, fields }): [name: string, part: string][] => [
      [title.toLowerCase(), `${description}\n\n${toFields(fields)}`],
      [`${title.toLowerCase()} choices`, toChoices(fields)]
    ]),
    ['standard attributes', toStandardAttributes()],
    ['bodies', await toBodies(definition)],
    ['function settings', toFunctionSettings(definition)],
    ['pull request fields', toFieldsByAge(definition)],
    ['saved mappings', sectionOf(customersPage, 'Moving from the earlier version')],
    ['saved bodies', toSavedBodies()],
    ['pull request lines', toLinesOfSteps()],
    ['refused by us', toRefusals()],
    ['statuses', toPolicies('CleverTap answered', statusPolicies, unknownStatus)],
    ['codes', toPolicies('Code', codePolicies, unknownCode)]
  ])
}

/** A table with a heading of its own; bars would end a cell, and line breaks the row. */
function table(headings: string[], rows: string[][]): string {
  const line = (cells: string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n')
}

const code = (text: string) => `\`${text}\``
const json = (value: unknown) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``
const sentence = (text: string) => text[0].toUpperCase() + text.slice(1)

function toRegions(choices: { label: string; value: unknown }[]): string {
  const rows = choices.map(({ label, value }) => {
    const [, region, dashboard] = /^(.+) \(dashboard at (.+)\)$/.exec(label) ?? []
    return [code(dashboard), region, code(String(value))]
  })
  return table(['Address of your dashboard', 'Region to choose', 'Where your data goes'], rows)
}

function toSettings({ authentication }: DestinationDefinition<never>): string {
  const rows = Object.entries(authentication?.fields ?? {}).map(([key, { label = key, description, required }]) => [
    label,
    code(key),
    `${required ? '**Required.** ' : ''}${description}`
  ])
  return table(['Setting', 'Key', 'Description'], rows)
}

function toPresets({ presets = [], actions }: DestinationDefinition<never>): string {
  const rows = presets.flatMap((preset) =>
    preset.type === 'automatic'
      ? [[preset.name ?? '', code(preset.subscribe), actions[preset.partnerAction].title]]
      : []
  )
  return table(['Preset', 'Trigger', 'Action'], rows)
}

function toFields(fields: Record<string, InputField>): string {
  const rows = Object.entries(fields).map(([key, { label = key, type, required, unsafe_hidden, ...field }]) => [
    label,
    code(key),
    type,
    field.defaultObjectUI === 'keyvalue' && field.default ? 'The table below' : toDefault(field.default),
    `${required ? '**Required.** ' : ''}${unsafe_hidden ? 'Not shown in the mapping editor. ' : ''}${field.description}`
  ])
  return table(['Field', 'Key', 'Type', 'Default', 'Description'], rows)
}

/** A default as a reader of the mapping editor knows it: the path in the event, or the value. */
function toDefault(value: unknown): string {
  if (typeof value !== 'object' || value === null) {
    return value === undefined ? 'None' : code(String(value))
  }
  const directive = value as { [name: string]: unknown }
  if (typeof directive['@path'] === 'string') {
    return code(directive['@path'].replace('$.', ''))
  }
  if (typeof directive['@template'] === 'string') {
    return Array.from(directive['@template'].matchAll(/{{(.+?)}}/g), ([, path]) => code(path)).join(' and ')
  }
  const { then, else: otherwise } = directive['@if'] as { then: unknown; else: unknown }
  return `${toDefault(then)}, else ${toDefault(otherwise)}`
}

function toChoices(fields: Record<string, InputField>): string {
  const rows = Object.values(fields).flatMap(({ label, choices = [], default: standard }) =>
    (choices as { label: string; value: string }[]).map((choice) => [
      label,
      code(choice.value),
      `${choice.label}${choice.value === standard ? ' (default)' : ''}`
    ])
  )
  return table(['Field', 'Value', 'What it does'], rows)
}

/** What the Destination Function takes of the mappings: one setting for the fields of that key of all actions. */
function toFunctionSettings({ actions }: DestinationDefinition<never>): string {
  const rows = keysOfChoices.map((key) => {
    const uses = Object.values(actions).filter(({ fields }) => key in fields)
    const { type, choices = [] } = uses[0].fields[key]
    const values = type === 'boolean' ? ['true', 'false'] : choices.map((choice) => (choice as { value: string }).value)
    const defaults = uses.map(({ title, fields }) => ({ title, value: code(String(fields[key].default)) }))
    const isOne = defaults.every(({ value }) => value === defaults[0].value)
    return [
      sentence(key.replace(/[A-Z]/g, ' $&')),
      code(key),
      type === 'boolean' ? 'Boolean' : 'Text',
      values.map(code).join(', '),
      isOne ? defaults[0].value : defaults.map(({ title, value }) => `${value} for ${title}`).join(', ')
    ]
  })
  return table(['Label', 'Name', 'Type', 'Values', 'Default'], rows)
}

/** What saved configurations refer to since 2022; `test/dropin/compatibility.test.ts` guards it. */
const earlierFields: { [action: string]: string[] } = {
  userUpload: ['identity', 'ts', 'profileData'],
  userDelete: ['identity']
}

function toFieldsByAge({ actions }: DestinationDefinition<never>): string {
  const rows = Object.entries(actions).map(([key, { title, fields }]) => {
    const earlier = earlierFields[key] ?? []
    const added = Object.keys(fields).filter((field) => !earlier.includes(field))
    return [`${title} (${code(key)})`, earlier.map(code).join(', '), added.map(code).join(', ')]
  })
  return table(['Action', 'Fields that stay', 'New fields'], rows)
}

/** To the next hundred, so that not every line that is written changes the text. */
function toLinesOfSteps(): string {
  const about = (lines: number) => `about ${(Math.ceil(lines / 100) * 100).toLocaleString('en')}`
  const [first, second] = linesOfSteps().map(
    ({ source, tests }) => `${about(source)} lines of source and ${about(tests)} of tests`
  )
  return `- The first, User Upload and User Delete: ${first}.\n- The second, all other actions: ${second} more.`
}

/** Before, the fields of the mapping were sent as they came; `test/dropin/saved-mappings.test.ts` holds what is sent now. */
function toSavedBodies(): string {
  const rows = savedRows.map(({ what, userId = 'u-1', timestamp, properties, now, warnings = [] }) => {
    const event = { userId, timestamp, properties: JSON.parse(properties) as JSONObject }
    const { identity: _identity, ...before } = transform(savedMapping, event as JSONObject) as JSONObject
    const sent = typeof now === 'string' ? `Nothing: ${now}` : code(JSON.stringify(now))
    return [what, code(JSON.stringify(before)), [sent, ...warnings].join(' ')]
  })
  return table(['What the event has', 'Sent before', 'Sent now, and the warning'], rows)
}

/** The text below a heading of the second level. */
function sectionOf(page: string, heading: string): string {
  const [, section] = page.split(`\n## ${heading}\n`)
  return section.split('\n## ')[0].trim()
}

function toStandardAttributes(): string {
  const rows = standardAttributes.map(({ name, recognizedBy, rule }) => [
    code(name),
    recognizedBy.map(code).join(', ') || 'None',
    sentence(rule)
  ])
  return table(['Key, as CleverTap names it', 'Recognized by', 'Accepted values'], rows)
}

/** Events that show more of an action than the example of its tests does. */
const examples: { [action: string]: JSONObject } = {
  userUpload: {
    type: 'identify',
    userId: 'u-1',
    timestamp: '2006-01-02T18:04:07Z',
    traits: {
      email: 'ada@example.com',
      phone: '+1 (415) 555-0100',
      birthday: '1990-05-17',
      plan: 'gold',
      signedUp: '2006-01-02T18:04:07Z',
      address: { city: 'London' }
    }
  },
  userDelete: { type: 'track', event: 'Delete User', userId: 'u-1' },
  eventUpload: {
    type: 'track',
    event: 'Order Completed',
    userId: 'u-1',
    timestamp: '2006-01-02T18:04:07Z',
    properties: {
      order_id: 'o-7',
      total: '27.50',
      currency: 'usd',
      coupon: { code: 'SUMMER' },
      products: [
        { product_id: 'p-1', name: 'Cap', price: 12.5, quantity: 1 },
        { product_id: 'p-2', name: 'Mug', price: 7.5, quantity: 2 }
      ]
    }
  }
}

/** The example of each action and the request that it becomes, made by the action itself. */
async function toBodies({ actions }: DestinationDefinition<never>): Promise<string> {
  const parts: string[] = []
  for (const [key, { fields, perform }] of Object.entries(actions)) {
    const event = examples[key] ?? toShownEvent(exampleOf(key).event('u-1'))
    const payload = transform(defaultValues(fields) as JSONObject, event)
    // Answers as CleverTap does when all is well, and keeps what it was asked.
    const request = (async (url: string, { body }: { body: string }) => {
      const start = parts.length === 0 ? 'With the default mapping, this event' : 'This event'
      parts.push(
        start,
        json(event),
        `is sent as the body of \`POST ${new URL(url).pathname}\`:`,
        json(JSON.parse(body))
      )
      return { status: 200, content: '{"status":"success"}' }
    }) as unknown as RequestClient
    const settings = { clevertapPasscode: '', clevertapEndpoint: 'https://in1.api.clevertap.com' }
    const audienceMembership = resolveAudienceMembership(event)
    await perform(request, { payload, settings, audienceMembership } as unknown as Parameters<typeof perform>[1])
  }
  return parts.join('\n\n')
}

/** Without what only tests need. */
const toShownEvent = ({ messageId: _messageId, ...event }: SegmentEvent) => event as JSONObject

const fates = {
  rejected: 'Failed. Segment does not retry.',
  unauthorized: 'Failed until the settings are corrected.',
  transient: 'Segment retries.'
}

function toRefusals(): string {
  const identities = ['', 'x'.repeat(1025), 'null'].map((identity) => parseIdentity(identity))
  return table(
    ['Message', 'What happens'],
    identities.map((parsed) => ['reason' in parsed ? parsed.reason : '', 'Nothing is sent. Segment does not retry.'])
  )
}

/** One row for each policy, and one for all other numbers. */
function toPolicies(heading: string, policies: NumberedPolicy[], others: Policy): string {
  const toRow = (name: string, { reason, fate }: Policy) => [name, sentence(reason), fates[fate]]
  const rows = policies.map((policy, index) => toRow(toNumbersName(policy, policies.slice(0, index)), policy))
  return table([heading, 'Meaning', 'What happens'], [...rows, toRow('Any other', others)])
}

/** A number, or the hundred of a range: what is left of it, if some of it have a row of their own. */
function toNumbersName({ numbers: [first, last = first] }: NumberedPolicy, earlier: NumberedPolicy[]): string {
  if (first === last) {
    return String(first)
  }
  const isSplit = earlier.some(({ numbers: [number] }) => number >= first && number <= last)
  return `${isSplit ? 'Any other ' : ''}${first / 100}xx`
}
