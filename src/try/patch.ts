/** Applies a fix to a case. Pure; the page and scripts share it. */
import type { Case, Json, JsonObject, Patch } from './protocol'

/**
 * @param input is not changed
 * @returns a case with the changes made; undefined if one of them has no place in it, since the case is another by now
 */
export function applyPatch(input: Case, patch: Patch): Case | undefined {
  return patch.reduce<Json | undefined>(
    (whole, { path, ...change }) =>
      whole === undefined ? undefined : edit(whole, toKeys(path), 'value' in change ? change.value : undefined),
    input as unknown as Json
  ) as Case | undefined
}

const toKeys = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'))

/** @param value undefined: what is there is taken out */
function edit(at: Json, [key, ...deeper]: string[], value: Json | undefined): Json | undefined {
  if (typeof at !== 'object' || at === null) {
    return undefined
  }
  const child = childOf(at, key)
  if (value === undefined && child === undefined) {
    return undefined
  }
  const inner = deeper.length === 0 ? value : edit(child ?? {}, deeper, value)
  const isLost = deeper.length > 0 && inner === undefined
  return isLost ? undefined : Array.isArray(at) ? editList(at, key, inner) : editObject(at, key, inner)
}

const childOf = (at: JsonObject | Json[], key: string): Json | undefined =>
  Object.prototype.hasOwnProperty.call(at, key) ? (at as JsonObject)[key] : undefined

function editList(list: Json[], key: string, value: Json | undefined): Json[] | undefined {
  const index = key === '-' ? list.length : Number(key)
  if (!Number.isInteger(index) || index < 0 || index > list.length || (value === undefined && index === list.length)) {
    return undefined
  }
  return [...list.slice(0, index), ...(value === undefined ? [] : [value]), ...list.slice(index + 1)]
}

/** From entries, so that a key such as `__proto__` is one like any other; it keeps its place among the others. */
function editObject(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  const entries = new Map(Object.entries(object))
  if (value === undefined) {
    entries.delete(key)
  } else {
    entries.set(key, value)
  }
  return Object.fromEntries(entries)
}
