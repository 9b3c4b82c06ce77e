/** What a field is mapped to: where it comes from, and the text that says it. Pure. */
import { isObject } from '../../destinations/clevertap/values/json'
import type { Json, JsonObject } from '../protocol'

export type SourceKind = 'event' | 'fixed' | 'template' | 'json'

/** `event`: a path without `$.`, or two with `, or else ` between. `json`: too much for a line. */
export type Source = { kind: SourceKind; text: string }

const orElse = ', or else '

/** @param value what a field is mapped to; blank text: nothing */
export function toSource(value: Json): Source {
  const source = toLine(value)
  const back = source && fromSource(source)
  return back && 'value' in back && JSON.stringify(back.value) === JSON.stringify(value)
    ? source
    : { kind: 'json', text: JSON.stringify(value, null, 2) }
}

function toLine(value: Json): Source | undefined {
  if (typeof value === 'string') {
    return { kind: value === '' ? 'event' : 'fixed', text: value }
  }
  const { '@path': path, '@template': template, '@if': condition } = isObject(value) ? value : ({} as JsonObject)
  if (typeof template === 'string') {
    return { kind: 'template', text: template }
  }
  const first = toPath(path)
  const { then, else: other } = isObject(condition) ? condition : ({} as JsonObject)
  const paths = [
    first ?? toPath(isObject(then) ? then['@path'] : undefined),
    toPath(isObject(other) ? other['@path'] : undefined)
  ]
  const found = paths.filter((one): one is string => one !== undefined)
  return found.length === 0 ? undefined : { kind: 'event', text: found.join(orElse) }
}

const toPath = (path: Json | undefined) =>
  typeof path === 'string' && path.startsWith('$.') ? path.slice(2) : undefined

/** @returns the value, or what is wrong with the text */
export function fromSource({ kind, text }: Source): { value: Json } | { problem: string } {
  if (text.trim() === '') {
    return { value: '' }
  }
  switch (kind) {
    case 'event': {
      const [first, other] = text.split(orElse).map((path) => ({ '@path': `$.${path.replace(/^\$\./, '')}` }))
      return { value: other ? { '@if': { exists: first, then: first, else: other } } : first }
    }
    case 'fixed':
      return { value: text }
    case 'template':
      return { value: { '@template': text } }
    case 'json':
      try {
        return { value: JSON.parse(text) as Json }
      } catch {
        return { problem: 'It is not valid JSON yet.' }
      }
  }
}

/** Changes the kind of a source, and keeps its text where the new kind can hold it. */
export function changeKind({ kind, text }: Source, to: SourceKind, value: Json): Source {
  if (to === 'json') {
    return { kind: to, text: value === '' ? '' : JSON.stringify(value, null, 2) }
  }
  const plain = kind === 'json' ? '' : kind === 'template' ? text.replace(/^\{\{\s*|\s*\}\}$/g, '') : text
  return { kind: to, text: to === 'template' && plain !== '' ? `{{${plain}}}` : plain }
}

export type PathValue = { path: string; value: Json }

const maxPaths = 500

const maxDepth = 5

/** @returns the paths that an event has, with their values, the outer ones first */
export function findPaths(event: Json): PathValue[] {
  const found: PathValue[] = []
  let level: PathValue[] = [{ path: '', value: event }]
  for (let depth = 0; depth < maxDepth && level.length > 0 && found.length < maxPaths; depth++) {
    level = level.flatMap(({ path, value }) =>
      Object.entries(isObject(value) ? value : {})
        .filter(([key]) => /^[^.\s[\]]+$/.test(key))
        .map(([key, child]) => ({ path: path === '' ? key : `${path}.${key}`, value: child }))
    )
    found.push(...level.slice(0, maxPaths - found.length))
  }
  return found
}
