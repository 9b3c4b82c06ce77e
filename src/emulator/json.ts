/** JSON values. The emulator has its own: it judges the destination, so it shares no code with it. */

export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** Whether a JSON value is an object, not a list and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as JSON text, however deep it is: `JSON.stringify` recurses and throws at some thousands of levels. */
export function toJsonText(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return toDeepJsonText(value)
  }
}

/** An object or list being written: its parts, each with what precedes it, how many are written, and its end. */
type Level = { parts: [prefix: string, value: unknown][]; written: number; end: string }

function toDeepJsonText(value: unknown): string {
  const levels: Level[] = []
  let text = ''
  const write = (prefix: string, part: unknown) => {
    if (Array.isArray(part)) {
      text += `${prefix}[`
      levels.push({ parts: part.map((item) => ['', item]), written: 0, end: ']' })
    } else if (isObject(part)) {
      text += `${prefix}{`
      const members = Object.entries(part).filter(([, item]) => item !== undefined)
      levels.push({
        parts: members.map(([key, item]) => [`${JSON.stringify(key)}:`, item]),
        written: 0,
        end: '}'
      })
    } else {
      text += prefix + JSON.stringify(part)
    }
  }
  write('', value)
  while (levels.length > 0) {
    const level = levels[levels.length - 1]
    if (level.written === level.parts.length) {
      text += level.end
      levels.pop()
    } else {
      const [prefix, part] = level.parts[level.written]
      write(level.written === 0 ? prefix : `,${prefix}`, part)
      level.written++
    }
  }
  return text
}

/** Whether a JSON text nests objects and lists deeper than so many levels; parsing it would take as many times the memory. */
export function isDeeperThan(levels: number, text: string): boolean {
  let depth = 0
  let isInText = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (isInText && character === '\\') {
      index++
    } else if (character === '"') {
      isInText = !isInText
    } else if (!isInText && (character === '[' || character === '{')) {
      depth++
      if (depth > levels) {
        return true
      }
    } else if (!isInText && (character === ']' || character === '}')) {
      depth--
    }
  }
  return false
}
