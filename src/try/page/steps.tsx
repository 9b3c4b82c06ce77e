/** How it got there: four steps, from the trigger to CleverTap's answer, each with its essence in one line. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { EventResult, Exchange } from '../protocol'
import { Answer, Request, toAnswerWords } from './exchanges'
import { Icon } from './icon'
import { Mapped } from './mapped'
import { Triggers } from './triggers'
import { count } from './show'
import { iconOf, leftOut } from './wording'
import type { Tone } from './wording'

type Step = { tone: Tone; said: string; panel?: () => preact.ComponentChildren }

type Props = {
  result?: EventResult
  isStale: boolean
  /** The result is one of a list, which takes the room beside it. */
  isList: boolean
  titleOf: (action: string) => string
}

export function Steps({ result, isStale, isList, titleOf }: Props) {
  const isWide = useWide() && !isList
  const [open, setOpen] = useState<number[]>()
  // The first time that an event fails, step 4 opens by itself; after that only the person opens and closes steps.
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
        {toSteps(result, titleOf).map(({ tone, said, panel }, index) => {
          const number = index + 1
          const name = names[index]
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

/** Whether the styles show three columns, with the steps beside the result. */
function useWide(): boolean {
  const [query] = useState(() => matchMedia('(min-width: 1680px)'))
  const [isWide, setWide] = useState(query.matches)
  useEffect(() => {
    const onChange = () => setWide(query.matches)
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  return isWide
}

const names = ['Trigger', 'Fields', 'Request', 'Answer']

/** One for each name. */
function toSteps(result: EventResult | undefined, titleOf: Props['titleOf']): Step[] {
  if (!result) {
    return ['which mapping', 'what is mapped', 'what is sent', 'what CleverTap says'].map(toUnreached)
  }
  const { deliveries, fate } = result
  const exchanges = deliveries.flatMap((delivery) => delivery.exchanges)
  const trigger = toTrigger(result, titleOf)
  const fields = deliveries.length === 0 ? toUnreached('not reached') : toFields(result, titleOf)
  if (exchanges.length === 0) {
    return [trigger, fields, toUnreached('not sent'), toUnreached('none')]
  }
  const tone = ({ rejected: 'bad', unauthorized: 'bad', transient: 'care' } as { [fate: string]: Tone })[fate] ?? 'good'
  const answer = {
    tone,
    said: toAnswerWords(exchanges),
    panel: () =>
      exchanges.map((exchange, index) => (
        <Answer key={index} exchange={exchange} tone={exchange.status === 200 ? tone : 'bad'} />
      ))
  }
  return [trigger, fields, toRequest(exchanges), answer]
}

const toUnreached = (said: string): Step => ({ tone: 'none', said })

function toTrigger({ triggers, deliveries }: EventResult, titleOf: Props['titleOf']): Step {
  const taking = triggers.filter(({ matches }) => matches).length
  const isDeletionRequest = deliveries.some(({ subscription }) => subscription === undefined)
  return {
    tone: taking > 0 || isDeletionRequest ? 'good' : 'bad',
    said: isDeletionRequest ? 'a deletion request' : `${taking} of ${count(triggers.length, 'mapping')}`,
    panel: () => <Triggers triggers={triggers} titleOf={titleOf} />
  }
}

function toFields(result: EventResult, titleOf: Props['titleOf']): Step {
  const { deliveries, fate } = result
  const mapped = deliveries.reduce((total, delivery) => total + delivery.mapped.length, 0)
  const lost = leftOut(result).length
  return {
    tone: fate === 'invalid' ? 'bad' : lost > 0 ? 'care' : 'good',
    said: `${mapped} mapped${lost > 0 ? `, ${lost} left out` : ''}`,
    panel: () =>
      deliveries.map((delivery, index) => (
        <div key={index}>
          {deliveries.length > 1 && <h3 class="heading">{titleOf(delivery.action)}</h3>}
          <Mapped mapped={delivery.mapped} />
        </div>
      ))
  }
}

/** The same text is shown once, whatever the number of tries. */
function toRequest(exchanges: Exchange[]): Step {
  const different = Array.from(new Map(exchanges.map((exchange) => [exchange.body, exchange])).values())
  const [{ method, body }] = different
  return {
    tone: 'good',
    said:
      different.length > 1 ? count(different.length, 'request') : `${method} ${pathOf(different[0])}, ${toSize(body)}`,
    panel: () => different.map((exchange) => <Request key={exchange.body} exchange={exchange} />)
  }
}

const pathOf = ({ url }: Exchange) => url.replace(/^https:\/\/[^/]+/, '')

function toSize(text: string): string {
  const bytes = new TextEncoder().encode(text).length
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`
}
