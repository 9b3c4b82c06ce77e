/** The page: asks the engine with every change, and shows what it says. */
import './page.css'
import { render } from 'preact'
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import type { Case, Explanation, Start } from '../protocol'
import { AnswerPanel } from './answer-panel'
import { fetchStart, runCase } from './api'
import { closeGap } from './columns'
import { EventPanel } from './event-panel'
import { MappingPanel } from './mapping-panel'
import { ProfilePanel } from './profile-panel'
import { change, toQuestion, toState } from './state'
import type { Question } from './state'
import { StepsPanel } from './steps-panel'
import { recall, remember, takeToken } from './storage'
import { VerdictPanel } from './verdict'

/** As long as somebody pauses between two key strokes. */
const debounceMs = 150

/** A wait that nobody notices needs no sign. */
const noticeableMs = 300

type Result = { explanation?: Explanation; problem?: string; isBusy: boolean }

function App({ start, saved, token }: { start: Start; saved?: Case; token: string }) {
  const [state, dispatch] = useReducer(change, undefined, () => toState(start, saved))
  const question = useMemo(() => toQuestion(state), [state])
  const [notice, setNotice] = useState<string>()
  const { explanation, problem, isBusy } = useResult(question, token)
  const focusVerdict = useCallback(() => focusPanel(2), [])
  useEffect(() => setNotice(undefined), [question])
  useShortcuts()
  const main = useRef<HTMLElement>(null)
  const hasResult = explanation !== undefined
  useEffect(() => (main.current ? closeGap(main.current) : undefined), [hasResult])
  const selected = Math.min(state.selected, (explanation?.events.length ?? 1) - 1)
  const wrong = 'problem' in question ? question.problem : notice ?? problem ?? question.note
  return (
    <>
      <header>
        <h1>What becomes of an event</h1>
        <p>
          CleverTap (Actions) {start.version} on this machine, with an emulator of CleverTap. Nothing is sent anywhere
          else.
        </p>
      </header>
      <main ref={main}>
        <EventPanel state={state} question={question} dispatch={dispatch} onProblem={setNotice} onDone={focusVerdict} />
        <VerdictPanel
          explanation={explanation}
          problem={wrong}
          isBusy={isBusy}
          selected={selected}
          onSelect={(index) => dispatch({ kind: 'select', index })}
        />
        {explanation && (
          <div class="contents" aria-disabled={'problem' in question}>
            <ProfilePanel explanation={explanation} onKeep={(profiles) => dispatch({ kind: 'before', profiles })} />
          </div>
        )}
        <AnswerPanel answer={state.answer} onAnswer={(answer) => dispatch({ kind: 'answer', answer })} />
        <MappingPanel
          start={start}
          subscriptions={state.subscriptions}
          explanation={explanation}
          selected={selected}
          onChange={(subscriptions) => dispatch({ kind: 'subscriptions', subscriptions })}
          onProblem={setNotice}
        />
        {explanation && (
          <div class="contents" aria-disabled={'problem' in question}>
            <StepsPanel result={explanation.events[selected]} />
          </div>
        )}
      </main>
    </>
  )
}

/** The last result stays until there is a new one. */
function useResult(question: Question, token: string): Result {
  const [result, setResult] = useState<Result>({ isBusy: false })
  const isFirst = useRef(true)
  const body = 'case' in question ? JSON.stringify(question.case) : undefined
  useEffect(() => {
    if (!('case' in question)) {
      setResult((last) => ({ ...last, isBusy: false }))
      return undefined
    }
    remember(question.case)
    const abort = new AbortController()
    const busy = setTimeout(() => setResult((last) => ({ ...last, isBusy: true })), debounceMs + noticeableMs)
    const ask = setTimeout(
      () => {
        void runCase(question.case, token, abort.signal).then((reply) => {
          if ('aborted' in reply) {
            return
          }
          clearTimeout(busy)
          setResult((last) =>
            'body' in reply
              ? { explanation: reply.body, isBusy: false }
              : { ...last, problem: reply.problem, isBusy: false }
          )
        })
      },
      isFirst.current ? 0 : debounceMs
    )
    isFirst.current = false
    return () => {
      abort.abort()
      clearTimeout(ask)
      clearTimeout(busy)
    }
  }, [body])
  return result
}

function useShortcuts(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const number = /^Digit([1-6])$/.exec(event.code)?.[1]
      if (event.altKey && !event.ctrlKey && !event.metaKey && number !== undefined) {
        event.preventDefault()
        focusPanel(Number(number))
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function focusPanel(number: number): void {
  document.getElementById(`panel-${number}`)?.focus()
}

function Message({ text }: { text: string }) {
  return (
    <main>
      <h1>What becomes of an event</h1>
      <p role="alert">{text}</p>
    </main>
  )
}

async function open(place: HTMLElement): Promise<void> {
  const token = takeToken()
  const loading = setTimeout(() => render(<Message text="Loading …" />, place), noticeableMs)
  const reply = await fetchStart(token)
  clearTimeout(loading)
  if ('body' in reply) {
    render(<App start={reply.body} saved={recall(reply.body.actions)} token={token} />, place)
  } else if ('problem' in reply) {
    render(<Message text={reply.problem} />, place)
  }
}

const place = document.getElementById('page')
if (place) {
  void open(place)
}
