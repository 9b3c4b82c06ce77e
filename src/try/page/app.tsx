/** The whole page: on the left the input, on the right the result. */
import type { EditorView } from '@codemirror/view'
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import type { Case, Fix, JsonObject, Patch, Start } from '../protocol'
import { useAnswer } from './answers'
import { readBefore, toEvents, toQuestion, toTexts } from './case-text'
import { CleverTapPane } from './clevertap-pane'
import { select } from './editor'
import { ActionsContext, saveFile } from './elements'
import type { Actions } from './elements'
import { Empty } from './empty'
import { eventAt, EventPane } from './event-pane'
import { readFile, toCaseFile } from './files'
import { fix } from './fix'
import { Icon } from './icon'
import { findPlaces } from './json-tree'
import { Keys, useShortcuts } from './keyboard'
import { markLinks } from './link'
import { EventList, Summary } from './list'
import { MappingPane } from './mapping-pane'
import type { Wanted } from './mapping-pane'
import { useMended } from './mended'
import { Result } from './result'
import { change, takeExample, toState, toWork } from './state'
import { Steps } from './steps'
import { Tabs } from './tabs'
import type { TabKey } from './tabs'
import { ToastOf } from './toast'
import { TopBar } from './top-bar'
import { toAnswerWord, VerdictHead, VerdictOf } from './verdict'

const region = /-([A-Z]{2})\b/.exec(navigator.language)?.[1]

const tabKeys: TabKey[] = ['event', 'mappings', 'clevertap']

const focus = (id: string) => document.getElementById(id)?.focus()

export function App({ start, saved, token }: { start: Start; saved?: Case; token: string }) {
  const [state, dispatch] = useReducer(change, undefined, () => toState(start, saved))
  const { work, toast } = state
  const question = useMemo(() => toQuestion(work, region), [work])
  const { asked, explanation, problem, isBusy, isCurrent } = useAnswer(question, token)
  const [tab, setTab] = useState<TabKey>('event')
  const [wanted, setWanted] = useState<Wanted>()
  const [hasHelp, setHelp] = useState(false)
  const editor = useRef<EditorView | undefined>(undefined)
  const main = useRef<HTMLElement>(null)
  useEffect(() => (main.current ? markLinks(main.current) : undefined), [])

  const lastEvents = useRef<ReturnType<typeof toEvents>>(undefined)
  const events = useMemo(() => (lastEvents.current = toEvents(work.texts) ?? lastEvents.current ?? []), [work.texts])
  const isEmpty = 'isEmpty' in question
  const stale = isEmpty ? undefined : 'problem' in question ? `${question.problem} This is the last result.` : problem
  const shown = isEmpty ? undefined : explanation
  const selected = Math.min(work.selected, (shown?.events.length ?? 1) - 1)
  const result = shown?.events[selected]
  const event = asked ? eventAt(asked, selected) : null
  const isList = (shown?.events.length ?? 1) > 1
  const mended = useMended(result)

  const look = (index: number) => {
    const all = toEvents(work.texts)
    const texts = work.texts.length === 1 && all && all.length > 1 ? toTexts(all as JsonObject[]) : work.texts
    dispatch({ kind: 'look', work: { texts, selected: Math.max(0, Math.min(texts.length - 1, index)) } })
  }
  const actions: Actions = {
    showPath: (path) => {
      const view = editor.current
      setTab('event')
      requestAnimationFrame(() => {
        const place = view && findPlaces(view.state.doc.toString()).get(path)
        if (view && place) {
          select(view, place.from, place.to)
        }
      })
    },
    showField: (subscription, field) => {
      setTab('mappings')
      setWanted({ subscription, field, id: (wanted?.id ?? 0) + 1 })
    },
    applyFix: ({ effect, patch }: Pick<Fix, 'effect'> & { patch: Patch }) => {
      const next = asked && 'case' in question ? fix(work, asked, question.case, patch) : undefined
      dispatch(
        next
          ? { kind: 'act', work: next, said: `${effect}.` }
          : { kind: 'tell', text: 'What this was about has changed.' }
      )
      focus(isList ? 'verdict-of-event' : 'verdict')
    }
  }
  const open = (text: string, name: string) => {
    const opened = readFile(text, start.actions)
    if ('problem' in opened) {
      dispatch({ kind: 'tell', text: opened.problem })
    } else if ('case' in opened) {
      dispatch({ kind: 'act', work: toWork(opened.case), said: `Opened the case ${name}.` })
    } else if ('subscriptions' in opened) {
      dispatch({ kind: 'act', work: opened, said: `Opened ${opened.subscriptions.length} mappings of ${name}.` })
    } else {
      const texts = toTexts(opened.event)
      const what = texts.length === 1 ? 'an event' : `${texts.length} events`
      dispatch({ kind: 'act', work: { texts, selected: 0, example: undefined }, said: `Opened ${what} of ${name}.` })
    }
  }
  const keep = (profiles: { [identity: string]: JsonObject }) => {
    const before = readBefore(work.beforeText)
    const beforeText = JSON.stringify({ ...('profiles' in before && before.profiles), ...profiles }, null, 2)
    dispatch({
      kind: 'act',
      work: { beforeText },
      said: `CleverTap has ${Object.keys(profiles).join()} at the next event.`
    })
  }
  const step = (by: number) =>
    events.length > 1
      ? look(work.selected + by)
      : dispatch({
          kind: 'act',
          work: takeExample(start, Math.max(0, Math.min(start.examples.length - 1, (work.example ?? -by) + by)))
        })
  useShortcuts({
    onVerdict: () => focus('verdict'),
    onPart: (number) => {
      if (number <= tabKeys.length) {
        setTab(tabKeys[number - 1])
      }
      focus(number <= tabKeys.length ? `tab-${tabKeys[number - 1]}` : number === 4 ? 'result' : 'steps-heading')
    },
    onStep: step,
    onUndo: () => dispatch({ kind: 'undo' }),
    onRedo: () => dispatch({ kind: 'redo' }),
    onHelp: () => setHelp(true)
  })
  const titleOf = (action: string) => start.actions[action]?.title ?? action
  const isStale = stale !== undefined
  const beginning = {
    tone: 'none' as const,
    icon: 'to' as const,
    headline: ['See what becomes of an event'],
    sub: ['Paste one on the left. The result appears here while you type.']
  }
  const note = 'note' in question ? question.note : undefined
  return (
    <ActionsContext.Provider value={actions}>
      <TopBar
        version={start.version}
        state={state}
        dispatch={dispatch}
        onFile={open}
        onSave={'case' in question ? () => saveFile('case.json', toCaseFile(question.case)) : undefined}
        onHelp={() => setHelp(true)}
      />
      <main class={`work ${isList ? 'has-list' : ''}`} ref={main}>
        <Tabs
          chosen={tab}
          onChoose={setTab}
          tabs={[
            {
              key: 'event',
              label: events.length > 1 ? 'Events' : 'Event',
              mark: events.length > 1 ? String(events.length) : undefined,
              pane: (
                <EventPane
                  state={state}
                  question={question}
                  events={events}
                  result={isCurrent && (!isList || work.texts.length > 1) ? result : undefined}
                  dispatch={dispatch}
                  onLook={look}
                  onDone={() => focus('verdict')}
                  editor={editor}
                />
              )
            },
            {
              key: 'mappings',
              label: 'Mappings',
              mark: String(work.subscriptions.length),
              pane: (
                <MappingPane
                  start={start}
                  subscriptions={work.subscriptions}
                  event={event}
                  explanation={shown}
                  selected={selected}
                  wanted={wanted}
                  dispatch={dispatch}
                />
              )
            },
            {
              key: 'clevertap',
              label: 'CleverTap',
              mark: work.answer === undefined ? undefined : toAnswerWord(work.answer),
              isCare: true,
              pane: <CleverTapPane work={work} identity={result?.deliveries[0]?.identity} dispatch={dispatch} />
            }
          ]}
        />
        <ToastOf toast={toast} dispatch={dispatch} />
        {isStale && (
          <p class="stale row" role={problem === stale ? 'alert' : undefined}>
            <Icon name="clock" />
            {stale}
          </p>
        )}
        {isList && shown && (
          <>
            <Summary explanation={shown} events={events} isBusy={isBusy} isStale={isStale} note={note} />
            <EventList
              explanation={shown}
              events={Array.isArray(asked?.event) ? asked.event : events}
              selected={selected}
              isBusy={isBusy}
              isStale={isStale}
              onLook={look}
            />
          </>
        )}
        {result ? (
          <VerdictOf
            result={result}
            answer={asked?.answer}
            isBusy={isBusy}
            isStale={isStale}
            number={isList ? selected + 1 : undefined}
            titleOf={titleOf}
            onNormal={() =>
              dispatch({ kind: 'act', work: { answer: undefined }, said: 'CleverTap answers normally again.' })
            }
          />
        ) : (
          <section class="verdict none" aria-labelledby="verdict">
            <VerdictHead
              id="verdict"
              level="h2"
              verdict={isEmpty ? beginning : { ...beginning, headline: ['Loading …'], sub: [] }}
            />
          </section>
        )}
        <section class="result" id="result" aria-label="Result in CleverTap" tabIndex={0}>
          <div class="result-inner" aria-disabled={isStale} inert={isStale}>
            {isEmpty && <Empty start={start} dispatch={dispatch} onFile={open} />}
            {result && <Result result={result} event={event} mended={mended} titleOf={titleOf} onKeep={keep} />}
          </div>
        </section>
        <Steps result={result} isStale={isStale} isList={isList} titleOf={titleOf} />
      </main>
      <Keys isOpen={hasHelp} onClose={() => setHelp(false)} />
    </ActionsContext.Provider>
  )
}
