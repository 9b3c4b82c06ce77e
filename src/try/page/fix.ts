/** Applies a remedy to what is on the page, as a person would edit it. Pure. */
import { applyPatch } from '../patch'
import type { Case, Json, Patch } from '../protocol'
import { pretty } from './case-text'
import { findPlaces } from './json-tree'
import type { Work } from './work'

/**
 * @param asked the case that the remedy was made for
 * @param now the case that is on the page
 * @returns what changes; undefined if what the remedy is about is another by now
 */
export function fix(work: Work, asked: Case, now: Case, patch: Patch): Partial<Work> | undefined {
  const isSame = patch.every(({ path }) => {
    const keys = path.split('/').slice(1, 3)
    const about = keys[1] === '-' || !Array.isArray(asked[keys[0] as keyof Case]) ? keys.slice(0, 1) : keys
    return JSON.stringify(at(asked, about)) === JSON.stringify(at(now, about))
  })
  const next = isSame ? applyPatch(now, patch) : undefined
  if (!next) {
    return undefined
  }
  const before = toList(now)
  const after = toList(next)
  const texts =
    work.texts.length === after.length
      ? work.texts.map((text, index) => (isEqual(before[index], after[index]) ? text : edit(text, after[index], patch)))
      : isEqual(now.event, next.event)
      ? work.texts
      : [pretty(next.event)]
  return { texts, subscriptions: next.subscriptions, answer: next.answer }
}

const toList = ({ event }: Case): Json[] => (Array.isArray(event) ? event : [event])

const isEqual = (left: Json, right: Json) => JSON.stringify(left) === JSON.stringify(right)

const at = (from: unknown, keys: string[]): unknown =>
  keys.reduce<unknown>((value, key) => (value as { [key: string]: unknown } | undefined)?.[key], from)

/** Only the value changes where that is possible; the rest stays as it was written. */
function edit(text: string, event: Json, patch: Patch): string {
  const places = findPlaces(text)
  const edited = patch.reduce((whole, change) => {
    const keys = change.path
      .split('/')
      .slice(2)
      .filter((key, index) => index > 0 || !/^\d+$/.test(key))
    const place = places.get(keys.join('.'))
    return place && 'value' in change
      ? whole.slice(0, place.from) + JSON.stringify(change.value) + whole.slice(place.to)
      : whole
  }, text)
  try {
    return isEqual(JSON.parse(edited) as Json, event) ? edited : pretty(event)
  } catch {
    return pretty(event)
  }
}
