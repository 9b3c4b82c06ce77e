/** The hints at the end of the lines of an event: where each value went. Pure. */
import type { EventResult } from '../protocol'
import type { Place } from './json-tree'
import { showText } from './show'
import { toPlainText } from './wording'

/** `path`: links the line with its attribute and its field. */
export type Hint = { path: string; at: number; text: string; tone: 'none' | 'care' | 'bad' }

/** A person does not read more lines. */
const maxHints = 1000

export function toHints({ deliveries, notices }: EventResult, places: Map<string, Place>): Hint[] {
  const said = new Map<string, { words: string[]; tone: Hint['tone'] }>()
  const add = (paths: string[], words: string, tone: Hint['tone'] = 'none') =>
    paths.forEach((path) => {
      const known = said.get(path)
      if (known && tone === 'none') {
        said.set(path, { ...known, words: Array.from(new Set([...known.words, words])) })
      } else if (!known || known.tone === 'none') {
        said.set(path, { words: [words], tone })
      }
    })
  const refused = new Set(notices.flatMap(({ kind, attribute }) => (kind === 'refused' ? [attribute] : [])))
  for (const { attributes, mapped } of deliveries) {
    for (const { attribute, from, sent, leftOut } of attributes) {
      const name = showText(attribute)
      if (leftOut !== undefined) {
        add(from, `${name} left out`, 'care')
      } else if (sent !== undefined) {
        add(from, refused.has(attribute) ? `${name} refused` : name, refused.has(attribute) ? 'bad' : 'none')
      }
    }
    for (const { label, value, from = [] } of mapped) {
      if (typeof value !== 'object') {
        add(from, label)
      }
    }
  }
  for (const { kind, parts, from = [], attribute, field } of notices) {
    if (kind === 'nearMiss') {
      const literals = parts.flatMap((part) => (typeof part !== 'string' && 'literal' in part ? [part] : []))
      add(from, literals.length > 1 ? `trigger asks for “${toPlainText(literals.slice(-1))}”` : 'almost', 'care')
    } else if (kind === 'invalid') {
      add(from, `${attribute ?? field ?? 'it'} is not valid`, 'bad')
    }
  }
  return Array.from(said, ([path, { words, tone }]) => ({
    path,
    text: words.join(', '),
    tone,
    at: places.get(path)?.from ?? -1
  }))
    .filter(({ at }) => at >= 0)
    .slice(0, maxHints)
}
