/** Asks the engine with every change; the last answer stays until there is a new one. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Case, Explanation } from '../protocol'
import { runCase } from './api'
import type { Question } from './case-text'
import { remember } from './storage'

/** While a person types, one question for several key strokes; after a pause, at once. */
const debounceMs = 40
const pauseMs = 200

/** A person notices a longer wait, so the page shows a sign then. */
const noticeableMs = 300

/** `asked`: the case that the explanation is about. `problem`: why there is none for the latest. */
export type Answered = { asked?: Case; body?: string; explanation?: Explanation; problem?: string; isBusy: boolean }

/** `isCurrent`: nothing has changed since. */
export function useAnswer(question: Question, token: string): Answered & { isCurrent: boolean } {
  const [answered, setAnswered] = useState<Answered>({ isBusy: false })
  const lastAskedAt = useRef(-Infinity)
  const body = 'case' in question ? JSON.stringify(question.case) : undefined
  useEffect(() => {
    if (!('case' in question)) {
      setAnswered((last) => ({ ...last, isBusy: false }))
      return undefined
    }
    const { case: asked } = question
    remember(asked)
    const abort = new AbortController()
    const busy = setTimeout(() => setAnswered((last) => ({ ...last, isBusy: true })), noticeableMs)
    const ask = () =>
      void runCase(asked, token, abort.signal).then((reply) => {
        if ('aborted' in reply) {
          return
        }
        clearTimeout(busy)
        setAnswered((last) =>
          'body' in reply
            ? { asked, body, explanation: reply.body, isBusy: false }
            : { ...last, problem: reply.problem, isBusy: false }
        )
      })
    const isPaused = performance.now() - lastAskedAt.current > pauseMs
    lastAskedAt.current = performance.now()
    const asking = setTimeout(ask, isPaused ? 0 : debounceMs)
    return () => {
      abort.abort()
      clearTimeout(asking)
      clearTimeout(busy)
    }
  }, [body])
  return { ...answered, isCurrent: body !== undefined && body === answered.body }
}
