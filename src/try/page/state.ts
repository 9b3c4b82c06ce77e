/** What a person can change on the page, and how each change can be undone. Pure. */
import type { Action, Case, Start, Subscription } from '../protocol'
import { pretty, toTexts } from './case-text'
import type { Work } from './work'

/** `hasUndo`: it tells of a change that can be undone. */
export type Toast = { text: string; hasUndo: boolean; id: number }

export type State = {
  start: Start
  work: Work
  past: Work[]
  future: Work[]
  /** Grows with every change that was not typed: the editor takes the new text then. */
  generation: number
  toast?: Toast
}

/** `type`: typed, so no step of undo. `act`: everything else that changes the work. `said`: what the toast tells of it. */
export type Change =
  | { kind: 'type'; work: Partial<Work> }
  | { kind: 'act'; work: Partial<Work>; said?: string }
  | { kind: 'look'; work: Partial<Work> }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'tell'; text: string }
  | { kind: 'closeToast' }

const maxSteps = 100

export function toState(start: Start, saved?: Case): State {
  const work: Work = saved
    ? toWork(saved)
    : { ...takeExample(start, start.first), beforeText: '', subscriptions: start.subscriptions }
  return { start, work, past: [], future: [], generation: 0 }
}

export function toWork({ event, before, subscriptions, answer }: Case): Work {
  const beforeText = before && Object.keys(before).length > 0 ? JSON.stringify(before, null, 2) : ''
  return { texts: toTexts(event), selected: 0, example: undefined, beforeText, subscriptions, answer }
}

export const takeExample = ({ examples }: Start, example: number) => ({
  texts: [pretty(examples[example] ?? {})],
  selected: 0,
  example
})

/** All of them as a list. */
export const takeExamples = ({ examples }: Start) => ({
  texts: examples.map(pretty),
  selected: 0,
  example: undefined
})

export function change(state: State, by: Change): State {
  const generation = state.generation + 1
  switch (by.kind) {
    case 'type':
      return { ...state, work: { ...state.work, ...by.work } }
    case 'look':
      return { ...state, work: { ...state.work, ...by.work }, generation }
    case 'act': {
      const toast = by.said === undefined ? undefined : { text: by.said, hasUndo: true, id: generation }
      const past = [...state.past, state.work].slice(-maxSteps)
      return { ...state, work: { ...state.work, ...by.work }, past, future: [], generation, toast }
    }
    case 'undo':
    case 'redo': {
      const [from, to] = by.kind === 'undo' ? [state.past, state.future] : [state.future, state.past]
      if (from.length === 0) {
        return state
      }
      const rest = from.slice(0, -1)
      const others = [...to, state.work]
      const [past, future] = by.kind === 'undo' ? [rest, others] : [others, rest]
      return { ...state, work: from[from.length - 1], past, future, generation, toast: undefined }
    }
    case 'tell':
      return { ...state, generation, toast: { text: by.text, hasUndo: false, id: generation } }
    case 'closeToast':
      return { ...state, toast: undefined }
  }
}

/** A mapping as Segment creates it when a customer adds the action. */
export function newSubscription(key: string, { title, trigger, fields }: Action): Subscription {
  const mapping = Object.fromEntries(
    fields.flatMap((field) => (field.default === undefined ? [] : [[field.key, field.default]]))
  )
  return { name: title, partnerAction: key, subscribe: trigger, mapping }
}
