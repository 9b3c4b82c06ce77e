/** The event as JSON: an example or one of a list, the editor, and what is wrong with the text. */
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'preact/hooks'
import type { Case, EventResult, Json } from '../protocol'
import type { Question } from './case-text'
import { createStates, select, showHints, showProblem } from './editor'
import { Button } from './elements'
import { toHints } from './hints'
import { toEventName } from './event-name'
import { Icon } from './icon'
import { findPlaces } from './json-tree'
import { takeExample, takeExamples } from './state'
import type { Change, State } from './state'

type Props = {
  state: State
  question: Question
  /** All events of the case, and which is looked at. */
  events: Json[]
  /** Of the event in the editor, if it is the one that was answered. */
  result?: EventResult
  dispatch: (change: Change) => void
  onLook: (index: number) => void
  onDone: () => void
  /** Takes the editor, so that others can select in it. */
  editor: { current?: EditorView }
}

export function EventPane(props: Props) {
  const { state, question, events, dispatch, onLook } = props
  const { start, work } = state
  const isList = events.length > 1
  const names = isList ? events : start.examples
  const at = isList ? work.selected : work.example
  const look = (index: number) =>
    isList ? onLook(index) : dispatch({ kind: 'act', work: takeExample(start, index), said: undefined })
  const go = (step: number) => look(Math.max(0, Math.min(names.length - 1, (at ?? -1) + step)))
  const runAll = () => dispatch({ kind: 'act', work: takeExamples(start) })
  return (
    <>
      <div class="bar row">
        <label class="row">
          <span class="hidden">{isList ? 'Event of the list' : 'Example'}</span>
          <Icon name={isList ? 'list' : 'book'} />
          <select
            value={at === undefined ? '' : String(at)}
            onChange={({ currentTarget }) => look(Number(currentTarget.value))}
          >
            {at === undefined && (
              <option value="">{'isEmpty' in question ? 'Choose an example' : 'Your own event'}</option>
            )}
            {names.map((event, index) => (
              <option key={index} value={index}>{`${index + 1} · ${toEventName(event)}`}</option>
            ))}
          </select>
        </label>
        <Button icon="up" label="Previous event" isSmall class="quiet" keys="Alt+↑" onClick={() => go(-1)} />
        <Button icon="down" label="Next event" isSmall class="quiet" keys="Alt+↓" onClick={() => go(1)} />
        <span class="grow" />
        {!isList && start.examples.length > 1 && (
          <Button label={`Run all ${start.examples.length}`} class="quiet" onClick={runAll} />
        )}
      </div>
      <Editor {...props} />
      <Status {...props} />
    </>
  )
}

function Editor({ state, question, result, dispatch, onDone, editor }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const { texts, selected } = state.work
  const text = texts[Math.min(selected, texts.length - 1)]
  const latest = useRef(state.work)
  latest.current = state.work
  const states = useRef<((text: string) => EditorView['state']) | undefined>(undefined)
  useEffect(() => {
    const onChange = (typed: string) => {
      const work = latest.current
      const index = Math.min(work.selected, work.texts.length - 1)
      const others = work.texts.map((one, other) => (other === index ? typed : one))
      if (work.texts[index] !== typed) {
        dispatch({ kind: 'type', work: { texts: others, example: undefined } })
      }
    }
    const placeholder = 'Paste an event, a list of events, or one event per line.'
    states.current = createStates({ label: 'The event as JSON', placeholder, onChange, onDone })
    const view = new EditorView({ parent: place.current ?? undefined, state: states.current(text) })
    // What scrolls must be reached by keyboard.
    view.scrollDOM.tabIndex = 0
    view.scrollDOM.setAttribute('role', 'group')
    view.scrollDOM.setAttribute('aria-label', 'The event, to scroll')
    editor.current = view
    return () => view.destroy()
  }, [])
  useEffect(() => {
    const view = editor.current
    if (view && states.current && view.state.doc.toString() !== text) {
      const { scrollTop } = view.scrollDOM
      view.setState(states.current(text))
      view.scrollDOM.scrollTop = scrollTop
    }
  }, [state.generation])
  useEffect(() => {
    if (editor.current) {
      const shown = editor.current.state.doc.toString()
      showHints(editor.current, result && shown === text ? toHints(result, findPlaces(shown)) : [])
    }
  }, [result, state.generation])
  const mistake = 'problem' in question && question.event?.index === selected ? question.event : undefined
  useEffect(() => {
    if (editor.current) {
      showProblem(editor.current, mistake)
    }
  }, [mistake])
  return <div class="editor" ref={place} />
}

function Status({ state, question, events, dispatch, onLook, editor }: Props) {
  const { texts, selected } = state.work
  const isList = events.length > 1
  const isWhole = texts.length === 1
  if ('problem' in question && question.event) {
    const { line, reason, from, to, mend, index } = question.event
    const insert = () => {
      const view = editor.current
      if (mend && view && index === Math.min(selected, texts.length - 1)) {
        view.dispatch({
          changes: { from: mend.at, insert: mend.insert },
          selection: { anchor: mend.at + mend.insert.length }
        })
        view.focus()
      }
    }
    return (
      <div class="status row bad" role="alert">
        <Icon name="cross" />
        <button
          type="button"
          class="link"
          onClick={() =>
            texts.length > 1 && index !== selected ? onLook(index) : editor.current && select(editor.current, from, to)
          }
        >
          {texts.length > 1 && `Event ${index + 1}, `}
          <b>
            {texts.length > 1 ? 'line' : 'Line'} {line}:
          </b>{' '}
          {reason}
        </button>
        <span class="grow" />
        {mend && <Button label={mend.label} onClick={insert} />}
      </div>
    )
  }
  if ('isEmpty' in question) {
    return (
      <div class="status row">
        <span class="faint">In Segment: Source → Debugger → choose an event → Raw → Copy.</span>
      </div>
    )
  }
  const editWhole = () => dispatch({ kind: 'look', work: { texts: [JSON.stringify(events, null, 2)], selected } })
  return (
    <div class="status row">
      <Icon name="check" />
      <span>Valid JSON.</span>
      {!isList && <span class="faint">Paste one from Segment: Source → Debugger → Raw. A list works too.</span>}
      {isList && !isWhole && (
        <span class="faint">
          Event {selected + 1} of {events.length}.{' '}
          <button type="button" class="link" onClick={editWhole}>
            Edit the whole list
          </button>
        </span>
      )}
      {isList && isWhole && (
        <button type="button" class="link" onClick={() => onLook(selected)}>
          Edit one event at a time
        </button>
      )}
    </div>
  )
}

/** An event of a case, as it was asked about. */
export const eventAt = ({ event }: Case, index: number): Json => (Array.isArray(event) ? event[index] ?? null : event)
