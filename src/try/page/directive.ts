/** What a field is mapped to, as one line of text where that is possible, else as JSON. Pure. */
import type { Json } from '../protocol'

/** `json`: too much for a line, such as `@if`. */
export type DirectiveText = { kind: 'line' | 'json'; text: string }

/** @param value what a field is mapped to; blank text: nothing */
export function toText(value: Json): DirectiveText {
  const line = toLine(value)
  return line !== undefined && JSON.stringify(fromLine(line)) === JSON.stringify(value)
    ? { kind: 'line', text: line }
    : { kind: 'json', text: JSON.stringify(value, null, 2) }
}

function toLine(value: Json): string | undefined {
  if (typeof value === 'string') {
    return value
  }
  const { '@path': path, '@template': template } = (value ?? {}) as { [key: string]: Json }
  return [path, template].find((text): text is string => typeof text === 'string')
}

/** `$.traits.email` is a path, `{{traits.first}} {{traits.last}}` a template, other text is fixed. */
export function fromLine(line: string): Json {
  if (line.startsWith('$.')) {
    return { '@path': line }
  }
  return line.includes('{{') ? { '@template': line } : line
}

/** @returns the value, or what is wrong with the text */
export function fromJson(text: string): { value: Json } | { problem: string } {
  if (text.trim() === '') {
    return { value: '' }
  }
  try {
    return { value: JSON.parse(text) as Json }
  } catch {
    return { problem: 'It is not JSON yet.' }
  }
}
