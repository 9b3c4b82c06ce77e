/** The JSON editor. It keeps its own text: setting the text that was just typed would cause an endless loop. */
import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { EditorState, StateEffect, StateField } from '@codemirror/state'
import type { Range } from '@codemirror/state'
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  WidgetType
} from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Problem } from './event-text'
import type { Hint } from './hints'

export type EditorOptions = {
  label: string
  /** Shown while there is nothing. */
  placeholder: string
  onChange: (text: string) => void
  /** Ctrl+Enter, on a Mac Command+Enter. */
  onDone: () => void
}

/** The colours are custom properties of the page, which differ between light and dark. */
const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-name)' },
  { tag: tags.string, color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-value)' }
])

class HintWidget extends WidgetType {
  constructor(readonly hint: Hint) {
    super()
  }

  eq({ hint }: HintWidget): boolean {
    return hint.text === this.hint.text && hint.tone === this.hint.tone
  }

  toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = `hint ${this.hint.tone}`
    element.textContent = `${this.hint.tone === 'none' ? '→' : '!'} ${this.hint.text}`
    return element
  }
}

const setHints = StateEffect.define<Hint[]>()

/** Hints move with the text while it is typed, until the next answer is there. */
const hints = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const given = transaction.effects.find((effect) => effect.is(setHints))
    const { doc } = transaction.state
    return given ? Decoration.set(decorate(given.value as Hint[], doc), true) : before.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field)
})

function decorate(given: Hint[], doc: EditorState['doc']): Range<Decoration>[] {
  return given.flatMap((hint) => {
    if (hint.at > doc.length) {
      return []
    }
    const line = doc.lineAt(hint.at)
    return [
      Decoration.line({ attributes: { 'data-link': hint.path } }).range(line.from),
      Decoration.widget({ widget: new HintWidget(hint), side: 1 }).range(line.to)
    ]
  })
}

const setProblem = StateEffect.define<Problem | undefined>()

/** Where the text stops being JSON. */
const problem = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const given = transaction.effects.find((effect) => effect.is(setProblem))
    if (!given) {
      return before.map(transaction.changes)
    }
    const { from, to } = (given.value as Problem | undefined) ?? { from: 0, to: 0 }
    const end = Math.min(to, transaction.state.doc.length)
    return from < end ? Decoration.set(Decoration.mark({ class: 'mistake' }).range(from, end)) : Decoration.none
  },
  provide: (field) => EditorView.decorations.from(field)
})

export const showProblem = (view: EditorView, given?: Problem) => view.dispatch({ effects: setProblem.of(given) })

export const showHints = (view: EditorView, given: Hint[]) => view.dispatch({ effects: setHints.of(given) })

/** Selects a place and scrolls to it. */
export function select(view: EditorView, from: number, to: number): void {
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  view.focus()
}

/** @returns a function that makes the state of an editor for a text */
export function createStates({ label, placeholder: words, onChange, onDone }: EditorOptions) {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''
  const done = () => {
    onDone()
    return true
  }
  const extensions = [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    history(),
    // Characters that change the direction of writing would otherwise make the text look different.
    highlightSpecialChars(),
    bracketMatching(),
    highlightActiveLine(),
    indentUnit.of('  '),
    json(),
    syntaxHighlighting(highlighting),
    problem,
    hints,
    placeholder(words),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label }),
    // Tab is not bound, so it leaves the editor: a person with only a keyboard must be able to (WCAG 2.1.2).
    keymap.of([{ key: 'Mod-Enter', run: done }, ...standardKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        onChange(update.state.doc.toString())
      }
    })
  ]
  return (text: string) => EditorState.create({ doc: text, extensions })
}
