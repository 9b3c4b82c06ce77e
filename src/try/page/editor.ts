/** The JSON editor. It holds its own text: feeding typed text back into it would never end. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { linter, lintGutter } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightSpecialChars,
  keymap,
  lineNumbers
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { parseEvents } from './event-text'

export type EditorOptions = {
  text: string
  label: string
  onChange: (text: string) => void
  /** Ctrl+Enter, on a Mac Command+Enter. */
  onDone: () => void
}

/** Colours come from the page's own properties, which know light from dark. */
const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-name)' },
  { tag: tags.string, color: 'var(--code-text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-value)' }
])

const problems = linter(
  ({ state }) => {
    const text = state.doc.toString()
    const parsed = parseEvents(text)
    if (!('problem' in parsed)) {
      return []
    }
    const { message, position } = parsed.problem
    const from = Math.max(0, Math.min(position, text.length - 1))
    return [{ from, to: Math.min(from + 1, text.length), severity: 'error', message }]
  },
  { delay: 150 }
)

/** @returns the editor, to be destroyed when its place goes away */
export function createEditor(parent: HTMLElement, { text, label, onChange, onDone }: EditorOptions): EditorView {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''
  const done = () => {
    onDone()
    return true
  }
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(),
        history(),
        drawSelection(),
        // What turns the direction of writing would show other text than there is.
        highlightSpecialChars(),
        bracketMatching(),
        highlightActiveLine(),
        indentUnit.of('  '),
        json(),
        syntaxHighlighting(highlighting),
        problems,
        lintGutter(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        // Tab is not bound: it leaves the editor, as it must for whoever has only a keyboard.
        keymap.of([{ key: 'Mod-Enter', run: done }, ...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            onChange(update.state.doc.toString())
          }
        })
      ]
    })
  })
  // What scrolls must be reached by keyboard.
  view.scrollDOM.tabIndex = 0
  view.scrollDOM.setAttribute('role', 'group')
  view.scrollDOM.setAttribute('aria-label', label)
  return view
}
