/** One request and one answer, as they went over the wire, and what the answer says. */
import { parseObject } from '../../destinations/clevertap/values/json'
import type { Exchange } from '../protocol'
import { toCurl } from './curl'
import { Chip, Code, CopyButton } from './elements'
import { count } from './show'
import type { Tone } from './wording'

export function Request({ exchange }: { exchange: Exchange }) {
  const { method, url, headers, body } = exchange
  return (
    <div class="exchange">
      <p class="row">
        <span class="verb">{method}</span>
        <code class="grow">{url}</code>
        <CopyButton label="Copy as curl" text={() => toCurl(exchange)} />
      </p>
      <details>
        <summary>{count(headers.length, 'header')}, passcode hidden</summary>
        <ul>
          {headers.map(([header, value]) => (
            <li key={header}>
              <code>
                {header}: {value}
              </code>
            </li>
          ))}
        </ul>
      </details>
      <Code text={body} label="Body of the request" />
    </div>
  )
}

export function Answer({ exchange, tone }: { exchange: Exchange; tone: Tone }) {
  const { status, reply } = exchange
  const { taken, of, words } = readReply(reply ?? '')
  const said =
    reply === undefined
      ? 'No answer came: the connection was cut.'
      : reply === ''
      ? 'The answer has no body.'
      : taken === undefined
      ? words ?? 'It is no answer of CleverTap’s.'
      : `${taken < of && status === 200 ? 'The status is 200, but ' : ''}CleverTap took ${taken} of ${count(
          of,
          'record'
        )}${words === undefined ? '.' : `: “${words}”`}`
  return (
    <div class="exchange">
      <p class="row">
        <Chip tone={tone}>{status === undefined ? 'No answer' : `HTTP ${status}`}</Chip>
        <span>{said}</span>
      </p>
      {reply && <Code text={reply} label="Body of the answer" />}
    </div>
  )
}

type Reply = { taken?: number; of: number; code?: number; words?: string }

/** What the status says and what the body says are two things. */
function readReply(reply: string): Reply {
  const { processed, unprocessed, error, code } = parseObject(reply) ?? {}
  const refused = (Array.isArray(unprocessed) ? unprocessed : []) as { code?: number; error?: string }[]
  const words = refused[0]?.error ?? (typeof error === 'string' ? error : undefined)
  const about = { code: refused[0]?.code ?? (typeof code === 'number' ? code : undefined), words }
  return typeof processed === 'number'
    ? { taken: processed, of: processed + refused.length, ...about }
    : { of: 0, ...about }
}

/** `200, 1 of 1 taken`, `200, but refused: 516`, `503, 3 times`. */
export function toAnswerWords(exchanges: Exchange[]): string {
  const [first] = exchanges
  const { taken, of, code } = readReply(first.reply ?? '')
  const alike = exchanges.filter(({ status }) => status === first.status).length
  if (first.status === undefined) {
    return 'none came'
  }
  if (taken !== undefined) {
    return taken < of && code !== undefined
      ? `${first.status}, but refused: ${code}`
      : `${first.status}, ${taken} of ${of} taken`
  }
  return alike > 1 ? `${first.status}, ${alike} times` : `${first.status}`
}
