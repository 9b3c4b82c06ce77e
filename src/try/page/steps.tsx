/** How it got there: four steps, from the trigger to CleverTap's answer, each with its essence in one line. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { EventResult, Exchange } from '../protocol'
import { toCurl } from './curl'
import { Chip, Code, CopyButton } from './elements'
import { Icon } from './icon'
import { Mapped } from './mapped'
import { Triggers } from './triggers'
import { count } from './show'
import { iconOf, leftOut } from './wording'
import type { Tone } from './wording'

type Step = { name: string; tone: Tone; said: string; panel?: () => preact.ComponentChildren }

type Props = {
  result?: EventResult
  isStale: boolean
  /** There is room for several at once. */
  isWide: boolean
  titleOf: (action: string) => string
}

export function Steps({ result, isStale, isWide, titleOf }: Props) {
  const [open, setOpen] = useState<number[]>()
  // The answer of the first event that fails opens by itself; after that it is as the person leaves it.
  const hasOpened = useRef(false)
  const isSent = result?.deliveries.some(({ exchanges }) => exchanges.length > 0)
  const shown = open ?? (isWide ? (isSent ? [3, 4] : [1]) : [])
  const isFailed = result !== undefined && ['rejected', 'unauthorized', 'transient'].includes(result.fate)
  useEffect(() => {
    if (isFailed && !hasOpened.current) {
      hasOpened.current = true
      setOpen(shown.length === 0 ? [4] : open)
    }
  }, [isFailed])
  const toggle = (number: number) =>
    setOpen(shown.includes(number) ? shown.filter((one) => one !== number) : isWide ? [...shown, number] : [number])
  return (
    <section
      class={`steps ${isWide ? '' : 'docked'}`}
      aria-labelledby="steps-heading"
      aria-disabled={isStale}
      inert={isStale}
    >
      <h2 id="steps-heading" class="heading" tabIndex={-1}>
        How it got there
      </h2>
      <ol>
        {toSteps(result, titleOf).map(({ name, tone, said, panel }, index) => {
          const number = index + 1
          const isOpen = panel !== undefined && shown.includes(number)
          return (
            <li key={number} class={tone}>
              <button
                type="button"
                aria-expanded={isOpen}
                aria-controls={`step-${number}`}
                aria-disabled={panel === undefined}
                onClick={() => panel && toggle(number)}
              >
                <span class="disc small">
                  <Icon name={iconOf[tone]} />
                </span>
                <b>{`${number} ${name}`}</b>
                <span class="said">{said}</span>
              </button>
              <div id={`step-${number}`} class="panel" role="region" aria-label={name} tabIndex={0} hidden={!isOpen}>
                {isOpen && panel?.()}
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function toSteps(result: EventResult | undefined, titleOf: Props['titleOf']): Step[] {
  if (!result) {
    return [
      { name: 'Trigger', tone: 'none', said: 'which mapping' },
      { name: 'Fields', tone: 'none', said: 'what is mapped' },
      { name: 'Request', tone: 'none', said: 'what is sent' },
      { name: 'Answer', tone: 'none', said: 'what CleverTap says' }
    ]
  }
  const { triggers, deliveries, fate } = result
  const taking = triggers.filter(({ matches }) => matches).length
  const isDeletionRequest = deliveries.some(({ subscription }) => subscription === undefined)
  const trigger: Step = {
    name: 'Trigger',
    tone: taking > 0 || isDeletionRequest ? 'good' : 'bad',
    said: isDeletionRequest ? 'a deletion request' : `${taking} of ${count(triggers.length, 'mapping')}`,
    panel: () => <Triggers triggers={triggers} titleOf={titleOf} />
  }
  const exchanges = deliveries.flatMap((delivery) => delivery.exchanges)
  const titled = deliveries.length > 1
  const mapped = deliveries.reduce((total, delivery) => total + delivery.mapped.length, 0)
  const lost = leftOut(result).length
  const fields: Step =
    deliveries.length === 0
      ? { name: 'Fields', tone: 'none', said: 'not reached' }
      : {
          name: 'Fields',
          tone: fate === 'invalid' ? 'bad' : lost > 0 ? 'care' : 'good',
          said: `${mapped} mapped${lost > 0 ? `, ${lost} left out` : ''}`,
          panel: () =>
            deliveries.map((delivery, index) => (
              <div key={index}>
                {titled && <h3 class="heading">{titleOf(delivery.action)}</h3>}
                <Mapped mapped={delivery.mapped} />
              </div>
            ))
        }
  if (exchanges.length === 0) {
    const answer: Step = { name: 'Answer', tone: 'none', said: 'none' }
    return [trigger, fields, { name: 'Request', tone: 'none', said: 'not sent' }, answer]
  }
  const [first] = exchanges
  const bodies = Array.from(new Set(exchanges.map(({ body }) => body)))
  const request: Step = {
    name: 'Request',
    tone: 'good',
    said:
      bodies.length > 1 ? count(bodies.length, 'request') : `${first.method} ${pathOf(first)}, ${toSize(first.body)}`,
    panel: () =>
      bodies.map((body) => <Request key={body} exchange={exchanges.find((one) => one.body === body) ?? first} />)
  }
  const tone = ({ rejected: 'bad', unauthorized: 'bad', transient: 'care' } as { [fate: string]: Tone })[fate] ?? 'good'
  const answer: Step = {
    name: 'Answer',
    tone,
    said: toAnswerWords(exchanges),
    panel: () =>
      exchanges.map((exchange, index) => (
        <Answer key={index} exchange={exchange} tone={exchange.status === 200 ? tone : 'bad'} />
      ))
  }
  return [trigger, fields, request, answer]
}

const pathOf = ({ url }: Exchange) => url.replace(/^https:\/\/[^/]+/, '')

function toSize(text: string): string {
  const bytes = new TextEncoder().encode(text).length
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`
}

function Request({ exchange }: { exchange: Exchange }) {
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

function Answer({ exchange, tone }: { exchange: Exchange; tone: Tone }) {
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
  try {
    const { processed, unprocessed, error, code } = JSON.parse(reply) as { [key: string]: unknown }
    const refused = (Array.isArray(unprocessed) ? unprocessed : []) as { code?: number; error?: string }[]
    const words = refused[0]?.error ?? (typeof error === 'string' ? error : undefined)
    const about = { code: refused[0]?.code ?? (typeof code === 'number' ? code : undefined), words }
    return typeof processed === 'number'
      ? { taken: processed, of: processed + refused.length, ...about }
      : { of: 0, ...about }
  } catch {
    return { of: 0 }
  }
}

/** `200, 1 of 1 taken`, `200, but refused: 516`, `503, 3 times`. */
function toAnswerWords(exchanges: Exchange[]): string {
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
