/** Panel 2: what became of the event, in one sentence. */
import type { EventResult, Explanation } from '../protocol'
import { Fold } from './elements'
import { fateWords, marks, toEventVerdict, toVerdict } from './wording'
import type { Tone } from './wording'

type Props = {
  explanation?: Explanation
  /** Why what is shown is not the latest. */
  problem?: string
  isBusy: boolean
  selected: number
  onSelect: (index: number) => void
}

const maxShownWarnings = 4

export function VerdictPanel({ explanation, problem, isBusy, selected, onSelect }: Props) {
  const verdict = explanation && toVerdict(explanation)
  return (
    <section class="panel right verdict" aria-labelledby="panel-2" aria-busy={isBusy}>
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class={`outcome ${verdict?.tone ?? 'none'}`} role="status" aria-disabled={problem !== undefined}>
        <h2 id="panel-2" tabIndex={-1}>
          {verdict && <Mark tone={verdict.tone} />}
          {verdict ? verdict.headline : problem === undefined ? 'Loading …' : 'No result yet'}
        </h2>
        {verdict && (verdict.reason !== '' || verdict.parts.length > 0 || verdict.warnings.length > 0) && (
          <div class="details">
            {verdict.reason !== '' && <p>{verdict.reason}</p>}
            <Lines lines={verdict.parts} />
            <Warnings warnings={verdict.warnings} />
          </div>
        )}
      </div>
      {explanation && explanation.events.length > 1 && (
        <EventList explanation={explanation} selected={selected} onSelect={onSelect} />
      )}
    </section>
  )
}

export const Mark = ({ tone }: { tone: Tone }) => (
  <span class={`mark ${tone}`} aria-hidden="true">
    {marks[tone]}
  </span>
)

const Lines = ({ lines }: { lines: string[] }) =>
  lines.length === 0 ? null : (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  )

function Warnings({ warnings }: { warnings: string[] }) {
  const rest = warnings.slice(maxShownWarnings)
  return (
    <>
      <Lines lines={warnings.slice(0, maxShownWarnings)} />
      {rest.length > 0 && <Fold summary={`${rest.length} more`}>{() => <Lines lines={rest.slice(0, 200)} />}</Fold>}
    </>
  )
}

/** Of several events, each with its fate; the one that is chosen is explained below. */
function EventList({
  explanation,
  selected,
  onSelect
}: { explanation: Explanation } & Pick<Props, 'selected' | 'onSelect'>) {
  return (
    <label class="stacked">
      Look at
      <select value={selected} onChange={({ currentTarget }) => onSelect(Number(currentTarget.value))}>
        {explanation.events.map((event, index) => (
          <option key={index} value={index}>
            {`${index + 1}. ${describe(event)}`}
          </option>
        ))}
      </select>
    </label>
  )
}

function describe(event: EventResult): string {
  const { tone } = toEventVerdict(event, [])
  const identity = event.deliveries.find((delivery) => delivery.identity !== '')?.identity
  return `${marks[tone]} ${fateWords[event.fate]}${identity === undefined ? '' : `: ${identity}`}`
}
