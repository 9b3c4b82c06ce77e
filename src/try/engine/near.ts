/** Whether what an event has is almost what a condition asks for, and where the two differ. Pure. */
import { parseFql } from '@segment/destination-subscriptions'
import type { Condition as Node } from '@segment/destination-subscriptions'
import type { Condition, Joined } from '../../segment/triggers'
import type { Near, Span } from '../protocol'

/** Longer texts are not names; the work of comparing two grows with the product of their lengths. */
const maxCharacters = 64

/** Of one trigger; people write a few. */
const maxConditions = 20

/** In a shorter name, one letter makes another name. */
const minCharactersOfSpelling = 5
const maxDistance = 2

export type NearCondition = Condition & { near?: Near; group?: NearJoined }
export type NearJoined = { conditions: NearCondition[]; joined: Joined['joined'] }

/** Adds to each condition that does not hold how near it is. */
export const addNear = ({ conditions, joined }: Joined): NearJoined => ({
  joined,
  conditions: conditions.map((condition, index) => {
    const { group } = condition
    if (group) {
      return { ...condition, group: addNear(group) }
    }
    const expected = condition.holds || index >= maxConditions ? undefined : expectedBy(condition.text)
    const near = expected === undefined ? undefined : toNear(expected, condition.actual)
    return { ...condition, ...(near && { near }) }
  })
})

/** Whether the trigger would hold if the conditions that are near held. */
export function isNear({ conditions, joined }: NearJoined): boolean {
  const wouldHold = ({ holds, near, group }: NearCondition): boolean =>
    holds || near !== undefined || (group !== undefined && isNear(group))
  return conditions.length > 0 && (joined === 'and' ? conditions.every(wouldHold) : conditions.some(wouldHold))
}

/** The conditions that are near, those in brackets included. */
export const listNear = ({ conditions }: NearJoined): NearCondition[] =>
  conditions.flatMap((condition) => (condition.near ? [condition] : condition.group ? listNear(condition.group) : []))

/** The text that a condition compares with; undefined for any other condition. */
function expectedBy(text: string): string | undefined {
  const node = parseAlone(text)
  return node && 'value' in node && node.operator === '=' && typeof node.value === 'string' ? node.value : undefined
}

/** Where the event has what a condition is about, as people write it. */
export function pathOf(text: string): string {
  const [, path = ''] = /^([\w.[\]]+)/.exec(text) ?? []
  return path
}

function parseAlone(text: string): Node | undefined {
  const parsed = text.length <= 2 * maxCharacters ? parseFql(text) : undefined
  return parsed && 'children' in parsed && parsed.children.length === 1 ? parsed.children[0] : undefined
}

/** @param actual what the event has, any JSON */
export function toNear(expected: string, actual: unknown): Near | undefined {
  if (typeof actual !== 'string' || actual === expected || Math.max(actual.length, expected.length) > maxCharacters) {
    return undefined
  }
  const { distance, spans } = compare(expected, actual)
  const why = isSame(expected, actual, toLower)
    ? 'case'
    : isSame(expected, actual, toPlain)
    ? 'space'
    : distance <= maxDistance && expected.length >= minCharactersOfSpelling && !isNumbered(expected, actual)
    ? 'spelling'
    : undefined
  return why && { why, expected, spans }
}

const isSame = (left: string, right: string, to: (text: string) => string) => to(left) !== '' && to(left) === to(right)

const toLower = (text: string) => text.toLowerCase()

/** In any letter case, with or without `_`, `-` and spaces. */
export const toPlain = (text: string) => text.replace(/[\s_-]/g, '').toLowerCase()

/** `Step 1` and `Step 2` are two names. */
const isNumbered = (left: string, right: string) => left.replace(/\d/g, '') === right.replace(/\d/g, '')

/** The number of letters to change, take out or put in, and which ones they are in each text. */
function compare(expected: string, actual: string): { distance: number; spans: Near['spans'] } {
  const costs = Array.from({ length: expected.length + 1 }, (_row, from) =>
    Array.from({ length: actual.length + 1 }, (_cell, to) => from + to)
  )
  const differs = (from: number, to: number) => (expected[from - 1] === actual[to - 1] ? 0 : 1)
  for (let from = 1; from <= expected.length; from++) {
    for (let to = 1; to <= actual.length; to++) {
      const changed = costs[from - 1][to - 1] + differs(from, to)
      costs[from][to] = Math.min(changed, costs[from - 1][to] + 1, costs[from][to - 1] + 1)
    }
  }
  const inExpected: number[] = []
  const inActual: number[] = []
  for (let from = expected.length, to = actual.length; from > 0 || to > 0; ) {
    const cost = costs[from][to]
    const isPaired = from > 0 && to > 0 && costs[from - 1][to - 1] + differs(from, to) === cost
    if (isPaired && differs(from, to) === 0) {
      from--
      to--
      continue
    }
    const isLeft = isPaired || (from > 0 && costs[from - 1][to] + 1 === cost)
    if (isLeft) {
      inExpected.unshift(--from)
    }
    if (isPaired || !isLeft) {
      inActual.unshift(--to)
    }
  }
  const distance = costs[expected.length][actual.length]
  return { distance, spans: { expected: toSpans(inExpected), actual: toSpans(inActual) } }
}

function toSpans(positions: number[]): Span[] {
  const spans: Span[] = []
  for (const position of positions) {
    const last = spans[spans.length - 1]
    if (last && last[1] === position) {
      last[1]++
    } else {
      spans.push([position, position + 1])
    }
  }
  return spans
}
