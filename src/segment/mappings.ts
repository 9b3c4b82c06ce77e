/** What is wrong with a mapping, whatever the event. Pure. */
import { transform } from '@segment/actions-core'
import type { JSONObject, JSONValue } from '@segment/actions-core'
import destination from '../destinations/clevertap'
import { isObject } from '../destinations/clevertap/values/json'
import type { Subscription } from './subscription-entries'

/** What Segment's mapping kit knows. Source: actions-core 3.170.0, `mapping-kit` (observed). */
const directives = [
  '@path',
  '@template',
  '@if',
  '@case',
  '@replace',
  '@arrayPath',
  '@merge',
  '@flatten',
  '@json',
  '@excludeWhenNull',
  '@literal',
  '@liquid',
  '@transform'
]

/**
 * @returns what is wrong with each field that cannot be mapped, by its key, as sentences that name the remedy. The mapping
 * kit's own words name its functions, so they are not passed on.
 */
export function findMappingProblems(mapping: JSONObject): Map<string, string> {
  const problems = new Map<string, string>()
  for (const [key, value] of Object.entries(mapping)) {
    const problem = findDirectiveProblem(value) ?? (isUsable(key, value) ? undefined : toUnusable(value))
    if (problem !== undefined) {
      problems.set(key, `the field ${toQuoted(key)} ${problem}`)
    }
  }
  return problems
}

/** Level by level, since a file may nest values deeper than a recursion goes. */
function findDirectiveProblem(value: JSONValue): string | undefined {
  let level: JSONValue[] = [value]
  while (level.length > 0) {
    for (const item of level) {
      const keys = isObject(item) ? Object.keys(item).filter((key) => key !== '_metadata') : []
      const directive = keys.find((key) => key.startsWith('@'))
      if (directive !== undefined && !directives.includes(directive)) {
        return `has an unknown directive, ${toQuoted(directive)}. Segment knows ${directives.join(', ')}.`
      }
      if (directive !== undefined && keys.length > 1) {
        return `has other keys beside ${directive}. A directive is an object with one key.`
      }
    }
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return undefined
}

function isUsable(key: string, value: JSONValue): boolean {
  try {
    transform({ [key]: value }, {})
    return true
  } catch {
    return false
  }
}

function toUnusable(value: JSONValue): string {
  const directive = isObject(value) ? Object.keys(value).find((key) => key.startsWith('@')) : undefined
  const what = directive === undefined ? 'cannot be used' : `has a ${directive} that cannot be used`
  return `${what} as it stands. Compare it with what Segment's mapping editor makes, or "actions-clevertap presets" prints.`
}

/** @returns what the framework would pass over in silence, as sentences that name the remedy */
export function findMappingWarnings({ partnerAction, mapping }: Subscription): string[] {
  const fields = Object.keys(destination.actions[partnerAction].fields)
  return Object.entries(mapping).flatMap(([key, value]) => {
    if (!fields.includes(key)) {
      return [`the key ${toQuoted(key)} is ignored, because no field has it. The fields are ${fields.join(', ')}.`]
    }
    const path = typeof value === 'string' && value.startsWith('$.') ? value : '$.userId'
    const remedy = `To take it from the event, write {"@path": ${toQuoted(path)}}.`
    if (key === 'identity' && isConstant(value)) {
      return [`identity is the same text for every event, so all of them are one profile. ${remedy}`]
    }
    return path === value ? [`${key} is the text ${toQuoted(path)} for every event. ${remedy}`] : []
  })
}

/** Whether a mapped value is the same whatever the event. */
function isConstant(value: JSONValue | undefined): boolean {
  if (!isObject(value)) {
    return value !== undefined && value !== null
  }
  const { '@literal': literal, '@template': template } = value
  return isConstantText(literal) || (isConstantText(template) && !/\{\{/.test(String(template)))
}

const isConstantText = (value: JSONValue | undefined) => typeof value === 'string' || typeof value === 'number'

const toQuoted = (text: string) => JSON.stringify(text.slice(0, 80))
