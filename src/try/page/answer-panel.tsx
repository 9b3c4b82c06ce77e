/** Panel 4: how CleverTap answers, so that one can see what then happens. */
import type { Answer } from '../protocol'
import { Panel } from './elements'

const choices: { key: string; label: string; answer?: Answer }[] = [
  { key: 'judge', label: 'as it does: it judges the record' },
  { key: '401', label: '401: the credentials are wrong', answer: '401' },
  { key: '429', label: '429: too many requests at once', answer: '429' },
  { key: '503', label: '503: not available', answer: '503' },
  { key: 'cutAfter', label: 'the connection is cut after the request was applied', answer: 'cutAfter' },
  { key: 'html', label: 'a page of HTML with status 200', answer: 'html' },
  { key: 'refuse', label: 'refuses this profile with code 516', answer: { refuse: 516 } }
]

export function AnswerPanel({ answer, onAnswer }: { answer?: Answer; onAnswer: (answer?: Answer) => void }) {
  const key = typeof answer === 'object' ? 'refuse' : answer ?? 'judge'
  return (
    <Panel number={4} title="CleverTap answers" side="left">
      <label class="stacked">
        To each request
        <select
          value={key}
          onChange={({ currentTarget }) => onAnswer(choices.find((one) => one.key === currentTarget.value)?.answer)}
        >
          {choices.map((one) => (
            <option key={one.key} value={one.key}>
              {one.key === 'refuse' && typeof answer === 'object' && 'refuse' in answer
                ? `refuses this profile with code ${answer.refuse}`
                : one.label}
            </option>
          ))}
        </select>
      </label>
    </Panel>
  )
}
