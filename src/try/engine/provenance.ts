/** Where in the event a mapped value comes from. Pure; reads the mapping, and asks the framework which branch it takes. */
import { transform } from '@segment/actions-core'
import { hasOwn, isObject } from '../../destinations/clevertap/values/json'
import type { Json, JsonObject } from '../protocol'

/** Mappings are a few levels deep and merge a few objects. Beyond that no paths are given, so that work stays linear. */
const maxDepth = 20
const maxMerged = 50

/** Every attribute below a path repeats it, so a longer one is left out. */
const maxPathCharacters = 250

export type Provenance = (keys: string[]) => string[]

/**
 * @param mapping what a field is mapped to: a directive, or a value that may hold directives
 * @returns a function from an attribute within the mapped value (its keys, from the outermost inwards; none: the value
 * itself) to the paths as people write them (`traits.phone`), in order, each once; none for fixed text
 */
export function createProvenance(mapping: Json, event: JsonObject): Provenance {
  const resolved = new Map<Json, Json | undefined>()
  /** What a directive gives for the event, found once; nothing if the framework cannot apply it. */
  function resolve(inner: Json): Json | undefined {
    if (!resolved.has(inner)) {
      resolved.set(inner, transformOne(inner, event))
    }
    return resolved.get(inner)
  }
  return (keys) => Array.from(new Set(findPaths(mapping, keys, resolve, maxDepth))).filter(isShort)
}

/** Whether a path is short enough to be given. */
export const isShort = (path: string) => path.length <= maxPathCharacters

type Resolve = (mapping: Json) => Json | undefined

function transformOne(mapping: Json, event: JsonObject): Json | undefined {
  try {
    return (transform({ value: mapping }, event) as { value?: Json }).value
  } catch {
    return undefined
  }
}

function findPaths(mapping: Json, keys: string[], resolve: Resolve, depth: number): string[] {
  if (!isObject(mapping) || depth === 0) {
    return []
  }
  const [key] = keys
  // A directive has no other keys, and looking for it among thousands of rows would be done for each of them.
  if (key !== undefined && !key.startsWith('@') && hasOwn(mapping, key)) {
    return findPaths(mapping[key], keys.slice(1), resolve, depth - 1)
  }
  const [name, value] = Object.entries(mapping).find(([one]) => one.startsWith('@')) ?? ['', null]
  const follow = (inner: Json, innerKeys = keys) => findPaths(inner, innerKeys, resolve, depth - 1)
  const options = isObject(value) ? value : {}
  switch (name) {
    case '':
      return Object.values(mapping).flatMap((item) => follow(item))
    case '@path':
      return typeof value === 'string' ? [join(toPath(value), keys)] : []
    case '@arrayPath':
      return Array.isArray(value) && typeof value[0] === 'string' ? [toPath(value[0])] : []
    case '@template':
      return typeof value === 'string' ? placeholders(value) : []
    case '@liquid':
      return typeof value === 'string' ? liquidPaths(value) : []
    case '@if':
      return isMet(options, resolve) ? follow(options.then ?? null) : follow(options.else ?? null)
    case '@merge':
      return survivors(options, keys, resolve).flatMap((item) => follow(item))
    case '@transform':
      // Its other part reads from the result of this one, not from the event.
      return follow(options.apply ?? null, [])
    default:
      return follow(value)
  }
}

/** Of merged objects, the one whose attribute survives: the last that has it, or with `left` the first. */
function survivors({ objects, direction }: JsonObject, keys: string[], resolve: Resolve): Json[] {
  const list = Array.isArray(objects) ? objects.slice(0, maxMerged) : []
  if (direction !== 'left') {
    list.reverse()
  }
  const winner = list.find((item) => {
    const merged = resolve(item)
    return keys.length > 0 && isObject(merged) && hasOwn(merged, keys[0])
  })
  return winner === undefined ? list : [winner]
}

function isMet({ exists, blank }: JsonObject, resolve: Resolve): boolean {
  const value = resolve(exists ?? blank ?? null)
  return value !== undefined && value !== null && (exists !== undefined || value !== '')
}

/** `$.traits['first name']` as `traits.first name`; the whole event is the empty path. */
const toPath = (path: string) =>
  path
    .replace(/^\$\.?/, '')
    .replace(/\[(?:'([^'\]]*)'|"([^"\]]*)")\]/g, '.$1$2')
    .replace(/^\./, '')

const join = (path: string, keys: string[]) => [path, ...keys].filter((part) => part !== '').join('.')

const placeholders = (template: string) =>
  Array.from(template.matchAll(/\{\{\{?([^{}]+)\}/g), ([, path]) => toPath(path.trim()))

const liquidPaths = (template: string) =>
  Array.from(template.matchAll(/\{[{%]([^{}]*)/g)).flatMap(([, code]) =>
    Array.from(
      code.matchAll(/\b(?:traits|properties|context|userId|anonymousId|event|name|type)\b[\w.]*/g),
      ([path]) => path
    )
  )
