/** Panel 1: the event, and the profile before it. */
import { useEffect, useRef } from 'preact/hooks'
import { createEditor } from './editor'
import { OpenButton, Fold, Panel, saveFile } from './elements'
import { readFile, toCaseFile, toExampleName } from './state'
import type { Change, Question, State } from './state'

type Props = {
  state: State
  question: Question
  dispatch: (change: Change) => void
  onProblem: (problem: string) => void
  onDone: () => void
}

export function EventPanel({ state, question, dispatch, onProblem, onDone }: Props) {
  const { start, example, beforeText } = state
  const open = (text: string) => {
    const opened = readFile(text, start.actions)
    if ('problem' in opened) {
      onProblem(opened.problem)
    } else {
      dispatch({ kind: 'opened', opened })
    }
  }
  return (
    <Panel number={1} title="The event" side="left">
      <div class="bar">
        <label>
          Example
          <select
            value={example === undefined ? '' : String(example)}
            onChange={({ currentTarget }) => dispatch({ kind: 'example', index: Number(currentTarget.value) })}
          >
            {example === undefined && <option value="">your own</option>}
            {start.examples.map((event, index) => (
              <option key={index} value={index}>
                {toExampleName(event, index)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          disabled={'problem' in question}
          onClick={() => 'case' in question && saveFile('case.json', toCaseFile(question.case))}
        >
          Save case
        </button>
        <OpenButton label="Open" onText={open} />
      </div>
      <Editor key={state.generation} state={state} dispatch={dispatch} onDone={onDone} />
      <p class="hint">Paste one from Segment: Source → Debugger → Raw. A list of events works too.</p>
      <Fold summary={`The profile before: ${countProfiles(question)}`}>
        {() => (
          <label class="stacked">
            Profiles that CleverTap holds already, by identity
            <textarea
              class="code"
              rows={6}
              spellcheck={false}
              placeholder='{ "ada-1": { "points": 40 } }'
              value={beforeText}
              onInput={({ currentTarget }) => dispatch({ kind: 'beforeText', text: currentTarget.value })}
            />
          </label>
        )}
      </Fold>
    </Panel>
  )
}

function countProfiles(question: Question): string {
  const count = 'case' in question ? Object.keys(question.case.before ?? {}).length : 0
  return count === 0 ? 'none yet' : count === 1 ? '1 profile' : `${count} profiles`
}

function Editor({ state, dispatch, onDone }: Pick<Props, 'state' | 'dispatch' | 'onDone'>) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const options = {
      text: state.eventText,
      label: 'The event as JSON',
      onChange: (text: string) => dispatch({ kind: 'eventText', text }),
      onDone
    }
    const view = place.current && createEditor(place.current, options)
    return () => view?.destroy()
    // The editor keeps its own text from here on.
  }, [])
  return <div class="editor" ref={place} />
}
