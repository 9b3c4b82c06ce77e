/** What an upload makes of the attributes of a profile: merged by key, with CleverTap's operators. Pure. */
import { isObject, toJsonText } from './json'
import type { Json, JsonObject } from './json'

/** Documented by developer.clevertap.com "Platform Considerations": the oldest values of a longer list go first. */
const maxListValues = 100

const isListOrSingle = (operand: Json) => operand !== null && !isObject(operand)
const isNumber = (operand: Json) => typeof operand === 'number'

/**
 * What each operator takes. `$add`, `$remove`, `$incr`, `$decr` are documented; `$delete` is documented for Name and
 * Gender and applied here to any attribute (approximated); `$set` is documented for file imports only.
 */
const operands = new Map<string, (operand: Json) => boolean>([
  ['$add', isListOrSingle],
  ['$remove', isListOrSingle],
  ['$incr', isNumber],
  ['$decr', isNumber],
  ['$delete', () => true],
  ['$set', () => true]
])

/** The operator that a value is, or undefined: an object with just one key, an operator that takes what stands there. */
export function operatorOf(value: Json): string | undefined {
  const [key, ...others] = isObject(value) ? Object.keys(value) : []
  const takes = others.length === 0 ? operands.get(key) : undefined
  return takes?.((value as JsonObject)[key]) ? key : undefined
}

function toTexts(value: Json | undefined): string[] {
  if (value === undefined || value === null) {
    return []
  }
  return (Array.isArray(value) ? value : [value]).map((item) =>
    typeof item === 'object' ? toJsonText(item) : String(item)
  )
}

/** One operator on one attribute. Counting from 0 where there is no number is approximated. */
function applyOperator(current: Json | undefined, operator: string, operand: Json): Json | undefined {
  const total = typeof current === 'number' ? current : 0
  const step = typeof operand === 'number' ? operand : 0
  switch (operator) {
    case '$delete':
      return undefined
    case '$set':
      return operand
    case '$incr':
      return total + step
    case '$decr':
      return total - step
    case '$add':
      return Array.from(new Set([...toTexts(current), ...toTexts(operand)])).slice(-maxListValues)
    case '$remove': {
      const removed = new Set(toTexts(operand))
      return current === undefined ? undefined : toTexts(current).filter((item) => !removed.has(item))
    }
    default:
      return current
  }
}

/**
 * The attributes of a profile after an upload: the keys sent are merged, the others stay (documented); `null` is ignored
 * (approximated: unknown). A `Map` and `Object.fromEntries` keep keys such as `__proto__` plain data.
 */
export function mergeAttributes(existing: JsonObject, sent: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(existing))
  for (const [key, value] of Object.entries(sent)) {
    if (value === null) {
      continue
    }
    const operator = operatorOf(value)
    const result =
      operator === undefined ? value : applyOperator(merged.get(key), operator, (value as JsonObject)[operator])
    if (result === undefined) {
      merged.delete(key)
    } else {
      merged.set(key, result)
    }
  }
  return Object.fromEntries(merged)
}
