/** The result while there is no event: examples, named by what they teach. */
import type { Start } from '../protocol'
import { OpenButton, Button } from './elements'
import { toEventName } from './event-name'
import { Icon } from './icon'
import { takeExample, takeExamples } from './state'
import type { Change } from './state'
import { iconOf } from './wording'
import type { Tone } from './wording'

/** The bundled examples that teach most, found by their message ID. */
const lessons: { name: string; note: string; tone: Tone; messageId: string }[] = [
  {
    name: 'A new profile',
    note: 'Phone, birthday and gender in CleverTap’s forms',
    tone: 'good',
    messageId: 'sample-01'
  },
  {
    name: 'A phone without country code',
    note: 'Left out, and how to repair it',
    tone: 'care',
    messageId: 'sample-04'
  },
  { name: 'An update', note: 'Only what the event has is changed', tone: 'good', messageId: 'sample-16' },
  { name: 'An order', note: 'Order Completed becomes Charged', tone: 'good', messageId: 'sample-07' },
  { name: 'A placeholder as identity', note: 'Why it is not sent', tone: 'bad', messageId: 'sample-08' },
  { name: 'Delete User', note: 'How a profile is deleted', tone: 'good', messageId: 'sample-14' }
]

type Props = {
  start: Start
  dispatch: (change: Change) => void
  onFile: (text: string, name: string) => void
}

export function Empty({ start, dispatch, onFile }: Props) {
  const { examples } = start
  const known = lessons.flatMap((lesson) => {
    const index = examples.findIndex(({ messageId }) => messageId === lesson.messageId)
    return index < 0 ? [] : [{ ...lesson, index }]
  })
  const shown =
    known.length > 0
      ? known
      : examples
          .slice(0, 6)
          .map((event, index) => ({ name: toEventName(event), note: '', tone: 'none' as Tone, index }))
  const runAll = () => dispatch({ kind: 'act', work: takeExamples(start) })
  return (
    <>
      <h3 class="heading">Or start with an example</h3>
      <ul class="examples">
        {shown.map(({ name, note, tone, index }) => (
          <li key={index}>
            <button
              type="button"
              class={`card ${tone}`}
              onClick={() => dispatch({ kind: 'act', work: takeExample(start, index) })}
            >
              <span class="disc small">
                <Icon name={iconOf[tone]} />
              </span>
              <span>
                <b>{name}</b>
                <span class="soft">{note}</span>
                <code>{`${index + 1} · ${toEventName(examples[index])}`}</code>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p class="row">
        <Button icon="list" label={`Run all ${examples.length} examples as a list`} onClick={runAll} />
        <OpenButton label="Open a file of events" onFile={onFile} />
      </p>
    </>
  )
}
